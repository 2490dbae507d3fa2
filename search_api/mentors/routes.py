"""``/v1/mentors``: who could help, whom one asker should ring, and a whole county or network on one board."""

from fastapi import APIRouter, Request, Response

from kunnskapsbase.mentor_assignment import assign
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import CANNOT_BE_USED, Service, Words
from search_api.listing import SHEET, listed
from search_api.mentors.helping import board_asked, every_helper, help_with, helpers, weights, whom_to_ring
from search_api.mentors.parameters import BoardQuery, MatchQuery, MentorQuery
from search_api.mentors.presenting import board_told, mentor_found, mentor_match, nobody, wanted_told
from search_api.mentors.sheet import XLSX, as_csv, as_xlsx
from search_api.mentors.wire import MentorBoard, MentorFound, MentorList, MentorMatches
from search_api.named import named_municipality
from search_api.presenting_municipalities import brief

router = APIRouter(tags=["mentors"])
_SHEETS: dict[int | str, dict[str, object]] = {
    200: {
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}


@router.get(
    "/v1/mentors",
    response_model=MentorList,
    responses={**UNCHANGED, **CANNOT_BE_USED},
    summary="Who could help with this?",
)
def mentors(request: Request, parameters: MentorQuery, service: Service, words: Words) -> Response:
    """Mentors, those that have said yes first; without a solution or a theme, each for every solution it has."""
    said = parameters.municipality
    who = named_municipality(said, service.register, words).municipality if said else None
    if parameters.solution_id is None and parameters.theme is None:
        found = every_helper(service, who)
    else:
        everybody = helpers(help_with(parameters.solution_id, parameters.theme, service), service)
        found = [each for each in everybody if who is None or each.municipality == who]
    return listed(request, parameters, [mentor_found(each, words) for each in found], MentorFound, "mentorer")


@router.get(
    "/v1/mentors/match",
    response_model=MentorMatches,
    responses={**UNCHANGED, **CANNOT_BE_USED},
    summary="Whom should this municipality ring?",
)
def match(request: Request, parameters: MatchQuery, service: Service, words: Words) -> Response:
    """The mentors that fit the asker best and have room, each with its reasons; last those that tried and stopped."""
    asker = named_municipality(parameters.municipality, service.register, words).municipality
    wanted = help_with(parameters.solution_id, parameters.theme, service)
    pairs = whom_to_ring(asker, wanted, service, parameters.limit)
    told = MentorMatches(
        asker=brief(asker),
        wanted=wanted_told(wanted),
        message=None if pairs else nobody(wanted, words),
        results=[mentor_match(pair, words) for pair in pairs],
    )
    return answered(request, told.model_dump_json())


@router.get(
    "/v1/mentors/board",
    response_model=MentorBoard,
    responses={**_SHEETS, **UNCHANGED, **CANNOT_BE_USED},
    summary="All municipalities of a county or a network, each with a mentor",
)
def board(request: Request, parameters: BoardQuery, service: Service, words: Words) -> Response:
    """Everybody matched at once, so that the fit is good and nobody gets all the calls."""
    asked = board_asked(parameters, service)
    matched = assign(
        asked.askers, asked.mentors, wanted=parameters.mentors, weights=weights(service), decided=asked.decided
    )
    told = board_told(matched, asked, words)
    if parameters.format == "json":
        return answered(request, told.model_dump_json())
    headers = {"Content-Disposition": f'attachment; filename="mentorer.{parameters.format}"'}
    if parameters.format == "csv":
        return answered(request, as_csv(told, words), SHEET, headers)
    return answered(request, as_xlsx(told, words), XLSX, headers)
