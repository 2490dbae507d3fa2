"""What can be wished for of a solution, besides its subject."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from kunnskapsbase.solution import Sector, Status


class StatusWish(StrEnum):
    """How far a solution should have come, in the words of those who ask; each stands for one or more statuses."""

    IN_OPERATION = "drift"
    ADOPTED = "tatt_i_bruk"
    TRIED = "prøvd_ut"
    PILOT = "pilot"
    ONGOING = "pågår"
    COMPLETED = "gjennomført"
    STOPPED = "stoppet"
    PLANNED = "planlagt"

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that fulfil the wish."""
        return _STATUSES[self]


_STATUSES = {
    StatusWish.IN_OPERATION: frozenset({Status.IN_OPERATION}),
    # What a project carried out has been taken into use there, whether or not the source says that it still runs.
    StatusWish.ADOPTED: frozenset({Status.IN_OPERATION, Status.COMPLETED}),
    # Tried is everything that has met its users, also what was stopped afterwards.
    StatusWish.TRIED: frozenset({Status.PILOT, Status.IN_OPERATION, Status.COMPLETED, Status.STOPPED}),
    StatusWish.PILOT: frozenset({Status.PILOT}),
    StatusWish.ONGOING: frozenset({Status.ONGOING, Status.PILOT}),
    StatusWish.COMPLETED: frozenset({Status.COMPLETED, Status.IN_OPERATION}),
    StatusWish.STOPPED: frozenset({Status.STOPPED}),
    StatusWish.PLANNED: frozenset({Status.PLANNED}),
}


@dataclass(frozen=True, slots=True)
class YearSpan:
    """From ``low`` to ``high``, both included; ``None`` is open. At least one of them is a year."""

    low: int | None = None
    high: int | None = None

    def distance(self, start: int, end: int) -> int:
        """How many years lie between the span and the years from ``start`` to ``end``; 0 where they meet."""
        if self.low is not None and end < self.low:
            return self.low - end
        if self.high is not None and start > self.high:
            return start - self.high
        return 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a question wishes for; empty where it says nothing of it."""

    sectors: tuple[Sector, ...] = ()
    status: StatusWish | None = None
    years: YearSpan | None = None

    def without(self, parts: Collection[str]) -> "Wishes":
        """The wishes but for those named: ``sector``, ``status``, ``year``."""
        return replace(
            self,
            sectors=() if "sector" in parts else self.sectors,
            status=None if "status" in parts else self.status,
            years=None if "year" in parts else self.years,
        )


NO_WISHES = Wishes()
