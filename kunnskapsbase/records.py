"""The record store: the truth the index is built from. SQLite (WAL) by default, any SQLAlchemy address otherwise.

Tables: ``record`` (what was taken in, as JSON), ``failure`` (files that could not be, and why) and ``embedding`` (a
cache of vectors, by model and text, which may be emptied at any time).
"""

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

_metadata = MetaData()

_record = Table(
    "record",
    _metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("path", String, nullable=False, index=True),
    Column("sha256", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("taken_in", String, nullable=False),
)
_failure = Table(
    "failure",
    _metadata,
    Column("path", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("problems", Text, nullable=False),
    Column("seen", String, nullable=False),
)
_embedding = Table(
    "embedding",
    _metadata,
    Column("model", String, primary_key=True),
    Column("text_sha256", String, primary_key=True),
    Column("dimensions", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)
# One row: how many times the records have changed. Readers look here to know whether what they hold is of today.
_revision = Table("revision", _metadata, Column("number", Integer, primary_key=True))
# SQLite takes some thousand parameters in a statement; PostgreSQL more.
_CHUNK = 500
# A document's record may be a megabyte.
_EACH = 50


@dataclass(frozen=True, slots=True)
class Record:
    """One thing taken in. ``path`` is relative to the corpus; ``body`` is the record's own JSON."""

    id: str
    kind: str
    path: str
    sha256: str
    body: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in: each problem as ``(line, message)``."""

    path: str
    sha256: str
    problems: tuple[tuple[int | None, str], ...]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _make_engine(address: str) -> Engine:
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        # WAL: the API reads while an ingest writes. FULL: what was acknowledged survives a power cut.
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.close()

    return engine


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def known_files(address: str) -> dict[str, tuple[str, str]]:
    """``RecordStore.hashes`` of a store that may not be there yet, without making one."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return {}
    store = RecordStore(address)
    try:
        return store.hashes()
    finally:
        store.close()


class RecordStore:
    """Records, failures and cached vectors. Safe under threads; every method is one transaction."""

    def __init__(self, address: str) -> None:
        self._engine = _make_engine(address)
        _metadata.create_all(self._engine)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection

    def hashes(self, under: str = "") -> dict[str, tuple[str, str]]:
        """Path → (record id, SHA-256 of the file) for records whose path begins with ``under``."""
        query = select(_record.c.path, _record.c.id, _record.c.sha256)
        if under:
            query = query.where(_record.c.path.startswith(under, autoescape=True))
        with self._engine.connect() as connection:
            return {path: (record_id, sha256) for path, record_id, sha256 in connection.execute(query)}

    def save(self, records: Iterable[Record], failures: Iterable[Failure] = (), gone: Iterable[str] = ()) -> None:
        """Put records in place of those with the same id or path, note failures, and remove the paths ``gone``.

        All of it or nothing. A file that fails keeps the record it gave before.
        """
        with self._write() as connection:
            # One statement: two ingests that end at once must both count.
            if not connection.execute(update(_revision).values(number=_revision.c.number + 1)).rowcount:
                connection.execute(insert(_revision).values(number=1))
            for path in gone:
                connection.execute(delete(_record).where(_record.c.path == path))
                connection.execute(delete(_failure).where(_failure.c.path == path))
            for record in records:
                same = (_record.c.id == record.id) | (_record.c.path == record.path)
                connection.execute(delete(_record).where(same))
                connection.execute(delete(_failure).where(_failure.c.path == record.path))
                connection.execute(
                    insert(_record).values(
                        id=record.id,
                        kind=record.kind,
                        path=record.path,
                        sha256=record.sha256,
                        body=record.body,
                        taken_in=_now(),
                    )
                )
            for failure in failures:
                connection.execute(delete(_failure).where(_failure.c.path == failure.path))
                connection.execute(
                    insert(_failure).values(
                        path=failure.path,
                        sha256=failure.sha256,
                        problems=json.dumps(failure.problems, ensure_ascii=False),
                        seen=_now(),
                    )
                )

    def revision(self) -> int:
        """A number that changes whenever records do."""
        with self._engine.connect() as connection:
            return connection.execute(select(_revision.c.number)).scalar() or 0

    def count(self, kind: str) -> int:
        """How many records of a kind there are."""
        with self._engine.connect() as connection:
            return connection.execute(
                select(func.count()).select_from(_record).where(_record.c.kind == kind)
            ).scalar_one()

    def failures(self) -> list[Failure]:
        """Files that could not be taken in when they were last seen."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_failure).order_by(_failure.c.path)).all()
        return [
            Failure(row.path, row.sha256, tuple((line, message) for line, message in json.loads(row.problems)))
            for row in rows
        ]

    def all(self, kind: str) -> list[Record]:
        """Every record of a kind, ordered by id."""
        query = select(_record).where(_record.c.kind == kind).order_by(_record.c.id)
        with self._engine.connect() as connection:
            return [Record(row.id, row.kind, row.path, row.sha256, row.body) for row in connection.execute(query)]

    def each(self, kind: str) -> Iterator[Record]:
        """``all``, a few hundred at a time: for what does not fit in memory. Sees changes made on the way."""
        last = ""
        with self._engine.connect() as connection:
            while True:
                query = select(_record).where(_record.c.kind == kind, _record.c.id > last)
                rows = connection.execute(query.order_by(_record.c.id).limit(_EACH)).all()
                if not rows:
                    return
                for row in rows:
                    yield Record(row.id, row.kind, row.path, row.sha256, row.body)
                last = rows[-1].id

    def get(self, ids: Sequence[str]) -> dict[str, Record]:
        """The records with these ids; ids that are not there are left out."""
        found: dict[str, Record] = {}
        with self._engine.connect() as connection:
            for chunk in _chunks(ids):
                for row in connection.execute(select(_record).where(_record.c.id.in_(chunk))):
                    found[row.id] = Record(row.id, row.kind, row.path, row.sha256, row.body)
        return found

    def fingerprint(self, kind: str) -> str:
        """A short hash over all records of a kind: equal content gives an equal fingerprint."""
        digest = hashlib.sha256()
        query = select(_record.c.id, _record.c.sha256).where(_record.c.kind == kind).order_by(_record.c.id)
        with self._engine.connect() as connection:
            for record_id, sha256 in connection.execute(query):
                digest.update(f"{record_id}\0{sha256}\n".encode())
        return digest.hexdigest()[:12]

    def vectors(self, model: str, text_hashes: Sequence[str]) -> dict[str, list[float]]:
        """Cached vectors by text hash; those not in the cache are left out."""
        found: dict[str, list[float]] = {}
        with self._engine.connect() as connection:
            for chunk in _chunks(text_hashes):
                query = select(_embedding.c.text_sha256, _embedding.c.dimensions, _embedding.c.vector).where(
                    _embedding.c.model == model, _embedding.c.text_sha256.in_(chunk)
                )
                for text_hash, dimensions, blob in connection.execute(query):
                    found[text_hash] = list(struct.unpack(f"<{dimensions}f", blob))
        return found

    def cache_vectors(self, model: str, vectors: dict[str, Sequence[float]]) -> None:
        """Keep vectors for later builds; 32-bit floats, little-endian."""
        if not vectors:
            return
        rows = [
            {
                "model": model,
                "text_sha256": text_hash,
                "dimensions": len(vector),
                "vector": struct.pack(f"<{len(vector)}f", *vector),
            }
            for text_hash, vector in vectors.items()
        ]
        with self._write() as connection:
            for chunk in _chunks(list(vectors)):
                connection.execute(
                    delete(_embedding).where(_embedding.c.model == model, _embedding.c.text_sha256.in_(chunk))
                )
            connection.execute(insert(_embedding), rows)

    def forget_vectors_except(self, model: str, text_hashes: set[str]) -> None:
        """Empty the cache of a model's vectors for texts that no passage has any more."""
        with self._write() as connection:
            query = select(_embedding.c.text_sha256).where(_embedding.c.model == model)
            stale = [row[0] for row in connection.execute(query) if row[0] not in text_hashes]
            for chunk in _chunks(stale):
                connection.execute(
                    delete(_embedding).where(_embedding.c.model == model, _embedding.c.text_sha256.in_(chunk))
                )
