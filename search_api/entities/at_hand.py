"""Networks and schemes out of the record store, kept at hand until the store changes."""

from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import NETWORK, Network, Networks
from kunnskapsbase.records import RecordStore
from kunnskapsbase.scheme import SCHEME, Scheme, Schemes
from kunnskapsbase.settings import Settings
from search_api.until_changed import UntilChanged


class Entities:
    """All networks and all schemes, as they were last taken in. Safe under threads."""

    def __init__(self, settings: Settings, register: MunicipalityRegister) -> None:
        self._store = RecordStore(settings.database)
        self._register = register
        self._kept = UntilChanged(self._store, self._read)

    def networks(self) -> Networks:
        """The networks."""
        return self._kept.now()[0]

    def recent_networks(self) -> Networks:
        """The networks as they were at most a second ago, for what every question asks."""
        return self._kept.recent()[0]

    def revision(self) -> int:
        """The revision of the store that ``recent_networks`` are of."""
        return self._kept.revision()

    def schemes(self) -> Schemes:
        """The schemes."""
        return self._kept.now()[1]

    def _read(self) -> tuple[Networks, Schemes]:
        networks = [Network.model_validate_json(record.body) for record in self._store.all(NETWORK)]
        schemes = [Scheme.model_validate_json(record.body) for record in self._store.all(SCHEME)]
        return Networks(networks, self._register), Schemes(schemes)

    def close(self) -> None:
        """Close the store; safe to call twice."""
        self._store.close()
