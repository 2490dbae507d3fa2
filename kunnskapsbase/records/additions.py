"""What people have added to solutions that changes how they are told: who has taken them into use, and who confirmed.

The search and the index both read solutions through this, so that they never disagree on who takes part.
"""

import hashlib
from collections.abc import Sequence

from kunnskapsbase.adoption import with_adopters
from kunnskapsbase.confirmation import with_confirmations
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records.adoptions import Adoptions
from kunnskapsbase.records.confirmations import Confirmations
from kunnskapsbase.records.contacts import Contacts
from kunnskapsbase.solution import Solution


class Additions:
    """The additions in a store. Safe under threads."""

    def __init__(self, address: str) -> None:
        self._adoptions = Adoptions(address)
        self._confirmations = Confirmations(address)
        self._contacts = Contacts(address)

    def to(self, solution: Solution, register: MunicipalityRegister) -> Solution:
        """The solution as it stands with all that was added."""
        return self.to_each([solution], register)[0]

    def to_each(self, solutions: Sequence[Solution], register: MunicipalityRegister) -> list[Solution]:
        """The solutions as they stand with all that was added: asked for together, as most have nothing."""
        ids = [each.id for each in solutions]
        adoptions = list(self._adoptions.among("solution_id", ids))
        confirmed = list(self._confirmations.among("solution_id", ids))
        # Each takes of these what is its own.
        return [with_confirmations(with_adopters(each, adoptions, register), confirmed) for each in solutions]

    def contacts(self, solutions: Sequence[Solution]) -> list[tuple[ContactPoint, ...]]:
        """Whom to write to about each of the solutions as ``to_each`` gives them, by id."""
        return self._contacts.for_each(solutions)

    def fingerprint(self) -> str:
        """Equal for additions that make the same of every solution; empty where nothing was added."""
        adopters = [(each.solution_id, each.kommunenummer) for each in self._adoptions.each() if each.in_use_since]
        confirmed = [(each.solution_id, each.kommunenummer, each.day) for each in self._confirmations.each()]
        if not adopters and not confirmed:
            return ""
        return hashlib.sha256(repr((sorted(adopters), sorted(confirmed))).encode()).hexdigest()

    def close(self) -> None:
        """Close every connection."""
        self._adoptions.close()
        self._confirmations.close()
        self._contacts.close()
