"""The adoption register: who considers, follows, takes into use or has stopped a solution, and how it went there.

A solution counts when it is taken into use in a new place, so a municipality that has done so becomes a participant of
it. One that stopped, or that never got further than considering, is as welcome here: it keeps the next one from the
same mistake.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pydantic import Field, ValidationInfo, field_validator, model_validator

from kunnskapsbase.added import Added, Kommunenummer, SolutionId, Words, id_of, visible
from kunnskapsbase.errors import InputError
from kunnskapsbase.months import months_after
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.privacy import masked
from kunnskapsbase.solution import ActorType, Gain, Participant, Role, Solution

# When it is asked how it went, in months after it was taken into use.
REMINDER_MONTHS = (6, 12)


class AdoptionStatus(StrEnum):
    """How far a municipality has come with somebody else's solution."""

    CONSIDERING = "vurderer"
    FOLLOWING = "følger"
    ADOPTING = "tar_i_bruk"
    IN_OPERATION = "i_drift"
    STOPPED = "stoppet"


_IN_USE = (AdoptionStatus.ADOPTING, AdoptionStatus.IN_OPERATION)


class Step(Added):
    """A status and the day it began."""

    status: AdoptionStatus
    day: date = Field(alias="dato")


class Adoption(Added):
    """One municipality's way with one solution; ``since`` is the day its status began, ``earlier`` what came before.

    The gains are those it had there, whatever the first one had. ``effort`` is what it took, ``would_change`` what they
    would do differently.
    """

    solution_id: SolutionId = Field(alias="losning")
    kommunenummer: Kommunenummer
    status: AdoptionStatus
    since: date = Field(alias="siden")
    earlier: tuple[Step, ...] = Field(default=(), alias="tidligere", max_length=50)
    adapted: Words | None = Field(default=None, alias="tilpasset")
    gains: tuple[Gain, ...] = Field(default=(), alias="gevinster", max_length=50)
    effort: Words | None = Field(default=None, alias="innsats")
    would_change: Words | None = Field(default=None, alias="ville_gjort_annerledes")
    note: Words | None = Field(default=None, alias="merknad")

    @field_validator("gains")
    @classmethod
    def _may_be_kept(cls, gains: tuple[Gain, ...], info: ValidationInfo) -> tuple[Gain, ...]:
        """The same gains, with their words as free of what is private as the rest."""
        return tuple(
            gain.model_copy(
                update={
                    "description": masked(visible(gain.description, info)),
                    "unit": visible(gain.unit, info) if gain.unit else None,
                }
            )
            for gain in gains
        )

    @model_validator(mode="after")
    def _days_in_order(self) -> "Adoption":
        steps = self.steps
        for one, next_one in pairwise(steps):
            if next_one.day < one.day:
                raise InputError(
                    f"Datoene står i feil rekkefølge: «{next_one.status}» fra {next_one.day} kommer etter "
                    f"«{one.status}» fra {one.day}. Rett datoen, eller bytt om.",
                    parameter="since" if next_one is steps[-1] else "earlier",
                )
        return self

    @property
    def id(self) -> str:
        """The same for the same solution and municipality, so that there is one adoption of the two."""
        return id_of("adopsjon", self.solution_id, self.kommunenummer)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every status with its day, the present one last."""
        return (*self.earlier, Step(status=self.status, day=self.since))

    @property
    def in_use_since(self) -> date | None:
        """The day it was first taken into use, ``None`` where it never was."""
        return next((step.day for step in self.steps if step.status in _IN_USE), None)

    @property
    def reminders(self) -> tuple[date, ...]:
        """The days to ask how it went: 6 and 12 months after it was taken into use, those after a stop left out."""
        if self.in_use_since is None:
            return ()
        days = (months_after(self.in_use_since, months) for months in REMINDER_MONTHS)
        return tuple(day for day in days if self.status is not AdoptionStatus.STOPPED or day < self.since)


def moved(adoption: Adoption, status: AdoptionStatus, day: date) -> Adoption:
    """The adoption with a new status from ``day`` on.

    Raises:
        InputError: ``day`` is before the last step.
    """
    return Adoption.model_validate(
        adoption.model_dump(by_alias=True) | {"status": status, "siden": day, "tidligere": adoption.steps}
    )


def with_adopters(solution: Solution, adoptions: Iterable[Adoption], register: MunicipalityRegister) -> Solution:
    """The solution with a participant for each municipality that took it into use, by kommunenummer.

    Adoptions of other solutions, those that were never taken into use, and municipalities that started it or are known
    to use it already, add nothing.

    Raises:
        UnknownMunicipalityError: the register has no such kommunenummer, of today or earlier.
    """
    leading = {
        number
        for participant in solution.participants
        if participant.role is not Role.PARTNER
        for number in participant.kommunenummer
    }
    new = {
        register.get(adoption.kommunenummer)
        for adoption in adoptions
        if adoption.solution_id == solution.id and adoption.in_use_since
    }
    added = tuple(
        Participant(
            name=f"{municipality.name} kommune",
            type=ActorType.MUNICIPALITY,
            role=Role.ADOPTER,
            kommunenummer=(municipality.kommunenummer,),
        )
        for municipality in sorted(new, key=lambda each: each.kommunenummer)
        if municipality.kommunenummer not in leading
    )
    return solution.model_copy(update={"participants": (*solution.participants, *added)}) if added else solution
