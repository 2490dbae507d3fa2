"""What an older version of this code left in a store, brought to where it is kept now. Nothing is lost."""

from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, MetaData, String, Table, Text, inspect, select

from kunnskapsbase.records import ledger, likeness
from kunnskapsbase.records.database import metadata
from kunnskapsbase.records.ledger import Status

# Before the ledger, files that could not be taken in had a table of their own.
_failure = Table(
    "failure",
    MetaData(),
    Column("path", String, primary_key=True),
    Column("sha256", String),
    Column("problems", Text),
    Column("seen", String),
)
# Before there were marks, sketches were listed under all their hashes in a table of its own.
_sketch = Table(
    "sketch",
    MetaData(),
    Column("kind", String),
    Column("path", String),
    Column("hashes", LargeBinary),
    Column("anchors", LargeBinary),
)
_sketch_hash = Table("sketch_hash", MetaData(), Column("path", String))


def carry_over(connection: Connection) -> None:
    """Bring to the tables of today, which must be there, what an older store kept elsewhere."""
    _ledger(connection)
    _likeness(connection)


def _likeness(connection: Connection) -> None:
    """List the sketches by their marks; the pairs found alike stand as they are."""
    if not inspect(connection).has_table(_sketch.name):
        return
    for row in connection.execute(select(_sketch)).all():
        likeness.carry_over(connection, row.path, row.kind, row.hashes, row.anchors)
    _sketch_hash.drop(connection, checkfirst=True)
    _sketch.drop(connection)


def _ledger(connection: Connection) -> None:
    """Give records that are older than the ledger their rows in it, and move the table ``failure`` into it."""
    has_failures = inspect(connection).has_table(_failure.name)
    rows: dict[str, dict[str, Any]] = {}
    if ledger.is_empty(connection):
        record = metadata.tables["record"]
        query = select(record.c.id, record.c.kind, record.c.path, record.c.taken_in)
        rows = {row.path: _taken_in(row.id, row.kind, row.taken_in) for row in connection.execute(query)}
    if has_failures:
        for row in connection.execute(select(_failure)):
            failed = {"status": Status.FAILED.value, "reason": "ugyldig", "problems": row.problems}
            rows[row.path] = rows.get(row.path, {}) | failed | {"last_seen": row.seen}
    if rows:
        # A record's own hash is of the file and of the shape it was read into, and so not of the file alone.
        ledger.carry_over(connection, [{"path": path, "sha256": ""} | row for path, row in rows.items()])
    if has_failures:
        _failure.drop(connection)


def _taken_in(record_id: str, kind: str, when: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "record_id": record_id,
        "status": Status.TAKEN_IN.value,
        "served_version": 1,
        "first_taken_in": when,
        "last_taken_in": when,
        "last_seen": when,
    }
