"""``/v1/needs``: what is missed, for who arranges webinars; and to report what one misses."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.errors import InputError
from kunnskapsbase.matching import Asker
from kunnskapsbase.need_cells import Cell
from kunnskapsbase.need_groups import NeedGroup
from kunnskapsbase.question import understand
from kunnskapsbase.records.needs import LONGEST
from search_api.access import NEEDS_KEY, Everywhere, ForbiddenError
from search_api.asking import Ask
from search_api.conditional import UNCHANGED
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM, Service, Words
from search_api.listing import ListParameters, listed
from search_api.needs.wire import NeedCandidate, NeedCell, NeedFound, NeedReceived
from search_api.noting import cell_of
from search_api.once import OncePerKey
from search_api.parameters import find_municipality
from search_api.presenting_municipalities import brief
from search_api.service import SearchService
from search_api.wire_listing import Listed
from search_api.wording import Wording

router = APIRouter(tags=["needs"])
_CANDIDATES = 3
_MUNICIPALITIES = 5


class NeedBody(BaseModel):
    """``POST /v1/needs``."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    text: str = Field(
        min_length=1, max_length=LONGEST, description="What you miss.", examples=["Felles vaktordning for brønnborere"]
    )
    municipality: str | None = Field(
        default=None,
        max_length=200,
        description="Who asks, by number or name. Only the size band and the part of Norway are kept.",
        examples=["5614"],
    )


@router.get(
    "/v1/needs",
    response_model=Listed[NeedFound],
    responses={**UNCHANGED, **NEEDS_KEY, **CANNOT_BE_USED},
    summary="What do municipalities ask for that nobody has shown?",
)
def needs(
    request: Request, parameters: Annotated[ListParameters, Query()], _: Everywhere, service: Service, words: Words
) -> Response:
    """Needs that mean the same are told as one, those asked for most first, from three askings on.

    Each comes with those who might show something: the municipalities of the nearest solutions there are.
    """
    found = [_told(group, service, words) for group in service.needs().groups]
    return listed(request, parameters, found, NeedFound, "behov")


@router.post(
    "/v1/needs",
    status_code=201,
    response_model=NeedReceived,
    responses={
        **CHANGED_MEANWHILE,
        **CANNOT_BE_USED,
        403: {**PROBLEM, "description": "Needs are not noted here (`KB_RECORD_NEEDS`)."},
    },
    summary="Report what you miss",
)
def report(body: NeedBody, once: OncePerKey, service: Service) -> Response:
    """Counted with the day, without who reported it. Open to all."""
    if not service.settings.record_needs:
        raise ForbiddenError("Behov blir ikke notert her. Spør den som driver tjenesten.")
    said = (body.municipality or "").strip()
    named = find_municipality(said, service.register) if said else None
    understood = understand(body.text, service.register)
    asker = Asker(municipality=named or understood.municipality, population=understood.population)

    def make() -> NeedReceived:
        kept = service.report_need(understood.text, asker)
        if not kept:
            raise InputError(
                "Behovet har bare stedsnavn eller tall i seg. Skriv noen ord om hva dere savner.", parameter="text"
            )
        cell = cell_of(asker)
        return NeedReceived(text=kept, band=cell.band, region=cell.region)

    return once.answer(make)


def _told(group: NeedGroup, service: SearchService, wording: Wording) -> NeedFound:
    text, *also = group.texts
    return NeedFound(
        text=text,
        also=also,
        times=group.times,
        first_day=group.first_day,
        last_day=group.last_day,
        cells=[_cell(cell, times, wording) for cell, times in group.cells],
        candidates=list(_candidates(text, service)),
    )


def _cell(cell: Cell, times: int, wording: Wording) -> NeedCell:
    words = wording.say(f"band_{cell.band.value}") if cell.band else None
    return NeedCell(band=cell.band, band_words=words, region=cell.region, times=times)


def _candidates(text: str, service: SearchService) -> Iterable[NeedCandidate]:
    found, _ = service.find(Ask(text=text, solutions=_CANDIDATES))
    for candidate in found.candidates:
        shelved = candidate.shelved
        places = dict.fromkeys(municipality for _, municipality in shelved.leading)
        yield NeedCandidate(
            solution_id=shelved.solution.id,
            title=shelved.solution.title,
            municipalities=[brief(each) for each in list(places)[:_MUNICIPALITIES]],
        )
