"""Passages of reports, webinars and the like over the wire. Nothing but pydantic."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class PassageHit(_Wire):
    """A passage of a report, a webinar, a slide deck, a sheet or a web page, with where it stands.

    At most one of ``page``, ``slide``, ``minute`` and ``row`` is set; the others are null. ``second`` goes with
    ``minute``, and ``url`` leads to the spot itself where the source can.
    """

    text: str
    title: str = Field(examples=["Tiltak for å stimulere til innovasjon i små distriktskommuner"])
    publisher: str | None = Field(examples=["Telemarksforsking"])
    url: str | None = Field(examples=["https://eksempel.no/rapport.pdf#page=14"])
    page: int | None = Field(default=None, description="Page of the document, from 1.", examples=[14])
    slide: int | None = Field(default=None, description="Slide, from 1.")
    minute: int | None = Field(default=None, description="Minute of the recording, from 0 as players show it.")
    second: int | None = Field(default=None, description="Second of the recording, from its start.")
    row: int | None = Field(default=None, description="Row of the sheet, from 1.")
    place: str | None = Field(default=None, description="The same in words for a reader.", examples=["side 14"])
    date: str | None = Field(
        default=None, description="The source's date, as exact as is known.", examples=["2020-06-30"]
    )
    language: Literal["nb", "nn", "se", "en", "da", "sv", "und"] = Field(examples=["nb"])
    source_id: str
    score: float
    headings: list[str] = Field(default=[], description="The path of headings from the document's top.")
    speaker: str | None = Field(default=None, description="Who means or says this, where speakers differ.")
    kind: str = Field(examples=["rapport"])
    kind_words: str = Field(examples=["Rapport"])
    trusted: bool = Field(
        default=True, description="False for text out of a flattened table: conclude nothing from it."
    )


class PassageAnswer(_Wire):
    """Passages that have to do with a question, best first."""

    message: str | None = Field(default=None, description="Said when there is nothing, or nothing that fits well.")
    results: list[PassageHit]
