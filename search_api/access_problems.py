"""What a writer is told: no key, not allowed, or answered already. The reasons are the errors' own words."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from search_api.access import ForbiddenError, NoKeyError
from search_api.once import BeingAnsweredError
from search_api.problems import problem


async def _no_key(request: Request, error: Exception) -> JSONResponse:
    told = problem(request, HTTPStatus.UNAUTHORIZED, "krever-nokkel", str(error))
    told.headers["WWW-Authenticate"] = "Bearer"
    return told


async def _forbidden(request: Request, error: Exception) -> JSONResponse:
    return problem(request, HTTPStatus.FORBIDDEN, "ikke-tillatt", str(error))


async def _being_answered(request: Request, error: Exception) -> JSONResponse:
    told = problem(request, HTTPStatus.CONFLICT, "under-behandling", str(error))
    told.headers["Retry-After"] = "1"
    return told


def install(app: FastAPI) -> None:
    """Answer these errors of ``app`` as problems."""
    app.add_exception_handler(NoKeyError, _no_key)
    app.add_exception_handler(ForbiddenError, _forbidden)
    app.add_exception_handler(BeingAnsweredError, _being_answered)
