"""What can be written of a contact, and what contacts can be asked for."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.added import SolutionId
from search_api.day import Day
from search_api.listing import ListParameters

_Said = Annotated[str, Field(max_length=1000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    def said(self) -> dict[str, object]:
        """What was said, and nothing that was left out."""
        return self.model_dump(exclude_unset=True)


class PersonBody(_Body):
    """A person who has agreed to be named."""

    name: _Said
    consented: Day = Field(description="The day the consent was given.")
    ends: Day = Field(description="The day it ends; the name is shown no longer from then on.")


class NewContact(_Body):
    """``POST /v1/contacts``."""

    municipality: str = Field(
        max_length=200, description="Whose it is: kommunenummer (of today or earlier) or name.", examples=["5614"]
    )
    solution_id: SolutionId | None = Field(default=None, description="Left out for one that answers for anything.")
    unit: _Said = Field(examples=["Helse- og omsorgsavdelingen"])
    email: _Said | None = Field(default=None, examples=["postmottak@loppa.kommune.no"])
    phone: _Said | None = None
    website: _Said | None = None
    source: _Said = Field(description="Where you have it from.", examples=["kommunens nettsted"])
    person: PersonBody | None = Field(default=None, description="Only with consent.")


class ContactChange(_Body):
    """``PATCH /v1/contacts/{id}``: what is left out stays; null takes away."""

    version: str = Field(max_length=100, description="The version the change was made from.")
    email: _Said | None = None
    phone: _Said | None = None
    website: _Said | None = None
    source: _Said | None = None
    person: PersonBody | None = None

    def said(self) -> dict[str, object]:
        """What is to be changed."""
        return self.model_dump(exclude_unset=True, exclude={"version"})


class ConfirmationBody(_Body):
    """``POST /v1/confirmations/{token}``: nothing in it confirms all as it stands."""

    email: _Said | None = Field(default=None, description="The right address, where the one shown is not.")
    phone: _Said | None = None
    website: _Said | None = None
    solution_is_right: bool = Field(
        default=True,
        strict=True,
        description="False confirms the contact alone, and not the description of the solution.",
    )

    def corrections(self) -> dict[str, object]:
        """What is corrected."""
        return self.model_dump(exclude_unset=True, exclude={"solution_is_right"})


class ContactParameters(ListParameters):
    """``GET /v1/contacts``."""

    municipality: str | None = Field(
        default=None, max_length=200, description="Only this one's, by number or name.", examples=["5614"]
    )
    solution_id: SolutionId | None = Field(
        default=None, description="Only for this solution.", examples=["flekkefjord-brannvakt-trygghetsalarm"]
    )
    stale: bool | None = Field(default=None, description="Only those that nobody has confirmed in the last year.")


ContactQuery = Annotated[ContactParameters, Query()]
