"""What every store is to its database: all stores of an address in a process share its connections.

Each kind of thing kept has a store of its own, some twenty in a running API. With connections of their own they would
hold as many open on a server that lets in a hundred in all.
"""

import threading
from weakref import WeakSet, WeakValueDictionary

from kunnskapsbase.records.database import make_engine
from kunnskapsbase.records.migrating import see_to_tables

_lock = threading.Lock()


class _Shared:
    """The engine of an address, and the stores that use it; one that is forgotten unclosed drops out by itself."""

    def __init__(self, address: str) -> None:
        self.engine = make_engine(address)
        self.stores: WeakSet[OpenStore] = WeakSet()


_shared: WeakValueDictionary[str, _Shared] = WeakValueDictionary()


class OpenStore:
    """A store with the tables of today in it. The last one of an address to be closed closes every connection."""

    def __init__(self, address: str) -> None:
        """Open it.

        Raises:
            InputError: the address is no database address.
            NewerStoreError: a newer version of the program made the store.
            StoreUnreachableError, StoreLockedError, StoreFullError: it cannot be read or brought up to date.
        """
        with _lock:
            shared = _shared.get(address)
            if shared is None:
                shared = _shared[address] = _Shared(address)
            shared.stores.add(self)
        self._held = shared
        self._engine = shared.engine
        try:
            see_to_tables(self._engine)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close its connections, unless another store uses them; safe to call twice."""
        with _lock:
            self._held.stores.discard(self)
            if not self._held.stores:
                self._engine.dispose()
