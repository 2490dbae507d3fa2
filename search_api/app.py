"""The FastAPI application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from search_api import (
    access_problems,
    audit_routes,
    borders,
    coverage,
    feedback_routes,
    key_routes,
    municipality_routes,
    problems,
    question_routes,
    routes,
    statistics,
)
from search_api.adoptions import link_routes as adoption_link_routes
from search_api.adoptions import routes as adoption_routes
from search_api.brief import routes as brief_routes
from search_api.contacts import confirmation_routes
from search_api.contacts import routes as contact_routes
from search_api.dependencies import PROBLEM
from search_api.deputies.handing_over import HandingOver
from search_api.description import DescribedApp
from search_api.entities import routes as entity_routes
from search_api.looking import keep_looking
from search_api.mentors import mentorship_routes, note_routes
from search_api.mentors import routes as mentor_routes
from search_api.mentors import writing_routes as mentor_writing_routes
from search_api.needs import routes as need_routes
from search_api.open_data import routes as open_data_routes
from search_api.rates import RateLimits
from search_api.service import SearchService
from search_api.sharing import draft_routes, upload_routes

_DESCRIPTION = """
Hvem har løst dette, for en kommune som vår? Spør om erfaringer fra norske kommuner, og få dem rangert med
grunner, kilder og hvem dere kan ringe. Feil kommer som RFC 9457 (`application/problem+json`).
"""
# What any route may answer.
_ANYWHERE: dict[int | str, dict[str, Any]] = {
    429: {**PROBLEM, "description": "Too many requests; `Retry-After` says how many seconds to wait."},
    503: {**PROBLEM, "description": "The service is not ready, or there is no room to write."},
}
# Else FastAPI tells whatever collector the environment names of every request, with the question in its address.
_NO_TELEMETRY = TelemetryConfig(tracing=False, metrics=False, logs=False)
_ROUTES = (
    question_routes,
    routes,
    municipality_routes,
    brief_routes,
    open_data_routes,
    entity_routes,
    coverage,
    borders,
    adoption_routes,
    adoption_link_routes,
    contact_routes,
    mentor_routes,
    mentor_writing_routes,
    mentorship_routes,
    note_routes,
    confirmation_routes,
    feedback_routes,
    upload_routes,
    draft_routes,
    statistics,
    need_routes,
    key_routes,
    audit_routes,
)


def create_app(service: SearchService) -> FastAPI:
    """The application around an open service; the service is closed when the application stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        looking = asyncio.create_task(keep_looking(service, service.deputies.look))
        yield
        await service.deputies.close()
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
        service.close()

    app = DescribedApp(
        title="Løst før",
        version="1",
        description=_DESCRIPTION,
        lifespan=lifespan,
        responses=_ANYWHERE,
        telemetry=_NO_TELEMETRY,
    )
    app.state.service = service
    if service.is_quick and service.settings.answering_processes > 1:
        app.add_middleware(HandingOver, deputies=service.deputies)
    app.add_middleware(RateLimits, settings=service.settings)
    problems.install(app)
    access_problems.install(app)
    for module in _ROUTES:
        app.include_router(module.router)
    return app
