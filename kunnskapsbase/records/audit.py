"""The audit trail: a row for every write, in the transaction of the write itself, and never changed after."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, Integer, String, Table, insert, select

from kunnskapsbase.audit import Action, Actor, ActorRole, AuditEntry
from kunnskapsbase.records.database import metadata
from kunnskapsbase.records.open_store import OpenStore

_audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("role", String, nullable=False),
    Column("action", String, nullable=False),
    Column("entity", String, nullable=False),
    Column("entity_id", String, nullable=False, index=True),
)
_EACH = 500


def note(connection: Connection, entry: AuditEntry) -> None:
    """Put a write in the trail."""
    row = {"key_id": entry.by.key_id, "role": entry.by.role.value, "action": entry.action.value}
    row |= {"at": entry.when, "entity": entry.entity, "entity_id": entry.entity_id}
    connection.execute(insert(_audit).values(row))


class AuditTrail(OpenStore):
    """The trail of a store, to be read. Safe under threads."""

    def each(self, entity_id: str | None = None) -> Iterator[AuditEntry]:
        """The entries, of one entity or of all, oldest first."""
        last = 0
        with self._engine.connect() as connection:
            while True:
                query = select(_audit).where(_audit.c.number > last)
                if entity_id is not None:
                    query = query.where(_audit.c.entity_id == entity_id)
                rows = connection.execute(query.order_by(_audit.c.number).limit(_EACH)).all()
                if not rows:
                    return
                for row in rows:
                    by = Actor(row.key_id, ActorRole(row.role))
                    yield AuditEntry(row.at, by, Action(row.action), row.entity, row.entity_id)
                last = rows[-1].number
