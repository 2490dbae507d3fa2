"""Every error as RFC 9457 problem details: Norwegian for the person, status, type and parameter for the program.

The words come in bokmål from where the error arose, and go out in the language that Accept-Language asks for.
"""

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kunnskapsbase.errors import (
    EmbeddingError,
    IndexMissingError,
    InputError,
    KunnskapsbaseError,
    StoreInUseError,
    UnknownCountyError,
    UnknownMunicipalityError,
)
from search_api.translating import in_language
from search_api.wire_service import Problem, ProblemError
from search_api.wording import Language, preferred

CONTENT_TYPE = "application/problem+json"

# Pydantic's own words, by error type, in Norwegian. Names in braces are filled from the error's context.
MESSAGES = {
    "missing": "mangler, men må være med",
    "extra_forbidden": "er ikke en parameter her. Sjekk skrivemåten mot /docs",
    "string_too_long": "er for lang: høyst {max_length} tegn",
    "string_too_short": "er for kort",
    "string_type": "skal være tekst",
    "int_parsing": "skal være et helt tall, for eksempel 2000",
    "int_type": "skal være et helt tall, for eksempel 2000",
    "int_from_float": "skal være et helt tall, uten komma",
    "int_parsing_size": "er et altfor stort tall",
    "greater_than_equal": "skal være minst {ge}",
    "less_than_equal": "skal være høyst {le}",
    "enum": "har en ukjent verdi. Lovlige verdier: {expected}",
    "literal_error": "har en ukjent verdi. Lovlige verdier: {expected}",
    "list_type": "skal være en liste",
    "too_long": "har for mange: høyst {max_length}",
    "bool_type": "skal være true eller false",
    "bool_parsing": "skal være true eller false",
    "float_type": "skal være et tall",
    "float_parsing": "skal være et tall, med punktum foran desimalene",
    "finite_number": "skal være et endelig tall",
    "date_type": "skal være en dato, for eksempel 2026-03-01",
    "date_parsing": "skal være en dato, for eksempel 2026-03-01",
    "date_from_datetime_parsing": "skal være en dato, for eksempel 2026-03-01",
    "date_from_datetime_inexact": "skal være en dato uten klokkeslett, for eksempel 2026-03-01",
    "string_pattern_mismatch": "har ikke formen den skal ha",
    "model_attributes_type": "skal være et objekt i JSON",
    "json_invalid": "er ikke gyldig JSON",
}
TITLES = {
    HTTPStatus.BAD_REQUEST: "Kan ikke leses",
    HTTPStatus.UNAUTHORIZED: "Krever en nøkkel",
    HTTPStatus.FORBIDDEN: "Ikke tillatt",
    HTTPStatus.NOT_FOUND: "Finnes ikke",
    HTTPStatus.METHOD_NOT_ALLOWED: "Metoden er ikke tillatt her",
    HTTPStatus.CONFLICT: "Kolliderer med noe annet",
    HTTPStatus.GONE: "Ikke lenger",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "For stort",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Ugyldig parameter",
    HTTPStatus.TOO_MANY_REQUESTS: "For mange forespørsler",
    HTTPStatus.SERVICE_UNAVAILABLE: "Tjenesten er ikke klar",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Noe gikk galt hos oss",
}


def problem(
    request: Request, status: HTTPStatus, kind: str, detail: str, errors: Sequence[ProblemError] = ()
) -> JSONResponse:
    """A problem response in the reader's language."""
    language = _language(request)
    body = Problem(
        type=f"/problemer/{kind}",
        title=in_language(TITLES.get(status, status.phrase), language),
        status=int(status),
        detail=in_language(detail, language),
        instance=request.url.path,
        errors=[ProblemError(parameter=each.parameter, message=in_language(each.message, language)) for each in errors],
    )
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    return JSONResponse(body.model_dump(), status_code=int(status), media_type=CONTENT_TYPE, headers=headers)


def _language(request: Request) -> Language:
    return preferred(request.headers.get("accept-language"))


def _one(error: dict[str, object]) -> ProblemError:
    location = error.get("loc") or ()
    parts = [str(part) for part in location] if isinstance(location, tuple | list) else []
    nowhere = "body" if parts[:1] == ["body"] else "q"
    parameter = ".".join(part for part in parts[1:] if not part.isdigit()) or nowhere
    context = error.get("ctx")
    values = context if isinstance(context, dict) else {}
    if error["type"] == "value_error":
        return ProblemError(parameter=parameter, message=str(values.get("error", error["msg"])))
    values = {name: str(value).replace(" or ", " eller ") for name, value in values.items()}
    template = MESSAGES.get(str(error["type"]), "har en verdi som ikke kan brukes")
    return ProblemError(parameter=parameter, message=f"«{parameter}» {template.format(**values)}.")


async def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [_one(dict(each)) for each in error.errors()]
    detail = " ".join(in_language(each.message, _language(request)) for each in errors)
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "ugyldig-parameter", detail, errors)


async def _input(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, InputError)
    kinds = {UnknownMunicipalityError: "ukjent-kommune", UnknownCountyError: "ukjent-fylke"}
    kind = kinds.get(type(error), "ugyldig-parameter")
    # Named in the path, it is a page that is not there; named as a parameter or in a body, a value that cannot be used.
    in_path = bool(request.path_params) and error.parameter not in request.query_params
    said_here = error.parameter is not None and request.method not in {"GET", "HEAD"}
    status = HTTPStatus.NOT_FOUND if in_path and not said_here else HTTPStatus.UNPROCESSABLE_ENTITY
    errors = [ProblemError(parameter=error.parameter, message=str(error))] if error.parameter else []
    return problem(request, status, kind, str(error), errors)


async def _not_ready(request: Request, error: Exception) -> JSONResponse:
    return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, "ikke-klar", str(error))


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    details = {
        HTTPStatus.NOT_FOUND: f"Det finnes ingen side på {request.url.path}. Se /docs for det som finnes.",
        HTTPStatus.BAD_REQUEST: "Innholdet kan ikke leses. Send JSON i UTF-8.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} er ikke tillatt på {request.url.path}. Se /docs.",
    }
    told = problem(request, status, status.phrase.lower().replace(" ", "-"), details.get(status, str(error.detail)))
    told.headers.update(error.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED and (allowed := _allowed(request)):
        told.headers["Allow"] = allowed
    return told


def _allowed(request: Request) -> str:
    """The methods of every route at the address; the error knows those of the first one alone."""
    described = request.app.openapi()["paths"].get(getattr(request.scope.get("route"), "path_format", ""), {})
    return ", ".join(sorted(method.upper() for method in described))


async def _unexpected(request: Request, _: Exception) -> JSONResponse:
    detail = "Vi klarte ikke å svare på dette. Prøv igjen; hjelper det ikke, si fra til den som driver tjenesten."
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "uventet-feil", detail)


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` as a problem."""
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(InputError, _input)
    for kind in (IndexMissingError, StoreInUseError, EmbeddingError, KunnskapsbaseError):
        app.add_exception_handler(kind, _not_ready)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
