"""What was asked for and not found: the needs nobody here has an answer to yet, counted, without who asked.

Kept are the words of the need, the days it was asked on, and how many times from each size band and part of Norway: no
municipality, no address, no time of day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, Connection, Integer, String, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from kunnskapsbase.added import id_of
from kunnskapsbase.audit import ANYONE, Action, Actor, AuditEntry
from kunnskapsbase.need_cells import NOWHERE, Cell
from kunnskapsbase.records import audit
from kunnskapsbase.records.database import Key, metadata
from kunnskapsbase.records.open_store import OpenStore
from kunnskapsbase.size_bands import SizeBand

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
# Of the askings that said something of who asked; what was not said is empty.
_cell = Table(
    "need_cell",
    metadata,
    Column("text", Key, primary_key=True),
    Column("band", Key, primary_key=True),
    Column("region", Key, primary_key=True),
    Column("times", Integer, nullable=False),
)

# Put together once: many needs are counted in a second, and to put a statement together takes as long as to run it.
_COUNT_AGAIN = (
    update(_need).where(_need.c.text == bindparam("key")).values(times=_need.c.times + 1, last_day=bindparam("day"))
)
_COUNT_CELL = (
    update(_cell)
    .where(_cell.c.text == bindparam("key"), _cell.c.band == bindparam("in_band"), _cell.c.region == bindparam("of"))
    .values(times=_cell.c.times + bindparam("more"))
)


@dataclass(frozen=True, slots=True)
class Need:
    """A need as it was put, how many times, the first and the last day, and how many times from each cell.

    The cells are not to be told as they are: see ``kunnskapsbase.need_groups``.
    """

    text: str
    times: int
    first_day: date
    last_day: date
    cells: tuple[tuple[Cell, int], ...] = ()


class Needs(OpenStore):
    """The needs in a store. Safe under threads; raises StoreFullError where there is no room to write in."""

    def report(self, text: str, day: date, cell: Cell = NOWHERE) -> None:
        """``note`` what somebody wrote to us: the audit trail says that it came on that day, by anyone."""
        self.note(text, day, cell, by=ANYONE)

    def note(self, text: str, day: date, cell: Cell = NOWHERE, by: Actor | None = None) -> None:
        """Count a need once more. The same words in other cases and spacing are the same need.

        With ``by`` it stands in the audit trail; what is noted of questions does not, being no write of anybody's.
        """
        key = _key(text)
        if not key:
            return
        with self._engine.begin() as connection:
            if _again(connection, key, day, cell):
                _trail(connection, key, day, Action.CHANGED, by)
                return
            if connection.execute(select(func.count()).select_from(_need)).scalar_one() >= MOST:
                return
        row = {"text": key, "times": 1, "first_day": day.isoformat(), "last_day": day.isoformat()}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_need).values(row))
                _count(connection, key, cell)
                _trail(connection, key, day, Action.CREATED, by)
        except IntegrityError:
            # Somebody asked for the same since we looked.
            with self._engine.begin() as connection:
                _again(connection, key, day, cell)
                _trail(connection, key, day, Action.CHANGED, by)

    def note_all(self, asked: Sequence[tuple[str, date, Cell]]) -> None:
        """Count many at once: text, day and from which cell."""
        left = list(asked)
        with self._engine.begin() as connection:
            left = [each for each in left if not ((key := _key(each[0])) and _again(connection, key, *each[1:]))]
        for text, day, cell in left:
            self.note(text, day, cell)

    def each(self) -> Iterator[Need]:
        """The needs, those asked most often first."""
        cells: dict[str, list[tuple[Cell, int]]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(select(_cell).order_by(_cell.c.band, _cell.c.region)):
                cell = Cell(SizeBand(row.band) if row.band else None, row.region or None)
                cells.setdefault(row.text, []).append((cell, row.times))
            query = select(_need).order_by(_need.c.times.desc(), _need.c.last_day.desc(), _need.c.text)
            for row in connection.execute(query).all():
                days = date.fromisoformat(row.first_day), date.fromisoformat(row.last_day)
                yield Need(row.text, row.times, *days, tuple(cells.get(row.text, ())))

    def clean(self, kept: Callable[[str], str]) -> int:
        """Put every need in the words that ``kept`` makes of it; how many were put otherwise.

        Those that become the same are counted together, and of which nothing is left are forgotten.
        """
        changed = 0
        for need in list(self.each()):
            text = _key(kept(need.text))
            if text != need.text:
                with self._engine.begin() as connection:
                    changed += _put_otherwise(connection, need.text, text)
        return changed


def _key(text: str) -> str:
    return " ".join(text.lower().split())[:LONGEST]


def _again(connection: Connection, key: str, day: date, cell: Cell) -> bool:
    """Count a need that is there; whether it was. Holds its row, so that its cells are counted by one at a time."""
    if not connection.execute(_COUNT_AGAIN, {"key": key, "day": day.isoformat()}).rowcount:
        return False
    _count(connection, key, cell)
    return True


def _trail(connection: Connection, key: str, day: date, action: Action, by: Actor | None) -> None:
    if by is not None:
        audit.note(connection, AuditEntry(day.isoformat(), by, action, "behov", id_of("behov", key)))


def _count(connection: Connection, key: str, cell: Cell, times: int = 1) -> None:
    if cell == NOWHERE:
        return
    band, region = cell.band or "", cell.region or ""
    there = {"key": key, "in_band": band, "of": region, "more": times}
    if not connection.execute(_COUNT_CELL, there).rowcount:
        connection.execute(insert(_cell), {"text": key, "band": band, "region": region, "times": times})


def _put_otherwise(connection: Connection, before: str, after: str) -> bool:
    """Count what was asked in some words to others, or to none; whether it was there."""
    # The write comes first, so that nobody counts it on while it is moved.
    if not connection.execute(update(_need).where(_need.c.text == before).values(times=_need.c.times)).rowcount:
        return False
    need = connection.execute(select(_need).where(_need.c.text == before)).one()
    cells = connection.execute(select(_cell).where(_cell.c.text == before)).all()
    connection.execute(delete(_cell).where(_cell.c.text == before))
    connection.execute(delete(_need).where(_need.c.text == before))
    if not after:
        return True
    same = _need.c.text == after
    if connection.execute(update(_need).where(same).values(times=_need.c.times + need.times)).rowcount:
        there = connection.execute(select(_need).where(same)).one()
        days = {
            "first_day": min(need.first_day, there.first_day),
            "last_day": max(need.last_day, there.last_day),
        }
        connection.execute(update(_need).where(same).values(days))
    else:
        connection.execute(insert(_need).values(need._asdict() | {"text": after}))
    for each in cells:
        cell = Cell(SizeBand(each.band) if each.band else None, each.region or None)
        _count(connection, after, cell, each.times)
    return True
