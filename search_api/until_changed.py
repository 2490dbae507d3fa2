"""What is read out of the record store and kept until the store has changed."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from kunnskapsbase.records import RecordStore

# How long what is kept is trusted before the store is asked again whether it has changed: asking costs half a
# millisecond of an answer of some.
_FRESH_FOR_S = 1.0

_Read = TypeVar("_Read")


class UntilChanged(Generic[_Read]):
    """What ``read`` gives, read anew when the store has a new revision. Safe under threads."""

    def __init__(self, store: RecordStore, read: Callable[[], _Read]) -> None:
        self._store = store
        self._read = read
        self._lock = threading.Lock()
        self._revision = store.revision()
        self._kept = read()
        self._checked = time.monotonic()

    def now(self) -> _Read:
        """As the store is now."""
        with self._lock:
            self._look()
            return self._kept

    def recent(self) -> _Read:
        """As the store was at most a second ago, for what every question asks."""
        with self._lock:
            self._look_now_and_then()
            return self._kept

    def revision(self) -> int:
        """The revision of the store that ``recent`` gives."""
        with self._lock:
            self._look_now_and_then()
            return self._revision

    def distrust(self) -> None:
        """Ask the store at the next look whether it has changed: something was just written."""
        with self._lock:
            self._checked = float("-inf")

    def _look_now_and_then(self) -> None:
        if time.monotonic() - self._checked >= _FRESH_FOR_S:
            self._look()

    def _look(self) -> None:
        self._checked = time.monotonic()
        revision = self._store.revision()
        if revision != self._revision:
            # In this order: what cannot be read now is read at the next look.
            self._kept = self._read()
            self._revision = revision
