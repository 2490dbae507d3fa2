"""The routes: ``/v1/solutions/{id}`` and ``/health``."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from search_api import presenting, wire
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import PROBLEM, Service, SolutionId, Words
from search_api.entities.presenting import with_entities
from search_api.open_data.addresses import JSON_LD, public_base
from search_api.open_data.solution_document import solution_document
from search_api.wire_service import Health

router = APIRouter()


@router.get(
    "/v1/solutions/{solution_id}",
    response_model=wire.SolutionDetail,
    responses={
        200: {"content": {JSON_LD: {"schema": {"type": "object"}}}},
        **UNCHANGED,
        404: {**PROBLEM, "description": "No solution has this id."},
        422: {**PROBLEM, "description": "A parameter cannot be used."},
    },
    summary="Everything known of one solution",
)
def solution(
    request: Request,
    solution_id: SolutionId,
    service: Service,
    words: Words,
    format: Annotated[
        Literal["json", "jsonld"] | None,
        Query(description="jsonld is schema.org; without it the Accept header decides."),
    ] = None,
) -> Response:
    """One solution, with every participant, gain and lesson."""
    found = service.solution(solution_id)
    vary = {"Vary": "Accept, Accept-Language"}
    if format == "jsonld" or (format is None and JSON_LD in request.headers.get("accept", "")):
        base = public_base(request, service.settings)
        document = solution_document(found, base, service.settings, words)
        return answered(request, json.dumps(document, ensure_ascii=False), JSON_LD, vary)
    detail = presenting.solution_detail(found, words)
    detail = with_entities(detail, found, service.entities, words)
    return answered(request, detail.model_dump_json(), headers=vary)


@router.get(
    "/health",
    response_model=Health,
    responses={503: {"model": Health}},
    summary="Can the service answer?",
)
def health(service: Service) -> JSONResponse:
    """What is served, and whether it can be."""
    state = service.health()
    return JSONResponse(state.model_dump(), status_code=200 if state.status == "ok" else 503)
