"""The adoptions in a store. A change of them is one of the solutions too, because adopters are participants."""

from collections.abc import Iterator
from datetime import date

from kunnskapsbase.adoption import Adoption
from kunnskapsbase.audit import Actor
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import revision
from kunnskapsbase.records.entities import Entities, entity_table, key_column

_adoption = entity_table("adoption", key_column("solution_id"), key_column("kommunenummer"))


class Adoptions(Entities[Adoption]):
    """The adoptions, one of each solution and municipality."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _adoption, Adoption, "adopsjon", revision.count)

    def record(self, entity: Adoption, by: Actor) -> Adoption:
        """``Entities.record``; nobody has yet come to a day that is not here.

        Raises:
            ConflictError: the municipality's adoption of the solution is there with other content.
            InputError: the status begins after today.
        """
        _begun(entity)
        return super().record(entity, by)

    def change(self, before: Adoption, after: Adoption, by: Actor) -> Adoption:
        """``Entities.change``.

        Raises:
            ConflictError: it was changed or removed meanwhile, or ``after`` is another adoption.
            InputError: the status begins after today.
        """
        _begun(after)
        return super().change(before, after, by)

    def of_solution(self, solution_id: str) -> tuple[Adoption, ...]:
        """The adoptions of a solution, by id."""
        return tuple(self.each(solution_id=solution_id))

    def of_municipality(self, kommunenummer: str) -> tuple[Adoption, ...]:
        """The adoptions of a municipality, by id."""
        return tuple(self.each(kommunenummer=kommunenummer))

    def reminders(self, first: date, last: date) -> Iterator[tuple[date, Adoption]]:
        """Whom to ask how it went, and the day: those due from ``first`` to ``last``, earliest first."""
        due = [(day, adoption) for adoption in self.each() for day in adoption.reminders if first <= day <= last]
        yield from sorted(due, key=lambda each: (each[0], each[1].id))


def _begun(adoption: Adoption) -> None:
    if adoption.since > date.today():
        raise InputError(
            f"Datoen {adoption.since} er ikke kommet ennå. Oppgi dagen statusen begynte, i dag eller tidligere.",
            parameter="since",
        )
