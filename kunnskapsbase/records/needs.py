"""What was asked for and not found: the needs nobody here has an answer to yet, counted, without who asked.

Kept are the words of the need and the days it was asked on: no municipality, no address, no time of day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, Integer, String, Table, func, insert, select, update

from kunnskapsbase.records.database import Key, metadata
from kunnskapsbase.records.migrating import open_engine

# Longer than any need is put; what lies beyond is cut.
LONGEST = 300
# So that nobody can fill the disk by asking: then only those already there are counted on.
MOST = 20_000

_need = Table(
    "need",
    metadata,
    Column("text", Key, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("first_day", String, nullable=False),
    Column("last_day", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Need:
    """A need as it was put, how many times, and the first and the last day."""

    text: str
    times: int
    first_day: date
    last_day: date


class Needs:
    """The needs in a store. Safe under threads; raises StoreFullError where there is no room to write in."""

    def __init__(self, address: str) -> None:
        self._engine = open_engine(address)

    def note(self, text: str, day: date) -> None:
        """Count a need once more. The same words in other cases and spacing are the same need."""
        key = " ".join(text.lower().split())[:LONGEST]
        if not key:
            return
        with self._engine.begin() as connection:
            again = update(_need).where(_need.c.text == key).values(times=_need.c.times + 1, last_day=day.isoformat())
            if connection.execute(again).rowcount:
                return
            if connection.execute(select(func.count()).select_from(_need)).scalar_one() >= MOST:
                return
            row = {"text": key, "times": 1, "first_day": day.isoformat(), "last_day": day.isoformat()}
            connection.execute(insert(_need).values(row))

    def each(self) -> Iterator[Need]:
        """The needs, those asked most often first."""
        query = select(_need).order_by(_need.c.times.desc(), _need.c.last_day.desc(), _need.c.text)
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                yield Need(row.text, row.times, date.fromisoformat(row.first_day), date.fromisoformat(row.last_day))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
