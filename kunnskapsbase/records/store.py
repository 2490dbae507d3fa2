"""The record store: the truth the index is built from. SQLite (WAL) by default, any SQLAlchemy address otherwise.

Tables here: ``record`` (what was taken in, as JSON), ``source`` and ``blocked`` (the ledger), ``likeness``,
``likeness_mark`` and ``alike`` (what looks like what), and ``embedding`` (a cache of vectors). All tables stand in
``docs/lagring.md``.
"""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
)

from kunnskapsbase.records import ledger, likeness, revision, vectors
from kunnskapsbase.records.database import Key, compact, is_sqlite_file, metadata
from kunnskapsbase.records.ledger import REJECTED, SourceEntry, Status
from kunnskapsbase.records.likeness import Sketch
from kunnskapsbase.records.open_store import OpenStore
from kunnskapsbase.records.taking_down import forget_added

_record = Table(
    "record",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", String, nullable=False),
    Column("path", Key, nullable=False, index=True),
    Column("sha256", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("taken_in", String, nullable=False),
)
# A document's record may be a megabyte.
_EACH = 50
# Between a file and the row in it that a record was made of: «prosjekter.csv#rad-12».
ROW_MARK = "#rad-"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing taken in. ``path`` is relative to the corpus; ``body`` is the record's own JSON."""

    id: str
    kind: str
    path: str
    sha256: str
    body: str


def _of(row: Row[Any]) -> Record:
    return Record(row.id, row.kind, row.path, row.sha256, row.body)


def open_to_read(address: str) -> "RecordStore":
    """The store at an address, or an empty one that leaves nothing behind where there is none yet."""
    file = is_sqlite_file(address)
    return RecordStore(address if file is None or file.exists() else "sqlite://")


class RecordStore(OpenStore):
    """Records, the ledger, look-alikes and cached vectors. Safe under threads; every method is one transaction.

    Every method that writes raises StoreFullError where there is no room to write in.
    """

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

    def save(
        self,
        records: Iterable[Record],
        sources: Iterable[SourceEntry] = (),
        gone: Iterable[str] = (),
        *,
        renewed: Iterable[str] = (),
        sketches: Iterable[Sketch] = (),
    ) -> None:
        """Put records in place of those with the same id or path, note what came of their sources, drop those ``gone``.

        Of a file in ``renewed`` all earlier records give way, also those made of its rows. All of it or nothing. A file
        that fails keeps the record it gave before.
        """
        with self._write() as connection:
            revision.count(connection)
            for path in gone:
                _drop(connection, path)
                ledger.wipe(connection, path, ledger.FILE_GONE)
            for path in renewed:
                _drop(connection, path)
            for record in records:
                _put(connection, record)
            for sketch in sketches:
                likeness.write(connection, sketch)
            for source in sources:
                ledger.note(connection, source)

    def take_down(self, path: str, record_ids: Sequence[str], sha256: str) -> None:
        """Remove all that is kept of a source or of one row of it, with all that people added to it.

        What it was is remembered by hash alone, so that it is not taken in again.
        """
        with self._write() as connection:
            revision.count(connection)
            _drop(connection, path)
            forget_added(connection, record_ids)
            ledger.wipe(connection, path, ledger.TAKEN_DOWN)
            ledger.block(connection, path, sha256, record_ids)

    def compact(self) -> bool:
        """Write the database anew without what was deleted; whether its log could be emptied too (see ``compact``)."""
        return compact(self._engine)

    def revision(self) -> int:
        """A number that changes whenever records or adoptions do."""
        with self._engine.connect() as connection:
            return revision.read(connection)

    def count(self, kind: str) -> int:
        """How many records of a kind there are."""
        with self._engine.connect() as connection:
            return connection.execute(
                select(func.count()).select_from(_record).where(_record.c.kind == kind)
            ).scalar_one()

    def newest(self, kind: str) -> str | None:
        """When a record of a kind was last put in, as YYYY-MM-DDThh:mm:ss+00:00; ``None`` without any."""
        with self._engine.connect() as connection:
            query = select(func.max(_record.c.taken_in)).where(_record.c.kind == kind)
            return connection.execute(query).scalar()

    def all(self, kind: str) -> list[Record]:
        """Every record of a kind, ordered by id."""
        query = select(_record).where(_record.c.kind == kind).order_by(_record.c.id)
        with self._engine.connect() as connection:
            return [_of(row) for row in connection.execute(query)]

    def each(self, kind: str) -> Iterator[Record]:
        """``all``, a few at a time: for what does not fit in memory. Sees changes made on the way."""
        last = ""
        with self._engine.connect() as connection:
            while True:
                query = select(_record).where(_record.c.kind == kind, _record.c.id > last)
                rows = connection.execute(query.order_by(_record.c.id).limit(_EACH)).all()
                if not rows:
                    return
                yield from map(_of, rows)
                last = rows[-1].id

    def each_of(self, ids: Sequence[str]) -> Iterator[Record]:
        """``get``, a few at a time and in the order of ``ids``: for what does not fit in memory."""
        for start in range(0, len(ids), _EACH):
            found = self.get(ids[start : start + _EACH])
            yield from (found[each] for each in ids[start : start + _EACH] if each in found)

    def get(self, ids: Sequence[str]) -> dict[str, Record]:
        """The records with these ids; ids that are not there are left out."""
        found: dict[str, Record] = {}
        with self._engine.connect() as connection:
            for chunk in vectors.chunks(ids):
                for row in connection.execute(select(_record).where(_record.c.id.in_(chunk))):
                    found[row.id] = _of(row)
        return found

    def of_source(self, path: str) -> list[Record]:
        """The records that the file at ``path`` gave, its own first and then those of its rows."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_record).where(_made_of(path)).order_by(_record.c.path))
            return [_of(row) for row in rows]

    def hashes_of(self, kind: str) -> dict[str, str]:
        """Record id → hash of what it was made of, for all records of a kind, without reading them."""
        query = select(_record.c.id, _record.c.sha256).where(_record.c.kind == kind)
        with self._engine.connect() as connection:
            return {row.id: row.sha256 for row in connection.execute(query)}

    def fingerprint(self, kind: str) -> str:
        """A short hash over all records of a kind: equal content gives an equal fingerprint."""
        return fingerprint(self.hashes_of(kind))

    def sources(self, statuses: Iterable[Status] = ()) -> list[SourceEntry]:
        """The ledger, or its rows with one of ``statuses``: by path, and then what was removed."""
        with self._engine.connect() as connection:
            return ledger.read(connection, statuses)

    def source(self, path: str) -> SourceEntry | None:
        """What the ledger says of the source at ``path``."""
        with self._engine.connect() as connection:
            return ledger.get(connection, path)

    def find_sources(self, name: str) -> list[SourceEntry]:
        """Sources with this id, record id or path, or else those whose path ends in ``/name``."""
        with self._engine.connect() as connection:
            return ledger.find(connection, name)

    def with_content(self, sha256: str) -> list[SourceEntry]:
        """Sources whose content, when last met, had this hash."""
        with self._engine.connect() as connection:
            return ledger.with_content(connection, sha256)

    def total(self, counted: str) -> int:
        """The sum over all sources of one of their ``counts``."""
        with self._engine.connect() as connection:
            return ledger.total(connection, counted)

    def failures(self) -> list[SourceEntry]:
        """Sources that could not be taken in, or were held back, when they were last seen."""
        return self.sources(REJECTED)

    def touch(self, paths: Sequence[str]) -> None:
        """Note that these sources were met again as they were."""
        if paths:
            with self._write() as connection:
                ledger.touch(connection, paths)

    def is_blocked(self, path: str, sha256: str = "", record_id: str = "") -> bool:
        """Whether this path, content or record was taken down, and must be asked for to come back."""
        with self._engine.connect() as connection:
            return ledger.is_blocked(connection, path, sha256, record_id)

    def unblock(self, path: str, sha256: str = "", record_id: str = "") -> None:
        """Let it be taken in again."""
        with self._write() as connection:
            ledger.unblock(connection, path, sha256, record_id)

    def alike(self, path: str | None = None) -> dict[str, list[tuple[str, float]]]:
        """Path → the paths of records that look like it, with the similarity (0–1), most alike first."""
        with self._engine.connect() as connection:
            return likeness.alike(connection, path)

    def vectors(self, model: str, text_hashes: Sequence[str]) -> dict[str, list[float]]:
        """Cached vectors by text hash; those not in the cache are left out."""
        with self._engine.connect() as connection:
            return vectors.read(connection, model, text_hashes)

    def cached(self, model: str, text_hashes: Sequence[str]) -> set[str]:
        """Which of these texts have a vector in the cache."""
        with self._engine.connect() as connection:
            return vectors.cached(connection, model, text_hashes)

    def dimensions(self, model: str) -> int | None:
        """How long a model's cached vectors are; ``None`` where there are none."""
        with self._engine.connect() as connection:
            return vectors.dimensions(connection, model)

    def cache_vectors(self, model: str, made: dict[str, Sequence[float]]) -> None:
        """Keep vectors for later builds; 32-bit floats, little-endian."""
        if made:
            with self._write() as connection:
                vectors.write(connection, model, made)

    def forget_vectors(self, model: str, text_hashes: Sequence[str]) -> None:
        """Empty the cache of a model's vectors for these texts."""
        with self._write() as connection:
            vectors.forget(connection, model, text_hashes)

    def forget_vectors_except(self, model: str, text_hashes: Container[str]) -> None:
        """Empty the cache of a model's vectors for texts that no passage has any more."""
        with self._write() as connection:
            vectors.forget_except(connection, model, text_hashes)

    def forget_vectors_of_other_models(self, model: str) -> None:
        """Empty the cache of what other models made of texts that ``model`` has no vector for."""
        with self._write() as connection:
            vectors.forget_other_models(connection, model)


def fingerprint(hashes: Mapping[str, str]) -> str:
    """A short hash over records, given by id with their hashes, in whatever order."""
    digest = hashlib.sha256()
    for record_id, sha256 in sorted(hashes.items()):
        digest.update(f"{record_id}\0{sha256}\n".encode())
    return digest.hexdigest()[:12]


def put_beside(connection: Connection, record: Record, source: SourceEntry) -> None:
    """Put one record and its row of the ledger in, in a transaction that holds more."""
    revision.count(connection)
    _put(connection, record)
    ledger.note(connection, source)


def withdraw_beside(connection: Connection, path: str) -> None:
    """Take out the record at ``path`` as one whose file is gone, in a transaction that holds more."""
    revision.count(connection)
    _drop(connection, path)
    ledger.wipe(connection, path, ledger.FILE_GONE)


def _made_of(path: str) -> ColumnElement[bool]:
    """Records of the file at ``path`` and of its rows."""
    rows = f"{path}{ROW_MARK}"
    # A span, because SQLite reads the whole table for a LIKE: with 10,000 documents, 10,000 times over.
    return (_record.c.path == path) | ((_record.c.path > rows) & (_record.c.path < f"{rows}\uffff"))


def _drop(connection: Connection, path: str) -> None:
    made = _made_of(path)
    for (each,) in connection.execute(select(_record.c.path).where(made)).all():
        likeness.forget(connection, each)
    connection.execute(delete(_record).where(made))


def _put(connection: Connection, record: Record) -> None:
    likeness.forget(connection, record.path)
    # Only what was asked for comes in again after it was taken down; then the word of it has done its work.
    ledger.unblock(connection, record.path, "", record.id)
    same = (_record.c.id == record.id) | (_record.c.path == record.path)
    connection.execute(delete(_record).where(same))
    values = {"id": record.id, "kind": record.kind, "path": record.path, "sha256": record.sha256}
    connection.execute(insert(_record).values(values | {"body": record.body, "taken_in": ledger.now()}))
