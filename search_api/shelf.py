"""Solutions out of the record store, kept at hand in memory with what every question asks of them."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kunnskapsbase.matching import municipalities
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister, load_register
from kunnskapsbase.passages import Section, sections
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Participant, Solution
from kunnskapsbase.text import terms

_KIND = "erfaring"
# How long the shelf is trusted before the store is asked again whether it has changed.
_FRESH_FOR_S = 1.0


@dataclass(frozen=True, eq=False)
class Shelved:
    """A solution and what follows from it alone, worked out once: the same for every question.

    One is equal to itself only, so that it can be looked up by without its whole text being hashed.
    """

    solution: Solution
    register: MunicipalityRegister

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its parts in the order a reader wants them."""
        return tuple(sections(self.solution))

    @cached_property
    def section_terms(self) -> tuple[frozenset[str], ...]:
        """The terms of each part."""
        return tuple(frozenset(terms(section.text)) for section in self.sections)

    @cached_property
    def all_terms(self) -> frozenset[str]:
        """The terms of all parts and of the themes."""
        return frozenset().union(*self.section_terms, terms(" ".join(self.solution.themes)))

    @cached_property
    def leading(self) -> tuple[tuple[Participant, Municipality], ...]:
        """Owners and adopters, each with each municipality behind its name."""
        return tuple(municipalities(self.solution.owners_and_adopters, self.register))


class SolutionShelf:
    """Reads solutions by id; cleared when the store has a new revision. Safe under threads."""

    def __init__(self, settings: Settings) -> None:
        self._store = RecordStore(settings.database)
        self._register = load_register(settings.corpus / "kommuner")
        self._lock = threading.Lock()
        self._solutions: dict[str, Shelved] = {}
        self._revision = self._store.revision()
        self._checked = time.monotonic()

    def _shelf(self) -> dict[str, Shelved]:
        with self._lock:
            now = time.monotonic()
            if now - self._checked >= _FRESH_FOR_S:
                self._checked = now
                revision = self._store.revision()
                if revision != self._revision:
                    self._revision, self._solutions = revision, {}
            return self._solutions

    def get(self, ids: Sequence[str]) -> dict[str, Shelved]:
        """The solutions with these ids; those that are gone are left out."""
        shelf = self._shelf()
        missing = [each for each in ids if each not in shelf]
        if missing:
            for solution_id, record in self._store.get(missing).items():
                if record.kind == _KIND:
                    shelf[solution_id] = Shelved(Solution.model_validate_json(record.body), self._register)
        return {each: shelf[each] for each in ids if each in shelf}

    def count(self) -> int:
        """How many solutions the store holds."""
        return self._store.count(_KIND)

    def rejected(self) -> int:
        """How many files could not be taken in."""
        return len(self._store.failures())

    def close(self) -> None:
        """Close the store."""
        self._store.close()
