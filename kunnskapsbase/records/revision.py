"""A number that changes whenever what is read out of the store does, so that readers know when to read anew."""

from sqlalchemy import Column, Connection, Integer, Table, insert, select, update

from kunnskapsbase.records.database import metadata

# One row, there since the store was made.
_revision = Table("revision", metadata, Column("number", Integer, primary_key=True))


def begin(connection: Connection) -> None:
    """See that there is a number to count from."""
    if connection.execute(select(_revision.c.number)).first() is None:
        connection.execute(insert(_revision).values(number=0))


def count(connection: Connection) -> None:
    """Count one change. One statement: of two that end at once, both count."""
    connection.execute(update(_revision).values(number=_revision.c.number + 1))


def read(connection: Connection) -> int:
    """The number now."""
    number: int = connection.execute(select(_revision.c.number)).scalar_one()
    return number
