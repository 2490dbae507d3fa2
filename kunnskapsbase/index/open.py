"""Which engine the settings ask for."""

from kunnskapsbase.index.model import IndexEngine
from kunnskapsbase.settings import Settings


def engine(settings: Settings) -> IndexEngine:
    """Edge in this process, or the server at ``QDRANT_URL``; each library is loaded only where it is used."""
    if settings.qdrant_url:
        from kunnskapsbase.index.server import ServerEngine  # noqa: PLC0415

        return ServerEngine.at(settings.qdrant_url, settings.qdrant_api_key)
    from kunnskapsbase.index.edge import EdgeEngine  # noqa: PLC0415

    return EdgeEngine(settings.data / "index")
