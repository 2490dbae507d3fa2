"""The questions: ``/v1/solutions`` and ``/v1/passages``."""

from fastapi import APIRouter, Request, Response

from search_api import presenting, presenting_passages, wire
from search_api.conditional import UNCHANGED, standing, unchanged
from search_api.dependencies import PROBLEM, Questions, Words
from search_api.listing import SHEET, sheet, sheet_headers, turned
from search_api.parameters import PassageQuery, SolutionQuery
from search_api.quick_route import QuickRoute
from search_api.wire_passages import PassageAnswer

router = APIRouter(route_class=QuickRoute)


@router.get(
    "/v1/solutions",
    response_model=wire.Answer,
    responses={**UNCHANGED, 422: {**PROBLEM, "description": "A parameter cannot be used."}},
    summary="Who has solved this, for a municipality like ours?",
)
async def solutions(request: Request, parameters: SolutionQuery, service: Questions, words: Words) -> Response:
    """Ranked solutions, each once, with the participant nearest the asker, reasons, source and contact.

    They are ordered by relevance, page by page, as deep as the search has looked; passages stand beside the first page.
    """
    ask = parameters.ask(service.register)
    headers = standing(request, service.state(), words.language)
    if known := unchanged(request, headers):
        return known
    found, beside = await service.find_for_route(ask)
    if not ask.offset:
        service.note_need(found)
    end = ask.offset + ask.solutions
    following = turned(request, offset=end, limit=ask.solutions, passages=0) if end < found.total else None
    answer = presenting.answer(found, service.register, words, beside, following)
    if parameters.as_sheet:
        rows = [wire.SolutionRow(**dict(each), answer_found=answer.answer_found) for each in answer.results]
        headers |= sheet_headers("losninger", following)
        return Response(sheet(rows, wire.SolutionRow), media_type=SHEET, headers=headers)
    # Written straight to bytes: the model is already valid, and validating it again would double the API's own share.
    return Response(answer.model_dump_json(), media_type="application/json", headers=headers)


@router.get(
    "/v1/passages",
    response_model=PassageAnswer,
    responses={**UNCHANGED, 422: {**PROBLEM, "description": "A parameter cannot be used."}},
    summary="What do reports and webinars say of this?",
)
async def passages(request: Request, parameters: PassageQuery, service: Questions, words: Words) -> Response:
    """Passages with their address: the page, slide, minute or row of the source, and a link that opens it there.

    At most two of one document, and none that says nearly the same as one above it.
    """
    ask = parameters.ask()
    headers = standing(request, service.state(), words.language)
    if known := unchanged(request, headers):
        return known
    found = await service.passages_for_route(ask)
    body = presenting_passages.passage_answer(found, words).model_dump_json()
    return Response(body, media_type="application/json", headers=headers)


QUESTIONS = {route.path: route for route in router.routes if isinstance(route, QuickRoute)}
"""The routes above, by their path."""
