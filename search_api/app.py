"""The FastAPI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from search_api import problems
from search_api.routes import router
from search_api.service import SearchService

_DESCRIPTION = """
Hvem har løst dette, for en kommune som vår? Spør om erfaringer fra norske kommuner, og få dem rangert med
grunner, kilder og hvem dere kan ringe. Feil kommer som RFC 9457 (`application/problem+json`).
"""


def create_app(service: SearchService) -> FastAPI:
    """The application around an open service; the service is closed when the application stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.close()

    app = FastAPI(title="Løst før", version="1", description=_DESCRIPTION, lifespan=lifespan)
    app.state.service = service
    problems.install(app)
    app.include_router(router)
    return app
