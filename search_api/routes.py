"""The routes: ``/v1/solutions``, ``/v1/passages``, ``/v1/municipalities`` and ``/health``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask

from kunnskapsbase.errors import InputError
from search_api import presenting, presenting_passages, wire
from search_api.parameters import PassageQuery, SolutionQuery
from search_api.problems import CONTENT_TYPE
from search_api.service import SearchService
from search_api.wording import Wording, preferred, wording

router = APIRouter()
_PROBLEM = {"model": wire.Problem, "content": {CONTENT_TYPE: {}}}


# Both are coroutines only so that they run where they are called: a plain function costs a hop to another thread.
async def _service(request: Request) -> SearchService:
    service: SearchService = request.app.state.service
    return service


async def _wording(accept_language: Annotated[str | None, Header(description="nb or nn")] = None) -> Wording:
    return wording(preferred(accept_language))


Service = Annotated[SearchService, Depends(_service)]
Words = Annotated[Wording, Depends(_wording)]


@router.get(
    "/v1/solutions",
    response_model=wire.Answer,
    responses={422: {**_PROBLEM, "description": "A parameter cannot be used."}},
    summary="Who has solved this, for a municipality like ours?",
)
async def solutions(parameters: SolutionQuery, service: Service, words: Words) -> Response:
    """Ranked solutions, each once, with the participant nearest the asker, reasons, source and contact."""
    found, beside = await service.find_for_route(parameters.ask(service.register))
    answer = presenting.answer(found, service.register, words, beside)
    # Written straight to bytes: the model is already valid, and validating it again would double the API's own share.
    need = None if found.answers else BackgroundTask(service.note_need, found)
    return Response(answer.model_dump_json(), media_type="application/json", background=need)


@router.get(
    "/v1/solutions/{solution_id}",
    responses={404: {**_PROBLEM, "description": "No solution has this id."}},
    summary="Everything known of one solution",
)
def solution(
    solution_id: Annotated[str, Path(max_length=200, examples=["flekkefjord-brannvakt-trygghetsalarm"])],
    service: Service,
    words: Words,
) -> wire.SolutionDetail:
    """One solution, with every participant, gain and lesson."""
    found = service.solution(solution_id)
    if found is None:
        raise InputError(f"Det finnes ingen løsning med id «{solution_id}». Den kan være fjernet.")
    return presenting.solution_detail(found, service.register, words)


@router.get(
    "/v1/passages",
    response_model=wire.PassageAnswer,
    responses={422: {**_PROBLEM, "description": "A parameter cannot be used."}},
    summary="What do reports and webinars say of this?",
)
async def passages(parameters: PassageQuery, service: Service, words: Words) -> Response:
    """Passages with their address: the page, slide, minute or row of the source, and a link that opens it there.

    At most two of one document, and none that says nearly the same as one above it.
    """
    found = await service.passages_for_route(parameters.ask())
    return Response(presenting_passages.passage_answer(found, words).model_dump_json(), media_type="application/json")


@router.get("/v1/municipalities", summary="Find a municipality by name, former name or number")
def municipalities(
    service: Service,
    query: Annotated[str, Query(max_length=100, examples=["lopp"])] = "",
    limit: Annotated[int, Query(ge=1, le=400)] = 20,
) -> wire.MunicipalityList:
    """Municipalities whose name begins with or contains the query; all of them when it is empty."""
    return wire.MunicipalityList(results=[presenting.brief(each) for each in service.register.search(query, limit)])


@router.get(
    "/v1/municipalities/{kommunenummer}",
    responses={404: {**_PROBLEM, "description": "No municipality has or had this number."}},
    summary="One municipality",
)
def municipality(
    kommunenummer: Annotated[str, Path(max_length=20, examples=["5614"])], service: Service, words: Words
) -> wire.MunicipalityDetail:
    """A municipality of today; an earlier number leads to the one that took over."""
    return presenting.municipality_detail(service.register.get(kommunenummer), service.register, words)


@router.get(
    "/health", response_model=wire.Health, responses={503: {"model": wire.Health}}, summary="Can the service answer?"
)
def health(service: Service) -> JSONResponse:
    """What is served, and whether it can be."""
    state = service.health()
    return JSONResponse(state.model_dump(), status_code=200 if state.status == "ok" else 503)
