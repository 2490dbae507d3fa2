"""The index that serves right now: opened once, and changed for a new build without losing a question."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kunnskapsbase.errors import IndexMissingError, StoreInUseError
from kunnskapsbase.index.model import Index, IndexEngine

# How often a swap is looked for; a stat of a small file, or one call to the server.
LOOK_EVERY_S = 1.0


class ServedIndex:
    """Holds an alias open. Safe under threads; a replaced index is closed when the last question on it is answered.

    With ``may_be_missing`` there need not be an index from the start: it serves from when it is there.

    Raises:
        IndexMissingError: there is no index, and it may not be missing.
        StoreInUseError: another process holds it.
    """

    def __init__(self, engine: IndexEngine, alias: str, *, may_be_missing: bool = False) -> None:
        self._engine = engine
        self._alias = alias
        self._lock = threading.Lock()
        self._index: Index | None = None
        if not may_be_missing or engine.current(alias) is not None:
            self._index = engine.open(alias)
        self._leases: dict[int, int] = {}
        self._retired: dict[int, Index] = {}
        self._looked = time.monotonic()

    @property
    def name(self) -> str | None:
        """The collection that serves; a new build has a new name."""
        return self._index.name if self._index else None

    def look(self) -> None:
        """Look for a new build now, and serve it. Questions look by themselves, but an idle service is asked none."""
        with self._lock:
            self._look()

    def _look(self) -> None:
        self._looked = time.monotonic()
        name = self._engine.current(self._alias)
        if name is None or name == self.name:
            return
        try:
            fresh = self._engine.open(self._alias)
        except (IndexMissingError, StoreInUseError):
            # Swapped again in the meantime, or held by somebody else: the old one serves until the next look.
            return
        old, self._index = self._index, fresh
        if old is None:
            return
        if self._leases.get(id(old)):
            self._retired[id(old)] = old
        else:
            self._end(old)

    def _end(self, index: Index) -> None:
        """Close a replaced index and have it removed: what was taken down must not lie there until the next build."""
        index.close()
        self._engine.tidy()

    @contextmanager
    def lease(self) -> Iterator[Index | None]:
        """The index for one question; it stays open until the question is done. ``None`` where there is none yet."""
        with self._lock:
            if time.monotonic() - self._looked >= LOOK_EVERY_S:
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
                        self._end(retired)

    def close(self) -> None:
        """Close what is open, also under questions not yet answered: for the end of the process."""
        with self._lock:
            if self._index is not None:
                self._index.close()
            for retired in self._retired.values():
                retired.close()
            self._retired.clear()
