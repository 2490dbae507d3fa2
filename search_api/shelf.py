"""Solutions out of the record store, kept at hand in memory."""

import threading
import time
from collections.abc import Sequence

from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution

_KIND = "erfaring"
# How long the shelf is trusted before the store is asked again whether it has changed.
_FRESH_FOR_S = 1.0


class SolutionShelf:
    """Reads solutions by id; cleared when the store has a new revision. Safe under threads."""

    def __init__(self, settings: Settings) -> None:
        self._store = RecordStore(settings.database)
        self._lock = threading.Lock()
        self._solutions: dict[str, Solution] = {}
        self._revision = self._store.revision()
        self._checked = time.monotonic()

    def _shelf(self) -> dict[str, Solution]:
        with self._lock:
            now = time.monotonic()
            if now - self._checked >= _FRESH_FOR_S:
                self._checked = now
                revision = self._store.revision()
                if revision != self._revision:
                    self._revision, self._solutions = revision, {}
            return self._solutions

    def get(self, ids: Sequence[str]) -> dict[str, Solution]:
        """The solutions with these ids; those that are gone are left out."""
        shelf = self._shelf()
        missing = [each for each in ids if each not in shelf]
        if missing:
            for solution_id, record in self._store.get(missing).items():
                if record.kind == _KIND:
                    shelf[solution_id] = Solution.model_validate_json(record.body)
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
