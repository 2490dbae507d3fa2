"""What can be written of an adoption, and what adoptions can be asked for."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.added import SolutionId, Words
from kunnskapsbase.adoption import Adoption, AdoptionStatus
from kunnskapsbase.solution import Gain, GainType
from search_api.day import Day
from search_api.listing import ListParameters


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class GainBody(_Body):
    """A gain that a municipality had."""

    type: GainType
    text: Words
    number: float | None = Field(default=None, allow_inf_nan=False, strict=True)
    unit: Annotated[str, Field(min_length=1, max_length=100)] | None = None

    def gain(self) -> Gain:
        """The gain."""
        return Gain(type=self.type, description=self.text, number=self.number, unit=self.unit)


class _Told(_Body):
    """What may be told of an adoption, at once or later."""

    adapted: Words | None = Field(default=None, description="What was done otherwise than where it came from.")
    gains: list[GainBody] = Field(default=[], max_length=50, description="What it gave there.")
    effort: Words | None = Field(default=None, description="What it took.")
    would_change: Words | None = Field(default=None, description="What you would do differently.")
    note: Words | None = Field(default=None, description="Anything else. It is read by everybody.")

    def told(self) -> dict[str, object]:
        """What was said, and nothing that was left out, as the adoption's own fields."""
        said: dict[str, object] = {
            name: getattr(self, name) for name in _Told.model_fields if name in self.model_fields_set
        }
        if "gains" in said:
            said["gains"] = tuple(each.gain() for each in self.gains)
        return said


class NewAdoption(_Told):
    """``POST /v1/adoptions``."""

    solution_id: SolutionId = Field(examples=["flekkefjord-brannvakt-trygghetsalarm"])
    municipality: str = Field(
        max_length=200, description="Whose it is: kommunenummer (of today or earlier) or name.", examples=["5614"]
    )
    status: AdoptionStatus
    since: Day | None = Field(default=None, description="The day the status began; today unless told.")


class AdoptionChange(_Told):
    """``PATCH /v1/adoptions/{id}``: what is left out stays; null takes away."""

    version: str = Field(max_length=100, description="The version the change was made from.")
    status: AdoptionStatus | None = None
    since: Day | None = Field(
        default=None,
        description="The day the new status began, today unless told; without a new status it mends the present one's.",
    )


class NewAdoptionLink(_Body):
    """``POST /v1/adoption-links``."""

    solution_id: SolutionId = Field(examples=["flekkefjord-brannvakt-trygghetsalarm"])
    municipality: str = Field(max_length=200, description="Who may tell, by number or name.", examples=["5614"])


class ToldByLink(_Told):
    """``POST /v1/adoption-links/{token}``: what is left out stays; null takes away."""

    status: AdoptionStatus
    since: Day | None = Field(default=None, description="The day the status began; today unless told.")
    version: str | None = Field(
        default=None, max_length=100, description="The version of what is told already, where something is."
    )


class AdoptionParameters(ListParameters):
    """``GET /v1/adoptions``."""

    solution_id: SolutionId | None = Field(
        default=None, description="Only of this solution.", examples=["flekkefjord-brannvakt-trygghetsalarm"]
    )
    municipality: str | None = Field(
        default=None, max_length=200, description="Only this one's, by number or name.", examples=["5614"]
    )
    county: list[str] = Field(default=[], description="Only of these counties, by number or name; may be repeated.")
    status: list[AdoptionStatus] = Field(default=[], description="Only these statuses; may be repeated.")
    remind_from: Day | None = Field(
        default=None, description="Only those to be asked how it went from this day on …", examples=["2026-01-01"]
    )
    remind_to: Day | None = Field(default=None, description="… and up to this one.", examples=["2026-12-31"])

    def fits(self, adoption: Adoption) -> bool:
        """Whether its status, and the days it is asked how it went, are among those wanted."""
        if self.status and adoption.status not in self.status:
            return False
        if self.remind_from is None and self.remind_to is None:
            return True
        first, last = self.remind_from or date.min, self.remind_to or date.max
        return any(first <= day <= last for day in adoption.reminders)


AdoptionQuery = Annotated[AdoptionParameters, Query()]
