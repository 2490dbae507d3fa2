"""The index that serves right now: opened once, and changed for a new build without losing a question."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kunnskapsbase.errors import IndexMissingError, StoreInUseError
from kunnskapsbase.index.model import Index, IndexEngine

# How often a swap is looked for; a stat of a small file, or one call to the server.
_LOOK_EVERY_S = 1.0


class ServedIndex:
    """Holds an alias open. Safe under threads; a replaced index is closed when the last question on it is answered."""

    def __init__(self, engine: IndexEngine, alias: str) -> None:
        self._engine = engine
        self._alias = alias
        self._lock = threading.Lock()
        self._index = engine.open(alias)
        self._leases: dict[int, int] = {}
        self._retired: dict[int, Index] = {}
        self._looked = time.monotonic()

    @property
    def name(self) -> str:
        """The collection that serves; a new build has a new name."""
        return self._index.name

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked < _LOOK_EVERY_S:
            return
        self._looked = now
        name = self._engine.current(self._alias)
        if name is None or name == self._index.name:
            return
        try:
            fresh = self._engine.open(self._alias)
        except (IndexMissingError, StoreInUseError):
            # Swapped again in the meantime, or held by somebody else: the old one serves until the next look.
            return
        old, self._index = self._index, fresh
        if self._leases.get(id(old)):
            self._retired[id(old)] = old
        else:
            old.close()

    @contextmanager
    def lease(self) -> Iterator[Index]:
        """The index for one question; it stays open until the question is done."""
        with self._lock:
            self._look()
            index = self._index
            self._leases[id(index)] = self._leases.get(id(index), 0) + 1
        try:
            yield index
        finally:
            with self._lock:
                self._leases[id(index)] -= 1
                if not self._leases[id(index)]:
                    del self._leases[id(index)]
                    if retired := self._retired.pop(id(index), None):
                        retired.close()

    def close(self) -> None:
        """Close what is open, also under questions not yet answered: for the end of the process."""
        with self._lock:
            self._index.close()
            for retired in self._retired.values():
                retired.close()
            self._retired.clear()
