"""A municipality's own word that what is told of its solution is right."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from kunnskapsbase.added import Added, Kommunenummer, SolutionId, id_of
from kunnskapsbase.solution import Role, Solution, Verification, VerificationLevel, Verifier


class Confirmation(Added):
    """That a municipality, on a day, said that the description of a solution is right."""

    solution_id: SolutionId = Field(alias="losning")
    kommunenummer: Kommunenummer
    day: date = Field(alias="dato")

    @property
    def id(self) -> str:
        """The same for the same solution and municipality: what is said again, is said of a later day."""
        return id_of("bekreftelse", self.solution_id, self.kommunenummer)


def may_confirm(solution: Solution, kommunenummer: str) -> bool:
    """Whether a municipality can speak for a solution: it started it or was part of it, and did not only adopt it."""
    return any(
        kommunenummer in participant.kommunenummer
        for participant in solution.participants
        if participant.role is not Role.ADOPTER
    )


def with_confirmations(solution: Solution, confirmations: Iterable[Confirmation]) -> Solution:
    """The solution as confirmed by those who may; one that is evaluated, or confirmed later, stays as it is."""
    days = [
        each.day.isoformat()
        for each in confirmations
        if each.solution_id == solution.id and may_confirm(solution, each.kommunenummer)
    ]
    known = solution.verification
    if not days or known.level is VerificationLevel.EVALUATED:
        return solution
    if known.level is VerificationLevel.CONFIRMED and (known.date or "") >= max(days):
        return solution
    raised = {"level": VerificationLevel.CONFIRMED, "by": Verifier.MUNICIPALITY, "date": max(days)}
    return solution.model_copy(update={"verification": Verification.model_validate(known.model_dump() | raised)})
