"""What a source says of the municipalities, in the register's own columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.refreshing.table import Table


@dataclass(frozen=True, slots=True)
class Proposal:
    """Values that belong together, for one municipality: they are written all, or held back all.

    An empty value says nothing and changes nothing. ``doubt`` is why they must be held back, where they must.
    """

    kommunenummer: str
    values: Mapping[str, str]
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a source says. ``valid`` is the day it holds for, where the source tells; ``remarks`` are for people."""

    proposals: tuple[Proposal, ...]
    valid: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def numbers(self) -> frozenset[str]:
        """The municipalities it speaks of."""
        return frozenset(proposal.kommunenummer for proposal in self.proposals)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a reader goes by: ``ask`` gets the source's JSON, for one municipality where it is asked one by one."""

    ask: Callable[[str], Any]
    table: Table
    day: date


Read = Callable[[Asking], Reading]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a source is read, and the columns that it can give."""

    columns: tuple[str, ...]
    read: Read
