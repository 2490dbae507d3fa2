"""The routes ``/v1/networks`` and ``/v1/schemes``."""

from collections import Counter
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from kunnskapsbase.errors import InputError
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import PROBLEM, Service, Words
from search_api.entities import wire
from search_api.entities.parameters import NetworkQuery, SchemeQuery, YearQuery
from search_api.entities.presenting import network_detail, network_row, scheme_detail, scheme_row, solution_link
from search_api.listing import ListParameters, listed
from search_api.wire_listing import Listed

router = APIRouter()
_SHEET: dict[str, Any] = {"text/csv": {"schema": {"type": "string"}}}
_LIST: dict[int | str, dict[str, Any]] = {
    200: {"content": _SHEET},
    **UNCHANGED,
    422: {**PROBLEM, "description": "A parameter cannot be used."},
}
_ONE: dict[int | str, dict[str, Any]] = {
    **UNCHANGED,
    404: {**PROBLEM, "description": "There is none with this id."},
    422: {**PROBLEM, "description": "A parameter cannot be used."},
}


@router.get(
    "/v1/networks",
    response_model=Listed[wire.NetworkRow],
    responses=_LIST,
    summary="Regional councils and other networks that municipalities meet in",
)
def networks(request: Request, parameters: NetworkQuery, service: Service, words: Words) -> Response:
    """Networks by name, or sorted as asked; a municipality may be in several, and a network cross county borders."""
    known, year = service.entities.networks(), parameters.year or date.today().year
    rows = [
        network_row(each, known, service.register, year, words)
        for each in parameters.chosen(known, service.register, year)
    ]
    return listed(request, _by_name(parameters), rows, wire.NetworkRow, "nettverk")


@router.get(
    "/v1/networks/{network_id}",
    response_model=wire.NetworkDetail,
    responses=_ONE,
    summary="One network, its members over time, and what they have solved",
)
def network(
    request: Request,
    network_id: Annotated[str, Path(max_length=200, examples=["salten-regionrad"])],
    parameters: YearQuery,
    service: Service,
    words: Words,
) -> Response:
    """Everything known of a network."""
    known, year = service.entities.networks(), parameters.year or date.today().year
    found = known.get(network_id)
    if found is None:
        raise InputError(f"Det finnes ikke noe nettverk med id «{network_id}». «/v1/networks» lister dem opp.")
    members = {each.municipality.kommunenummer for each in known.members(found, year) if each.current}
    theirs = [
        solution_link(each.solution, words)
        for each in service.solutions()
        if any(members & set(participant.kommunenummer) for participant in each.solution.participants)
    ]
    row = network_row(found, known, service.register, year, words)
    return answered(request, network_detail(row, found, known, year, theirs).model_dump_json())


@router.get(
    "/v1/schemes",
    response_model=Listed[wire.SchemeRow],
    responses=_LIST,
    summary="Grant schemes: purpose, who may apply, deadline and link, as far as a source says",
)
def schemes(request: Request, parameters: SchemeQuery, service: Service, words: Words) -> Response:
    """Schemes by name, or sorted as asked. One that nobody has looked into has the status «ukjent»."""
    known, today = service.entities.schemes(), date.today()
    financed = Counter(
        scheme.id
        for each in service.solutions()
        if each.solution.funding
        for scheme in known.financing(each.solution.funding.scheme)
    )
    rows = [scheme_row(each, financed[each.id], today, words) for each in parameters.chosen(known, today)]
    return listed(request, _by_name(parameters), rows, wire.SchemeRow, "ordninger")


@router.get(
    "/v1/schemes/{scheme_id}",
    response_model=wire.SchemeDetail,
    responses=_ONE,
    summary="One scheme, and the solutions that it financed",
)
def scheme(
    request: Request,
    scheme_id: Annotated[str, Path(max_length=200, examples=["klimasats"])],
    service: Service,
    words: Words,
) -> Response:
    """Everything known of a scheme."""
    known = service.entities.schemes()
    found = known.get(scheme_id)
    if found is None:
        raise InputError(f"Det finnes ingen ordning med id «{scheme_id}». «/v1/schemes» lister dem opp.")
    financed = [
        solution_link(each.solution, words)
        for each in service.solutions()
        if each.solution.funding and found in known.financing(each.solution.funding.scheme)
    ]
    return answered(request, scheme_detail(found, financed, date.today(), words).model_dump_json())


def _by_name(parameters: ListParameters) -> ListParameters:
    return parameters if parameters.sort else parameters.model_copy(update={"sort": "name"})
