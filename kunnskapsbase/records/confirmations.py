"""What municipalities have confirmed of their solutions; it is told with the solution, so a change of it is one too."""

from kunnskapsbase.audit import Actor
from kunnskapsbase.confirmation import Confirmation
from kunnskapsbase.records import revision
from kunnskapsbase.records.entities import Entities, entity_table, key_column

_confirmation = entity_table("confirmation", key_column("solution_id"), key_column("kommunenummer"))


class Confirmations(Entities[Confirmation]):
    """The confirmations, one of each solution and municipality: the latest."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _confirmation, Confirmation, "bekreftelse", revision.count)

    def say(self, confirmation: Confirmation, by: Actor) -> None:
        """Keep a confirmation in the place of an earlier one; of a day that is known already, nothing is written.

        Raises:
            ConflictError: somebody said it at the same time, of another day.
        """
        before = self.get(confirmation.id)
        if before is None:
            self.record(confirmation, by)
        elif before.day < confirmation.day:
            self.change(before, confirmation, by)

    def of_solution(self, solution_id: str) -> tuple[Confirmation, ...]:
        """The confirmations of a solution, by id."""
        return tuple(self.each(solution_id=solution_id))
