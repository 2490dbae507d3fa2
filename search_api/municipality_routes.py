"""``/v1/municipalities``: the register."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import CANNOT_BE_USED, PROBLEM, Service, Words
from search_api.entities.presenting import network_links
from search_api.listing import ListParameters, listed
from search_api.presenting import confirmed_mailbox, contact_note
from search_api.presenting_municipalities import brief, municipality_detail
from search_api.wire_municipalities import MunicipalityBrief, MunicipalityDetail, MunicipalityList

router = APIRouter()


class MunicipalityParameters(ListParameters):
    """``GET /v1/municipalities``."""

    query: str = Field(default="", max_length=100, description="A name or a part of it.", examples=["lopp"])


@router.get(
    "/v1/municipalities",
    response_model=MunicipalityList,
    responses={**UNCHANGED, **CANNOT_BE_USED},
    summary="Find a municipality by name, former name or number",
)
def municipalities(
    request: Request, parameters: Annotated[MunicipalityParameters, Query()], service: Service
) -> Response:
    """Municipalities whose name begins with or contains the query, best first; all of them by name when it is empty."""
    found = service.register.search(parameters.query, len(service.register))
    if not parameters.query.strip() and parameters.sort is None:
        parameters = parameters.model_copy(update={"sort": "name"})
    return listed(request, parameters, [brief(each) for each in found], MunicipalityBrief, "kommuner")


@router.get(
    "/v1/municipalities/{kommunenummer}",
    response_model=MunicipalityDetail,
    responses={**UNCHANGED, 404: {**PROBLEM, "description": "No municipality has or had this number."}},
    summary="One municipality",
)
def municipality(
    request: Request,
    kommunenummer: Annotated[str, Path(max_length=20, examples=["5614"])],
    service: Service,
    words: Words,
) -> Response:
    """A municipality of today; an earlier number leads to the one that took over."""
    found = service.register.get(kommunenummer)
    today = date.today()
    networks = service.entities.networks().of(found.kommunenummer, today.year)
    confirmed = confirmed_mailbox(found, service.stores.contacts.of_municipality(found.kommunenummer), today)
    note = contact_note(confirmed, today, words) if confirmed else None
    detail = municipality_detail(found, service.register, words, note)
    detail = detail.model_copy(update={"networks": network_links(networks, words)})
    return answered(request, detail.model_dump_json())
