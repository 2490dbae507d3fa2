"""The FastAPI application."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from kunnskapsbase.index.served import LOOK_EVERY_S
from search_api import problems
from search_api.routes import router
from search_api.service import SearchService

_log = logging.getLogger(__name__)
_DESCRIPTION = """
Hvem har løst dette, for en kommune som vår? Spør om erfaringer fra norske kommuner, og få dem rangert med
grunner, kilder og hvem dere kan ringe. Feil kommer som RFC 9457 (`application/problem+json`).
"""


async def _keep_looking(service: SearchService) -> None:
    """Look for new indexes until cancelled. In a thread, because a Qdrant server may keep us waiting."""
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        try:
            await run_in_threadpool(service.look)
        except Exception as error:  # whatever the engine raises: the old index serves, and the next look may succeed
            _log.warning("Could not look for a new index: %s", error)


def create_app(service: SearchService) -> FastAPI:
    """The application around an open service; the service is closed when the application stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        looking = asyncio.create_task(_keep_looking(service))
        yield
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
        service.close()

    app = FastAPI(title="Løst før", version="1", description=_DESCRIPTION, lifespan=lifespan)
    app.state.service = service
    problems.install(app)
    app.include_router(router)
    return app
