"""``/v1/coverage``: how many solutions there are by county, sector, status, verification, language, size and year."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.index import Conditions
from kunnskapsbase.matching import allowed
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import Sector, Solution, Status, VerificationLevel
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import PROBLEM, Service
from search_api.shelf import Shelved
from search_api.wire_coverage import Count, Coverage

router = APIRouter()
SIZES = (0, 2_000, 5_000, 10_000, 20_000, 50_000)


class CoverageParameters(BaseModel):
    """The filters of ``/v1/solutions``; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid")

    population_min: int | None = Field(default=None, ge=0, le=10_000_000, description="Only participants this large.")
    population_max: int | None = Field(default=None, ge=0, le=10_000_000, description="Only participants this small.")
    sector: list[Sector] = Field(default=[], description="Only these sectors; may be repeated.")
    status: list[Status] = Field(default=[], description="Only these statuses; may be repeated.")
    county: list[str] = Field(default=[], description="Only these counties, by number or name; may be repeated.")
    verification: list[VerificationLevel] = Field(
        default=[], description="Only what has been verified so far; may be repeated."
    )
    language: Literal["nb", "nn"] | None = Field(default=None, description="Only texts in bokmål or nynorsk.")

    def conditions(self, register: MunicipalityRegister) -> Conditions:
        """The filters as the index knows them.

        Raises:
            UnknownCountyError: nobody knows a county.
        """
        counties = [number for name in self.county if name.strip() for number in register.county_numbers(name)]
        return Conditions(
            population_min=self.population_min,
            population_max=self.population_max,
            counties=tuple(dict.fromkeys(counties)),
            sectors=tuple(self.sector),
            statuses=tuple(self.status),
            verifications=tuple(self.verification),
            language=self.language,
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to narrow: the filters without it, and the values a solution has of it under them."""

    without: Callable[[Conditions], Conditions]
    values: Callable[[Shelved, Conditions], Iterable[str]]


def _counties(shelved: Shelved, conditions: Conditions) -> set[str]:
    return {where.county for _, where in shelved.leading if allowed(where, conditions)}


def _sizes(shelved: Shelved, conditions: Conditions) -> set[str]:
    fitting = [where for _, where in shelved.leading if allowed(where, conditions)]
    return {str(max(size for size in SIZES if size <= where.population)) for where in fitting}


def _years(shelved: Shelved, _: Conditions) -> list[str]:
    year = _year(shelved.solution)
    return [year] if year else []


def _year(solution: Solution) -> str | None:
    began = solution.year_start or solution.year_end
    return str(began) if began else (solution.source.date or "")[:4] or None


_WAYS = {
    "counties": _Way(lambda said: replace(said, counties=()), _counties),
    "sectors": _Way(lambda said: replace(said, sectors=()), lambda shelved, _: [shelved.solution.sector.value]),
    "statuses": _Way(lambda said: replace(said, statuses=()), lambda shelved, _: [shelved.solution.status.value]),
    "verifications": _Way(
        lambda said: replace(said, verifications=()), lambda shelved, _: [shelved.solution.verification.level.value]
    ),
    "languages": _Way(lambda said: replace(said, language=None), lambda shelved, _: [shelved.solution.language]),
    "sizes": _Way(lambda said: replace(said, population_min=None, population_max=None), _sizes),
    "years": _Way(lambda said: said, _years),
}


def _passes(shelved: Shelved, conditions: Conditions) -> bool:
    """Whether the filters let a solution through, as they do in the index."""
    solution = shelved.solution
    places = conditions.counties or conditions.population_min is not None or conditions.population_max is not None
    return (
        (not conditions.sectors or solution.sector.value in conditions.sectors)
        and (not conditions.statuses or solution.status.value in conditions.statuses)
        and (not conditions.verifications or solution.verification.level.value in conditions.verifications)
        and (conditions.language is None or solution.language == conditions.language)
        and (not places or any(allowed(where, conditions) for _, where in shelved.leading))
    )


def coverage_of(every: Sequence[Shelved], conditions: Conditions) -> Coverage:
    """The counts of the solutions that the filters let through."""
    through = [shelved for shelved in every if _passes(shelved, conditions)]
    lists = {}
    for name, way in _WAYS.items():
        wider = way.without(conditions)
        counted = Counter(value for shelved in every if _passes(shelved, wider) for value in way.values(shelved, wider))
        lists[name] = [Count(value=value, count=count) for value, count in sorted(counted.items())]
    places = {where.kommunenummer for shelved in through for _, where in shelved.leading}
    return Coverage(total=len(through), municipalities=len(places), **lists)


@router.get(
    "/v1/coverage",
    response_model=Coverage,
    responses={**UNCHANGED, 422: {**PROBLEM, "description": "A filter cannot be used."}},
    summary="How many solutions are there, and of what?",
)
def coverage(request: Request, parameters: Annotated[CoverageParameters, Query()], service: Service) -> Response:
    """Counts for filters and for a picture of what is covered. All solutions where no filter is set."""
    found = coverage_of(service.solutions(), parameters.conditions(service.register))
    return answered(request, found.model_dump_json())
