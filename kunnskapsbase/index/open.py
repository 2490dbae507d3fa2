"""Which engine the settings ask for."""

from kunnskapsbase.index.model import IndexEngine
from kunnskapsbase.settings import Settings


def engine(settings: Settings, *, beside: bool = False) -> IndexEngine:
    """Edge in this process, or the server at ``QDRANT_URL``; each library is loaded only where it is used.

    ``beside`` is for a process that reads what another of ours holds, which on a server any may.
    """
    if settings.qdrant_url:
        from kunnskapsbase.index.server import ServerEngine  # noqa: PLC0415

        return ServerEngine.at(settings.qdrant_url, settings.qdrant_api_key)
    from kunnskapsbase.index.edge import EdgeEngine  # noqa: PLC0415

    return EdgeEngine(settings.data / "index", beside=beside)
