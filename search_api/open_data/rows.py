"""A solution as a row of the dataset: flat, with codes rather than words, the same in every language."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.passages import gain_text
from kunnskapsbase.solution import Solution


class DatasetRow(BaseModel):
    """One solution. The texts are in ``language``; the codes are the corpus's own, and /docs lists them."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(examples=["flekkefjord-brannvakt-trygghetsalarm"])
    title: str
    challenge: str
    approach: str
    gains: list[str] = Field(description="What it gave, as given by the source.")
    lessons: str | None
    prerequisites: str | None
    participants: list[str] = Field(description="Everybody that was named, with their role.")
    municipalities: list[str] = Field(description="The kommunenummer behind the names, of today.", examples=[["4207"]])
    funding_scheme: str | None
    funding_nok: int | None = Field(description="Norwegian kroner, of the funding's own year.")
    funding_year: int | None
    status: str = Field(examples=["drift"])
    year_start: int | None
    year_end: int | None
    sector: str = Field(examples=["helse-omsorg"])
    themes: list[str]
    innovation_type: str = Field(examples=["tjeneste"])
    language: Literal["nb", "nn"]
    verification: str = Field(description="How far it has been checked.", examples=["lest"])
    verified_by: str | None = Field(description="By which role, where it is known.", examples=["kommune"])
    verified: str | None = Field(description="When, as YYYY-MM-DD.")
    source_title: str
    source_publisher: str
    source_type: str
    source_date: str | None = Field(description="As exact as is known: YYYY, YYYY-MM or YYYY-MM-DD.")
    source_url: str


def dataset_row(solution: Solution) -> DatasetRow:
    """The row of a solution."""
    funding, source, verification = solution.funding, solution.source, solution.verification
    numbers = dict.fromkeys(number for each in solution.participants for number in each.kommunenummer)
    return DatasetRow(
        id=solution.id,
        title=solution.title,
        challenge=solution.challenge,
        approach=solution.approach,
        gains=[gain_text(gain.description, gain.number, gain.unit) for gain in solution.gains],
        lessons=solution.lessons,
        prerequisites=solution.prerequisites,
        participants=[f"{each.name} ({each.role.value})" for each in solution.participants],
        municipalities=list(numbers),
        funding_scheme=funding.scheme if funding else None,
        funding_nok=funding.amount_nok if funding else None,
        funding_year=funding.year if funding else None,
        status=solution.status.value,
        year_start=solution.year_start,
        year_end=solution.year_end,
        sector=solution.sector.value,
        themes=list(solution.themes),
        innovation_type=solution.innovation_type.value,
        language=solution.language,
        verification=verification.level.value,
        verified_by=verification.by.value if verification.by else None,
        verified=verification.date,
        source_title=source.title,
        source_publisher=source.publisher,
        source_type=source.type,
        source_date=source.date,
        source_url=source.url,
    )
