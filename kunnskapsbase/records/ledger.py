"""The ledger: one row for every source that was ever met, whatever came of it.

A source is a file: one of the corpus, or a document from elsewhere. Its row says which content was met last (hash and
version), what came of it, and what still serves. A source that was taken down keeps a row without a word of its text.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, Row, String, Table, Text, delete, insert, select, update

from kunnskapsbase.records.database import CHUNK, Key, metadata

_source = Table(
    "source",
    metadata,
    Column("id", Key, primary_key=True),
    Column("path", Key, unique=True),
    Column("kind", String),
    Column("record_id", String, index=True),
    Column("title", Text),
    Column("sha256", String),
    Column("made_by", String),
    Column("version", Integer, nullable=False),
    Column("served_version", Integer),
    Column("parser", String),
    Column("counts", Text),
    Column("masked", Text),
    Column("warnings", Text),
    Column("told", Text),
    Column("status", String, nullable=False, index=True),
    Column("reason", String),
    Column("problems", Text),
    Column("accepted", Boolean, nullable=False),
    Column("first_taken_in", String),
    Column("last_taken_in", String),
    Column("last_seen", String, nullable=False),
)
# What was taken down and must not come in again by itself: hashes alone, of the path, the content and the record's id.
_blocked = Table(
    "blocked",
    metadata,
    Column("hash", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
)


class Status(StrEnum):
    """What came of a source when it was last read. ``UNCHANGED`` is said by a run, and leaves the row as it was."""

    TAKEN_IN = "tatt_inn"
    UNCHANGED = "uendret"
    PARTLY = "delvis"
    FAILED = "feilet"
    QUARANTINED = "karantene"
    REMOVED = "fjernet"


# Why a source is removed: a person asked for it, or its file in the corpus is gone.
TAKEN_DOWN = "tatt_ned"
FILE_GONE = "filen_er_borte"
SERVES = frozenset({Status.TAKEN_IN, Status.PARTLY})
REJECTED = frozenset({Status.FAILED, Status.QUARANTINED})


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source and what came of it.

    ``path`` is relative to the corpus for what lies there, absolute otherwise, and empty once taken down. ``sha256`` is
    of the file's bytes (empty where they could not be read); ``made_by`` is a fingerprint of what else decided the
    result (code, metadata), so that equal hash and fingerprint mean nothing new. ``problems`` are what is wrong, as
    (line or None, message in Norwegian), ``warnings`` what should be known, as (code, message). ``counts`` says how
    much there was, ``masked`` how much of each kind was hidden, and ``told`` what the person who added it said of it.
    ``accepted`` is a person's word that an unlikely amount is right.

    The fields from ``version`` on are the store's to set: ``version`` counts the contents met, ``served_version`` is
    the one that is searched, and the times are ISO 8601 in UTC.
    """

    path: str
    sha256: str
    status: Status
    problems: tuple[tuple[int | None, str], ...] = ()
    reason: str = ""
    kind: str = ""
    record_id: str | None = None
    title: str | None = None
    made_by: str = ""
    parser: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    masked: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    accepted: bool = False
    version: int = 0
    served_version: int | None = None
    first_taken_in: str | None = None
    last_taken_in: str | None = None
    last_seen: str | None = None
    id: str = ""

    @property
    def message(self) -> str:
        """The first problem, with its line."""
        if not self.problems:
            return ""
        line, message = self.problems[0]
        return message if line is None else f"linje {line}: {message}"


def now() -> str:
    """This second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _hash(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}\0{text}".encode()).hexdigest()


def source_id(path: str) -> str:
    """What the ledger calls the source at ``path``; says nothing of the path to who does not know it."""
    return f"kilde-{_hash('sti', path)[:12]}"


def note(connection: Connection, entry: SourceEntry) -> None:
    """Put what came of a source in the ledger.

    A content that could not be taken in leaves the title, the record and the version that still serve.
    """
    key = source_id(entry.path)
    old = connection.execute(select(_source).where(_source.c.id == key)).one_or_none()
    before = old.version if old else 0
    # A file that could not even be hashed is no new content.
    sha256 = entry.sha256 or (old.sha256 if old else "") or ""
    changed = not old or old.sha256 != sha256 or not before
    version = before + 1 if changed else before
    moment = now()
    served = entry.status in SERVES
    row = {
        "id": key,
        "path": entry.path,
        "kind": entry.kind or (old.kind if old else ""),
        "record_id": entry.record_id or (old.record_id if old else None),
        "title": entry.title or (old.title if old else None),
        "sha256": sha256,
        "made_by": entry.made_by,
        "version": version,
        "served_version": version if served else (old.served_version if old else None),
        "parser": entry.parser,
        "counts": _dump(dict(entry.counts)),
        "masked": _dump(dict(entry.masked)),
        "warnings": _dump(entry.warnings),
        "told": _dump(dict(entry.told)),
        "status": entry.status.value,
        "reason": entry.reason,
        "problems": _dump(entry.problems),
        "accepted": entry.accepted,
        "first_taken_in": (old.first_taken_in if old else None) or (moment if served else None),
        "last_taken_in": moment if served else (old.last_taken_in if old else None),
        "last_seen": moment,
    }
    if served:
        unblock(connection, entry.path, sha256)
    if old:
        connection.execute(update(_source).where(_source.c.id == key).values(row))
    else:
        connection.execute(insert(_source).values(row))


def touch(connection: Connection, paths: Sequence[str]) -> None:
    """Note that these sources were seen again as they were."""
    moment = now()
    for start in range(0, len(paths), CHUNK):
        chunk = paths[start : start + CHUNK]
        connection.execute(update(_source).where(_source.c.path.in_(chunk)).values(last_seen=moment))


def wipe(connection: Connection, path: str, reason: str) -> None:
    """Leave of a source only its id, the time, that it is removed, and why (a code)."""
    kept = {"id", "version", "status", "reason", "accepted", "last_seen"}
    empty = dict.fromkeys(column.name for column in _source.columns if column.name not in kept)
    gone = {"status": Status.REMOVED.value, "reason": reason, "accepted": False, "version": 0, "last_seen": now()}
    key = source_id(path)
    if not connection.execute(update(_source).where(_source.c.id == key).values(empty | gone)).rowcount:
        connection.execute(insert(_source).values({"id": key} | empty | gone))


def block(connection: Connection, path: str, sha256: str, record_ids: Iterable[str]) -> None:
    """Remember, as hashes, what must not be taken in again by itself."""
    hashes = {_hash("sti", path), *(_hash("id", record_id) for record_id in record_ids)}
    if sha256:
        hashes.add(_hash("innhold", sha256))
    connection.execute(delete(_blocked).where(_blocked.c.hash.in_(hashes)))
    rows = [{"hash": each, "source": source_id(path)} for each in sorted(hashes)]
    connection.execute(insert(_blocked), rows)


def is_blocked(connection: Connection, path: str, sha256: str = "", record_id: str = "") -> bool:
    """Whether this path, content or record was taken down."""
    hashes = [_hash("sti", path), _hash("innhold", sha256), _hash("id", record_id)]
    found = select(_blocked.c.hash).where(_blocked.c.hash.in_(hashes)).limit(1)
    return connection.execute(found).first() is not None


def unblock(connection: Connection, path: str, sha256: str = "", record_id: str = "") -> None:
    """Let it be taken in again."""
    hashes = [_hash("sti", path), _hash("innhold", sha256), _hash("id", record_id)]
    connection.execute(delete(_blocked).where(_blocked.c.hash.in_(hashes)))


def read(connection: Connection, statuses: Iterable[Status] = ()) -> list[SourceEntry]:
    """Every source, or those with one of ``statuses``, by path; those that are removed come last."""
    query = select(_source).order_by(_source.c.path.is_(None), _source.c.path, _source.c.id)
    wanted = [status.value for status in statuses]
    if wanted:
        query = query.where(_source.c.status.in_(wanted))
    return [_entry(row) for row in connection.execute(query)]


def get(connection: Connection, path: str) -> SourceEntry | None:
    """The source at ``path``."""
    row = connection.execute(select(_source).where(_source.c.id == source_id(path))).one_or_none()
    return _entry(row) if row else None


def find(connection: Connection, name: str) -> list[SourceEntry]:
    """Sources with this id, record id or path, or whose path ends in ``/name``."""
    same = (_source.c.id == name) | (_source.c.record_id == name) | (_source.c.path == name)
    exact = connection.execute(select(_source).where(same)).all()
    if not exact:
        ends = _source.c.path.endswith(f"/{name}", autoescape=True)
        exact = connection.execute(select(_source).where(ends).order_by(_source.c.path)).all()
    return [_entry(row) for row in exact]


def with_content(connection: Connection, sha256: str) -> list[SourceEntry]:
    """Sources whose content, when last met, had this hash."""
    rows = connection.execute(select(_source).where(_source.c.sha256 == sha256).order_by(_source.c.path))
    return [_entry(row) for row in rows]


def total(connection: Connection, counted: str) -> int:
    """The sum over all sources of one of their ``counts``."""
    rows = connection.execute(select(_source.c.counts)).scalars()
    return sum(json.loads(counts or "{}").get(counted, 0) for counts in rows)


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever noted."""
    return connection.execute(select(_source.c.id).limit(1)).first() is None


def carry_over(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows out of an older store; sources that are here already are left as they are."""
    usual: dict[str, Any] = dict.fromkeys(column.name for column in _source.columns)
    usual |= {"version": 1, "accepted": False}
    full = [usual | {"id": source_id(row["path"])} | dict(row) for row in rows]
    known = {row[0] for row in connection.execute(select(_source.c.id))}
    fresh = [row for row in full if row["id"] not in known]
    if fresh:
        connection.execute(insert(_source), fresh)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entry(row: Row[Any]) -> SourceEntry:
    values = row._asdict()
    for name in ("path", "kind", "sha256", "made_by", "parser", "reason"):
        values[name] = values[name] or ""
    values["status"] = Status(values["status"])
    for name in ("counts", "masked", "told"):
        values[name] = json.loads(values[name] or "{}")
    values["problems"] = tuple((line, message) for line, message in json.loads(values["problems"] or "[]"))
    values["warnings"] = tuple((code, message) for code, message in json.loads(values["warnings"] or "[]"))
    return SourceEntry(**values)
