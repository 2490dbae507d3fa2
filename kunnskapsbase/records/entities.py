"""What people add, each kind in a table of its own: changed only by who has seen it as it is, and every write audited.

A row is the entity's own JSON and the columns it is looked up by. Every write is one transaction with its row in the
audit trail, and begins with the statement that writes: of two at once, one waits and then sees what the other did.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Generic, Protocol, Self, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, Text, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from kunnskapsbase.audit import Action, Actor, AuditEntry
from kunnskapsbase.errors import ConflictError
from kunnskapsbase.records import audit
from kunnskapsbase.records.database import Key, metadata
from kunnskapsbase.records.ledger import now
from kunnskapsbase.records.open_store import OpenStore
from kunnskapsbase.records.vectors import chunks


class Entity(Protocol):
    """What can be kept: a pydantic model with an id."""

    @property
    def id(self) -> str:
        """What it is called."""

    def model_dump_json(self, *, by_alias: bool, exclude_none: bool) -> str:
        """Itself as JSON."""

    @classmethod
    def model_validate_json(cls, json_data: str) -> Self:
        """The entity that the JSON is of."""


Kept = TypeVar("Kept", bound=Entity)


def entity_table(name: str, *columns: Column[Any]) -> Table:
    """The table of a kind of entity, with the columns it is looked up by.

    What is added to a solution has a column ``solution_id``, by which a takedown finds it.
    """
    return Table(name, metadata, Column("id", Key, primary_key=True), *columns, Column("body", Text, nullable=False))


def key_column(name: str, *, nullable: bool = False) -> Column[Any]:
    """A column that entities are looked up by; the entity has a field of that name."""
    return Column(name, Key, nullable=nullable, index=True)


class Entities(OpenStore, Generic[Kept]):
    """The entities of one kind in a store. Safe under threads; every method is one transaction.

    Every method that writes raises StoreFullError where there is no room to write in, and StoreLockedError where
    somebody else writes for longer than anybody waits.
    """

    def __init__(
        self,
        address: str,
        table: Table,
        model: type[Kept],
        kind: str,
        changed: Callable[[Connection], None] = lambda _: None,
    ) -> None:
        """``kind`` is what the audit trail and messages call one; ``changed`` runs in the transaction of each write."""
        super().__init__(address)
        self._table = table
        self._model = model
        self._kind = kind
        self._changed = changed

    def record(self, entity: Kept, by: Actor) -> Kept:
        """Keep an entity; what is there already with the same content is answered with, and nothing is written.

        Raises:
            ConflictError: one with that id is there with other content.
        """
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(self._table).values(row_of(self._table, entity)))
                self._note(connection, by, Action.CREATED, entity.id)
        except IntegrityError:
            there = self.get(entity.id)
            if there != entity:
                raise ConflictError(
                    f"Denne ({self._kind}) finnes fra før, med annet innhold. Hent den som er der, og endre den i "
                    "stedet for å lage en ny."
                ) from None
            return there
        return entity

    def change(self, before: Kept, after: Kept, by: Actor) -> Kept:
        """Put ``after`` in the place of ``before``, which must be what is kept now and have the same id.

        Raises:
            ConflictError: it was changed or removed meanwhile, or ``after`` is another entity.
        """
        if before.id != after.id:
            raise ConflictError(
                f"Endringen gjør dette til en annen ({self._kind}). Fjern den gamle, og lag en ny i stedet."
            )
        with self._engine.begin() as connection:
            self._replace(connection, before, after)
            self._note(connection, by, Action.CHANGED, after.id)
        return after

    def remove(self, entity: Kept, by: Actor) -> None:
        """Remove an entity, which must be what is kept now.

        Raises:
            ConflictError: it was changed or removed meanwhile.
        """
        with self._engine.begin() as connection:
            self._delete(connection, entity)
            self._note(connection, by, Action.REMOVED, entity.id)

    def get(self, entity_id: str) -> Kept | None:
        """The entity with this id."""
        with self._engine.connect() as connection:
            row = connection.execute(select(self._table).where(self._table.c.id == entity_id)).one_or_none()
        return None if row is None else self._of(row)

    def each(self, **keys: str | None) -> Iterator[Kept]:
        """The entities, by id; with ``keys`` those that have these values in the columns they are looked up by."""
        return iter(self._where(*(self._table.c[name] == value for name, value in keys.items())))

    def among(self, name: str, values: Collection[str]) -> Iterator[Kept]:
        """The entities that have one of ``values`` in the column ``name`` they are looked up by."""
        for chunk in chunks(sorted(set(values))):
            yield from self._where(self._table.c[name].in_(chunk))

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Kept, ...]:
        """The entities that meet all the conditions, by id."""
        query = select(self._table).where(*conditions).order_by(self._table.c.id)
        with self._engine.connect() as connection:
            return tuple(self._of(row) for row in connection.execute(query))

    def _of(self, row: Row[Any]) -> Kept:
        return self._model.model_validate_json(row.body)

    def _replace(self, connection: Connection, before: Kept, after: Kept) -> None:
        """Put ``after`` in the place of ``before``, in a transaction that may hold more."""
        if not connection.execute(
            update(self._table).where(self._is(before)).values(row_of(self._table, after))
        ).rowcount:
            raise self._changed_meanwhile()

    def _delete(self, connection: Connection, entity: Kept) -> None:
        """Delete an entity, in a transaction that may hold more."""
        if not connection.execute(delete(self._table).where(self._is(entity))).rowcount:
            raise self._changed_meanwhile()

    def _is(self, entity: Kept) -> ColumnElement[bool]:
        return (self._table.c.id == entity.id) & (self._table.c.body == _body(entity))

    def _note(self, connection: Connection, by: Actor, action: Action, entity_id: str) -> None:
        audit.note(connection, AuditEntry(now(), by, action, self._kind, entity_id))
        self._changed(connection)

    def _changed_meanwhile(self) -> ConflictError:
        return ConflictError(
            f"Denne ({self._kind}) er endret eller fjernet siden du hentet den. Hent den på nytt, og gjør endringen om "
            "igjen."
        )


def row_of(table: Table, entity: Entity) -> dict[str, Any]:
    """The row of an entity in the table of its kind."""
    keys = {column.name: getattr(entity, column.name) for column in table.columns if column.name != "body"}
    return keys | {"body": _body(entity)}


def _body(entity: Entity) -> str:
    return entity.model_dump_json(by_alias=True, exclude_none=True)
