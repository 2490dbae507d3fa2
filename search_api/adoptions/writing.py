"""What a change makes of an adoption, and who gets to know of it: the same by key and by link."""

from datetime import date
from typing import Protocol

from kunnskapsbase.adoption import Adoption, AdoptionStatus, moved
from search_api.checking import checked
from search_api.service import SearchService


class Change(Protocol):
    """What a change says: a status and since when, where it is another, and whatever else is told."""

    @property
    def status(self) -> AdoptionStatus | None:
        """The status from now on."""

    @property
    def since(self) -> date | None:
        """The day it began."""

    def told(self) -> dict[str, object]:
        """What else is said, as the adoption's own fields."""


def changed(before: Adoption, change: Change) -> Adoption:
    """The adoption as the change leaves it; another status is a step, and what was is kept.

    Raises:
        InputError: the day is before the last step.
    """
    after = before
    if change.status is not None and change.status is not before.status:
        after = moved(before, change.status, change.since or date.today())
    elif change.since is not None:
        after = checked(Adoption, before.model_dump() | {"since": change.since})
    return checked(Adoption, after.model_dump() | change.told())


def tell(before: Adoption | None, after: Adoption | None, service: SearchService) -> None:
    """Let the search know; whether a municipality uses the solution is what the index holds of it."""
    used, uses = (each is not None and each.in_use_since is not None for each in (before, after))
    service.told_of_changes(index=used is not uses)
