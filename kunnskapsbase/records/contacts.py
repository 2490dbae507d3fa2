"""The contacts in a store, and the end of a person's consent. Solutions are told with them, and change with them."""

from collections.abc import Sequence
from datetime import date

from kunnskapsbase.audit import Actor
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.records import revision
from kunnskapsbase.records.entities import Entities, entity_table, key_column
from kunnskapsbase.solution import Solution

_contact = entity_table("contact", key_column("solution_id", nullable=True), key_column("kommunenummer"))


class Contacts(Entities[ContactPoint]):
    """The contact points, one of each unit of a municipality (for each solution, where it has its own)."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _contact, ContactPoint, "kontakt", revision.count)

    def of_municipality(self, kommunenummer: str) -> tuple[ContactPoint, ...]:
        """The contacts of a municipality, by id."""
        return tuple(self.each(kommunenummer=kommunenummer))

    def of_solution(self, solution_id: str) -> tuple[ContactPoint, ...]:
        """The contacts for a solution, by id."""
        return tuple(self.each(solution_id=solution_id))

    def for_each(self, solutions: Sequence[Solution]) -> list[tuple[ContactPoint, ...]]:
        """Whom to write to about each solution: its own contacts, and those of its municipalities for anything."""
        numbers = [_numbers(each) for each in solutions]
        own = list(self.among("solution_id", [each.id for each in solutions]))
        whole = [each for each in self.among("kommunenummer", set().union(*numbers)) if each.solution_id is None]
        return [
            tuple(
                sorted(
                    (
                        *(each for each in own if each.solution_id == solution.id),
                        *(each for each in whole if each.kommunenummer in theirs),
                    ),
                    key=lambda contact: contact.id,
                )
            )
            for solution, theirs in zip(solutions, numbers, strict=True)
        ]

    def forget_persons(self, day: date, by: Actor) -> int:
        """Remove every person whose consent has ended by ``day``; how many there were."""
        ended = [contact for contact in self.each() if contact.on(day) != contact]
        for contact in ended:
            self.change(contact, contact.on(day), by)
        return len(ended)


def _numbers(solution: Solution) -> set[str]:
    return {number for participant in solution.participants for number in participant.kommunenummer}
