"""What a writer is told: no key, not allowed, too large, changed by others, dead links. The words are the errors'."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from kunnskapsbase.errors import ConflictError
from search_api.access import ForbiddenError, NoKeyError
from search_api.once import BeingAnsweredError
from search_api.problems import problem
from search_api.sharing.receiving import TooLargeError
from search_api.signing import ForgedLinkError, GoneLinkError


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


async def _conflict(request: Request, error: Exception) -> JSONResponse:
    return problem(request, HTTPStatus.CONFLICT, "endret-av-andre", str(error))


async def _too_large(request: Request, error: Exception) -> JSONResponse:
    return problem(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "for-stort", str(error))


async def _forged(request: Request, error: Exception) -> JSONResponse:
    return problem(request, HTTPStatus.FORBIDDEN, "ugyldig-lenke", str(error))


async def _gone(request: Request, error: Exception) -> JSONResponse:
    return problem(request, HTTPStatus.GONE, "utlopt-lenke", str(error))


def install(app: FastAPI) -> None:
    """Answer these errors of ``app`` as problems."""
    app.add_exception_handler(NoKeyError, _no_key)
    app.add_exception_handler(ForbiddenError, _forbidden)
    app.add_exception_handler(BeingAnsweredError, _being_answered)
    app.add_exception_handler(ConflictError, _conflict)
    app.add_exception_handler(TooLargeError, _too_large)
    app.add_exception_handler(ForgedLinkError, _forged)
    app.add_exception_handler(GoneLinkError, _gone)
