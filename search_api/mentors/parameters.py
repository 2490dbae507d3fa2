"""What mentors can be asked for over HTTP."""

from typing import Annotated, Literal, Self

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, model_validator

from kunnskapsbase.added import Short, SolutionId
from kunnskapsbase.errors import InputError
from search_api.listing import ListParameters

_SOLUTION = Field(default=None, description="Help with this solution …", examples=["bodo-digitalt-tilsyn"])
_THEME = Field(
    default=None,
    description="… or with this theme: a sector, a keyword, or anything in your own words.",
    examples=["nattilsyn"],
)


class MentorParameters(ListParameters):
    """``GET /v1/mentors``."""

    solution_id: SolutionId | None = _SOLUTION
    theme: Short | None = _THEME
    municipality: str | None = Field(
        default=None, max_length=200, description="Only this one, by number or name.", examples=["5614"]
    )

    @model_validator(mode="after")
    def _one_subject_at_most(self) -> Self:
        if self.solution_id is not None and self.theme is not None:
            raise InputError("Oppgi enten solution_id eller theme, ikke begge.", parameter="theme")
        return self


class _Subject(BaseModel):
    model_config = ConfigDict(extra="forbid")

    solution_id: SolutionId | None = _SOLUTION
    theme: Short | None = _THEME

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        if (self.solution_id is None) == (self.theme is None):
            raise InputError(
                "Oppgi hva det trengs hjelp til: enten solution_id eller theme, og bare én av dem.", parameter="theme"
            )
        return self


class MatchParameters(_Subject):
    """``GET /v1/mentors/match``."""

    municipality: str = Field(max_length=200, description="Who asks, by number or name.", examples=["5614"])
    limit: int = Field(default=5, ge=1, le=50, description="How many mentors at most.")


class BoardParameters(_Subject):
    """``GET /v1/mentors/board``."""

    county: str | None = Field(
        default=None, max_length=100, description="All municipalities of this county …", examples=["Finnmark"]
    )
    network: str | None = Field(
        default=None, max_length=200, description="… or of this network, by id or name.", examples=["salten-regionrad"]
    )
    mentors: int = Field(default=1, ge=1, le=3, description="How many mentors each shall have, where there is room.")
    format: Literal["json", "csv", "xlsx"] = Field(default="json", description="csv and xlsx give a sheet.")

    @model_validator(mode="after")
    def _one_area(self) -> Self:
        if (self.county is None) == (self.network is None):
            raise InputError(
                "Oppgi hvem som skal få hjelp: enten county eller network, og bare én av dem.", parameter="county"
            )
        return self


MentorQuery = Annotated[MentorParameters, Query()]
MatchQuery = Annotated[MatchParameters, Query()]
BoardQuery = Annotated[BoardParameters, Query()]
