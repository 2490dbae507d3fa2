"""What can be sent in of uploads and drafts."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.added import Short, Words
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.sharing import (
    MOST_GAINS,
    MOST_MUNICIPALITIES,
    MOST_THEMES,
    Address,
    Day,
    DraftGain,
    Plain,
    SourceSaid,
    SourceType,
    Year,
)
from kunnskapsbase.solution import GainType, InnovationType, Sector, Status
from search_api.listing import ListParameters
from search_api.parameters import find_municipality


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class _Source(_Body):
    """What may be said of the source."""

    title: Plain | None = Field(default=None, description="What the source is called.", examples=["Webinar om vakt"])
    publisher: Plain | None = Field(default=None, description="Who gave it out.", examples=["Eksempel kommune"])
    url: Address | None = Field(
        default=None, description="Where others find it.", examples=["https://www.example.org/webinar"]
    )
    date: Day | None = Field(default=None, description="2021, 2021-05 or 2021-05-04.", examples=["2021-05-04"])
    type: SourceType | None = Field(default=None, description="What it is; by the file's format unless told.")

    def said(self) -> dict[str, object]:
        """What was said, and nothing that was left out."""
        return {name: getattr(self, name) for name in SourceSaid.model_fields if name in self.model_fields_set}


class UploadParameters(_Source):
    """``POST /v1/uploads``; the file is the body."""

    filename: Short = Field(description="What the file is called.", examples=["webinar.vtt"])


class UploadChange(_Source):
    """``PATCH /v1/uploads/{id}``: what is left out stays; null takes away."""

    version: str = Field(max_length=100, description="The version the change was made from.")


class DraftGainBody(_Body):
    """A gain, as a person has it."""

    type: GainType = GainType.OTHER
    text: Words
    number: float | None = Field(default=None, allow_inf_nan=False, strict=True)
    unit: Annotated[str, Field(min_length=1, max_length=100)] | None = None

    def gain(self) -> DraftGain:
        """The gain."""
        return DraftGain(type=self.type, text=self.text, number=self.number, unit=self.unit)


_Named = Annotated[str, Field(max_length=200)]


class _Told(_Body):
    """What may be told in a draft."""

    title: Plain | None = None
    owners: list[_Named] = Field(
        default=[], max_length=MOST_MUNICIPALITIES, description="Who did it, by kommunenummer or name."
    )
    partners: list[_Named] = Field(default=[], max_length=MOST_MUNICIPALITIES, description="Who took part.")
    challenge: Words | None = None
    approach: Words | None = None
    gains: list[DraftGainBody] = Field(default=[], max_length=MOST_GAINS)
    lessons: Words | None = None
    status: Status = Status.UNKNOWN
    year_start: Year | None = None
    year_end: Year | None = None
    sector: Sector | None = None
    themes: list[Plain] = Field(default=[], max_length=MOST_THEMES)
    innovation_type: InnovationType | None = None
    language: Literal["nb", "nn"] = "nb"
    contact_unit: Plain | None = Field(default=None, description="A role or unit, never a person.")

    def told(self, register: MunicipalityRegister) -> dict[str, object]:
        """What was told, and nothing that was left out, as the draft's own fields.

        Raises:
            UnknownMunicipalityError: nobody has or had that number or name.
        """
        said: dict[str, object] = {
            name: getattr(self, name) for name in _Told.model_fields if name in self.model_fields_set
        }
        for name in ("owners", "partners"):
            if name in said:
                found = (find_municipality(each, register).kommunenummer for each in getattr(self, name))
                said[name] = tuple(dict.fromkeys(found))
        if "gains" in said:
            said["gains"] = tuple(each.gain() for each in self.gains)
        if "themes" in said:
            said["themes"] = tuple(dict.fromkeys(self.themes))
        return said


class NewDraft(_Told):
    """``POST /v1/uploads/{id}/drafts``: one more, where the rules found too little."""


class DraftChange(_Told):
    """``PATCH /v1/drafts/{id}``: what is left out stays; null takes away."""

    version: str = Field(max_length=100, description="The version the change was made from.")


class Publication(_Body):
    """``POST /v1/drafts/{id}/publication``."""

    version: str = Field(max_length=100, description="The version that was read and is to be published.")
    confirmed: Literal[True] = Field(
        description="That a person has read the source, and that what the draft tells is right and in own words."
    )


UploadQuery = Annotated[UploadParameters, Query()]
ListQuery = Annotated[ListParameters, Query()]
