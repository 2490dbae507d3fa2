"""Networks and schemes out of the record store, kept at hand until the store changes."""

import threading
import time

from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import NETWORK, Network, Networks
from kunnskapsbase.records import RecordStore
from kunnskapsbase.scheme import SCHEME, Scheme, Schemes
from kunnskapsbase.settings import Settings

# How long a question trusts what is at hand before the store is asked whether it has changed: that costs half a
# millisecond of an answer of some.
_FRESH_FOR_S = 1.0


class Entities:
    """All networks and all schemes, as they were last taken in. Safe under threads."""

    def __init__(self, settings: Settings, register: MunicipalityRegister) -> None:
        self._store = RecordStore(settings.database)
        self._register = register
        self._lock = threading.Lock()
        self._revision: int | None = None
        self._checked = float("-inf")
        self._networks = Networks([], register)
        self._schemes = Schemes([])

    def networks(self) -> Networks:
        """The networks."""
        with self._lock:
            self._renew()
            return self._networks

    def recent_networks(self) -> Networks:
        """The networks as they were at most a second ago, for what every question asks."""
        with self._lock:
            if time.monotonic() - self._checked >= _FRESH_FOR_S:
                self._renew()
            return self._networks

    def schemes(self) -> Schemes:
        """The schemes."""
        with self._lock:
            self._renew()
            return self._schemes

    def _renew(self) -> None:
        self._checked = time.monotonic()
        revision = self._store.revision()
        if revision == self._revision:
            return
        networks = [Network.model_validate_json(record.body) for record in self._store.all(NETWORK)]
        schemes = [Scheme.model_validate_json(record.body) for record in self._store.all(SCHEME)]
        self._networks, self._schemes = Networks(networks, self._register), Schemes(schemes)
        self._revision = revision

    def close(self) -> None:
        """Close the store; safe to call twice."""
        self._store.close()
