"""The routes: ``/v1/solutions``, ``/v1/passages`` and ``/health``."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from search_api import presenting, presenting_passages, wire
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import PROBLEM, Service, SolutionId, Words
from search_api.entities.presenting import with_entities
from search_api.open_data.addresses import JSON_LD, public_base
from search_api.open_data.solution_document import solution_document
from search_api.parameters import PassageQuery, SolutionQuery
from search_api.wire_passages import PassageAnswer
from search_api.wire_service import Health

router = APIRouter()


@router.get(
    "/v1/solutions",
    response_model=wire.Answer,
    responses={422: {**PROBLEM, "description": "A parameter cannot be used."}},
    summary="Who has solved this, for a municipality like ours?",
)
async def solutions(parameters: SolutionQuery, service: Service, words: Words) -> Response:
    """Ranked solutions, each once, with the participant nearest the asker, reasons, source and contact."""
    found, beside = await service.find_for_route(parameters.ask(service.register))
    answer = presenting.answer(found, service.register, words, beside)
    service.note_need(found)
    # Written straight to bytes: the model is already valid, and validating it again would double the API's own share.
    return Response(answer.model_dump_json(), media_type="application/json")


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
    "/v1/passages",
    response_model=PassageAnswer,
    responses={422: {**PROBLEM, "description": "A parameter cannot be used."}},
    summary="What do reports and webinars say of this?",
)
async def passages(parameters: PassageQuery, service: Service, words: Words) -> Response:
    """Passages with their address: the page, slide, minute or row of the source, and a link that opens it there.

    At most two of one document, and none that says nearly the same as one above it.
    """
    found = await service.passages_for_route(parameters.ask())
    return Response(presenting_passages.passage_answer(found, words).model_dump_json(), media_type="application/json")


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
