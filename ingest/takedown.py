"""Taking a source down: its records, passages, vectors and index go, and the store keeps no word of it.

What is left is a row of the ledger with an id, the time and why, and hashes that keep the source from coming in again
by itself. The file it was read from is not touched, unless it is our own copy: one that ``ingest fetch`` put among the
data.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.encoding import CachedVectors
from ingest.gathering import EXPERIENCE
from ingest.pipeline import bring_up_to_date
from ingest.sidecar import sidecar_of
from kunnskapsbase.document_text import DOCUMENT_RECORDS, document_of, matched_passages
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.errors import InputError
from kunnskapsbase.index import KINDS, PASSAGES, SOLUTIONS, Kind, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.passages import passages
from kunnskapsbase.records import ROW_MARK, Record, RecordStore, SourceEntry, Status, source_id
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution

# The API looks for a new index once a second, and then lets go of the old one.
_PATIENCE_S = 10.0
_LOOK_EVERY_S = 0.25


@dataclass(frozen=True)
class Target:
    """What is to be taken down: a source, or one row of one. ``path`` is where its file lies."""

    id: str
    path: str
    sha256: str
    record_ids: tuple[str, ...]
    title: str | None


@dataclass(frozen=True)
class TakenDown:
    """What was done. ``left`` are folders of older indexes that another program still holds open.

    ``log_emptied`` is False when another program was in the middle of a read for so long that the database's log could
    not be emptied. ``file_deleted`` says that the file was our own copy.
    """

    target: Target
    left: tuple[str, ...]
    log_emptied: bool
    file_deleted: bool


def find_target(store: RecordStore, name: str) -> Target:
    """What a person means by ``name``: an id of the ledger or of a record, a path, or the end of a path.

    Raises:
        InputError: there is no such source, or there are several.
    """
    sources = [source for source in store.find_sources(name) if source.status is not Status.REMOVED]
    if len(sources) > 1:
        listed = "\n".join(f"  {source.id}  {source.path}" for source in sources)
        raise InputError(f"Flere kilder passer til «{name}». Oppgi id-en til den du mener:\n{listed}")
    if sources:
        return _of_source(sources[0], store.of_source(sources[0].path))
    record = store.get([name]).get(name)
    if record is None:
        raise InputError(f"Fant ingen kilde «{name}». «python -m ingest list» viser id og sti for alle.")
    return Target(source_id(record.path), record.path, "", (record.id,), None)


def _of_source(source: SourceEntry, records: list[Record]) -> Target:
    ids = tuple(record.id for record in records)
    return Target(source.id, source.path, source.sha256, ids, source.title)


def take_down(settings: Settings, target: Target) -> TakenDown:
    """Remove all that is kept of ``target``, here and in every index; waits some seconds for the API to let go."""
    store = RecordStore(settings.database)
    try:
        _forget_vectors(settings, store, target.record_ids)
        store.take_down(target.path, target.record_ids, target.sha256)
        file_deleted = _delete_our_copy(settings, target.path)
        _retire_other_models(settings)
        bring_up_to_date(settings)
        store.forget_vectors_of_other_models(model_fingerprint(settings))
        left = _wait_for_old_indexes(settings)
        return TakenDown(target, left, _compact(store), file_deleted)
    finally:
        store.close()


def _forget_vectors(settings: Settings, store: RecordStore, record_ids: Sequence[str]) -> None:
    """Take the records' texts out of the cache of vectors.

    By name, because the cache is gone through for what nobody has any more only when an index is built of all records:
    that is not done for a source that never came into one, as the ingest was stopped before.
    """
    texts: dict[Kind, list[str]] = {SOLUTIONS: [], PASSAGES: []}
    for record in store.each_of(record_ids):
        if record.kind in DOCUMENT_RECORDS:
            texts[PASSAGES].extend(each.text for each in matched_passages(document_of(record.kind, record.body)))
        elif record.kind == EXPERIENCE:
            texts[SOLUTIONS].extend(each.text for each in passages(Solution.model_validate_json(record.body)))
    for kind, of_kind in texts.items():
        CachedVectors(settings, store, kind).forget(of_kind)


def _delete_our_copy(settings: Settings, path: str) -> bool:
    """Delete the file and the note beside it, where they lie among the data; whether they did."""
    file = settings.corpus / path
    if ROW_MARK in path or not file.is_file() or not file.is_relative_to(settings.data.resolve()):
        return False
    note = sidecar_of(file)
    if note:
        note.unlink()
    file.unlink()
    return True


def _retire_other_models(settings: Settings) -> None:
    """Let go of indexes made with other models: they hold the source too, and are built anew when they are wanted."""
    model = model_fingerprint(settings)
    engine(settings).retire_others({alias(model, kind) for kind in KINDS.values()})


def _wait_for_old_indexes(settings: Settings) -> tuple[str, ...]:
    indexes = engine(settings)
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        indexes.tidy()
        left = indexes.left_over()
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(_LOOK_EVERY_S)


def _compact(store: RecordStore) -> bool:
    deadline = time.monotonic() + _PATIENCE_S
    while not store.compact():
        if time.monotonic() > deadline:
            return False
        time.sleep(_LOOK_EVERY_S)
    return True
