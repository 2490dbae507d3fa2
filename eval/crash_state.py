"""What a store has come to, for the crash test: the same after a kill as without, and nothing left lying about."""

import hashlib
import json
import time
from dataclasses import asdict
from pathlib import Path

from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.errors import IndexMissingError
from kunnskapsbase.index import PASSAGES, SOLUTIONS, Kind, Query, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings

_KINDS = (SOLUTIONS, PASSAGES)
_RECORDS = ("erfaring", "webinar", "dokument")
# The store with its log, and in the index folder the lock of those who build.
_STORE_FILES = {"losfor.sqlite", "losfor.sqlite-wal", "losfor.sqlite-shm", "index"}
_BUILDERS_LOCK = "BYGGER"
_PATIENCE_S = 10.0


def state(settings: Settings) -> str:
    """A hash over the records, the ledger, the look-alikes and both indexes; times are left out, they must differ."""
    digest = hashlib.sha256()
    store = RecordStore(settings.database)
    try:
        for kind in _RECORDS:
            for record in store.each(kind):
                digest.update(json.dumps(asdict(record)).encode())
        for source in store.sources():
            told: list[object] = [source.id, source.path, source.status, source.reason, source.problems, source.title]
            told += [source.sha256, source.made_by, sorted(source.counts.items()), sorted(source.masked.items())]
            digest.update(json.dumps(told).encode())
        digest.update(json.dumps(sorted(store.alike().items())).encode())
    finally:
        store.close()
    for collection in _KINDS:
        digest.update(_index(settings, collection).encode())
    return digest.hexdigest()


def _index(settings: Settings, kind: Kind) -> str:
    """A hash over everything in an index that serves, and over the ranking of a few questions."""
    index = engine(settings).open(alias(model_fingerprint(settings), kind))
    try:
        points = sorted(index.points(), key=lambda point: point.id)
        digest = hashlib.sha256()
        for point in points:
            sparse = {name: asdict(vector) for name, vector in point.sparse.items()}
            digest.update(json.dumps([point.id, list(point.dense), sparse, point.payload]).encode())
        for point in points[:: max(1, len(points) // 10)]:
            hits = index.query(Query(dense=point.dense, sparse=point.sparse, limit=20)).passages
            digest.update(json.dumps([[hit.record_id, hit.score] for hit in hits]).encode())
        return digest.hexdigest()
    finally:
        index.close()


def serves(settings: Settings) -> bool:
    """Whether both indexes can be opened."""
    try:
        for kind in _KINDS:
            engine(settings).open(alias(model_fingerprint(settings), kind)).close()
    except IndexMissingError:
        return False
    return True


def orphans(settings: Settings) -> list[str]:
    """What lies in the data folder and belongs to nothing: files of a killed run, indexes that nothing points to."""
    index = settings.data / "index"
    pointers = list(index.glob("*.current"))
    belongs = {_BUILDERS_LOCK, *(pointer.name for pointer in pointers)}
    belongs |= {pointer.read_text(encoding="utf-8") for pointer in pointers}
    stray = [each.name for each in settings.data.iterdir() if each.name not in _STORE_FILES]
    return sorted([*stray, *(each.name for each in index.iterdir() if each.name not in belongs)])


def left_in(temporary: Path) -> list[str]:
    """Processes that stand in, and files that lie in, the folder for temporary files, after some seconds' grace."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        left = sorted([*_processes_in(temporary), *(each.name for each in temporary.iterdir())])
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.05)


def _processes_in(folder: Path) -> list[str]:
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = (process / "cwd").readlink()
        except OSError:
            # Gone meanwhile, or somebody else's.
            continue
        if place.is_relative_to(folder):
            found.append(f"prosess {process.name}")
    return found
