"""``/v1/statistics/adoptions``: how solutions spread. Adoptions are counted, and never views."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, model_validator

from kunnskapsbase.adoption import AdoptionStatus
from kunnskapsbase.errors import InputError
from kunnskapsbase.spread import GroupsOf, Spread, by_county, by_size, by_solution, by_theme, spread
from search_api.conditional import UNCHANGED
from search_api.dependencies import CANNOT_BE_USED, Service, Words
from search_api.listing import ListParameters, listed
from search_api.service import SearchService
from search_api.wire_listing import Listed
from search_api.wire_statistics import SpreadRow
from search_api.wording import Wording

router = APIRouter(tags=["adoptions"])
_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class SpreadParameters(ListParameters):
    """``GET /v1/statistics/adoptions``."""

    by: Literal["solution", "theme", "county", "size_band"] = Field(default="solution", description="What is grouped.")
    from_: str | None = Field(
        default=None, alias="from", pattern=_MONTH, description="Only from this month on.", examples=["2026-01"]
    )
    to: str | None = Field(default=None, pattern=_MONTH, description="Only up to this month.", examples=["2026-12"])

    @model_validator(mode="after")
    def _months_in_order(self) -> "SpreadParameters":
        if self.from_ and self.to and self.to < self.from_:
            raise InputError(f"«from» ({self.from_}) er etter «to» ({self.to}). Bytt dem om.", parameter="from")
        return self

    def wants(self, month: str) -> bool:
        """Whether a month is among those asked for."""
        return (self.from_ or "") <= month and (self.to is None or month <= self.to)


@router.get(
    "/v1/statistics/adoptions",
    response_model=Listed[SpreadRow],
    responses={**UNCHANGED, **CANNOT_BE_USED},
    summary="How do solutions spread?",
)
def adoption_statistics(
    request: Request, parameters: Annotated[SpreadParameters, Query()], service: Service, words: Words
) -> Response:
    """By group and month; a month has a row when something happened in it. A theme counts all its solutions."""
    found = spread(service.stores.adoptions.each(), _groups(parameters.by, service))
    rows = [_row(each, parameters.by, service, words) for each in found if parameters.wants(each.month)]
    return listed(request, parameters, rows, SpreadRow, "spredning")


def _groups(by: str, service: SearchService) -> GroupsOf:
    if by == "theme":
        return by_theme({each.solution.id: each.solution for each in service.solutions()})
    return {
        "solution": by_solution,
        "county": by_county(service.register),
        "size_band": by_size(service.register),
    }[by]


def _row(found: Spread, by: str, service: SearchService, wording: Wording) -> SpreadRow:
    return SpreadRow(
        group=found.group,
        group_words=_in_words(found.group, by, service, wording),
        month=found.month,
        considering=found.standing.get(AdoptionStatus.CONSIDERING, 0),
        following=found.standing.get(AdoptionStatus.FOLLOWING, 0),
        adopting=found.standing.get(AdoptionStatus.ADOPTING, 0),
        in_operation=found.standing.get(AdoptionStatus.IN_OPERATION, 0),
        stopped=found.standing.get(AdoptionStatus.STOPPED, 0),
        ever_in_use=found.ever_in_use,
    )


def _in_words(group: str, by: str, service: SearchService, wording: Wording) -> str:
    if by == "solution":
        solution = service.solution_if_any(group)
        return solution.title if solution else group
    if by == "county":
        return next((each.county for each in service.register if each.county_number == group), group)
    return wording.say(f"band_{group}") if by == "size_band" else group
