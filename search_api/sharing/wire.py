"""What goes over the wire of uploads and drafts. Nothing here but pydantic."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire_listing import Listed
from search_api.wire_municipalities import MunicipalityBrief
from search_api.wire_service import ProblemError


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class Counted(_Wire):
    """How many there were of a kind."""

    kind: str = Field(examples=["telefon"])
    words: str = Field(examples=["telefonnummer"])
    number: int


class UploadFound(_Wire):
    """A file that was read: what was found in it and what was masked, never the masked text, and what is its source."""

    id: str = Field(examples=["opplasting-0f3a9c5d7e21"])
    file_name: str
    uploaded: date
    title: str | None
    publisher: str | None
    url: str | None
    date: str | None = Field(description="As exact as the source: YYYY, YYYY-MM or YYYY-MM-DD.")
    type: str | None = Field(description="nyhet, prosjektside, rapport, veileder or webinar.")
    type_words: str | None
    segments: int = Field(description="How many pieces of text there are; `/segments` gives them.")
    counts: list[Counted] = Field(description="Pages, slides, rows and the like that were read.")
    masked: list[Counted] = Field(description="What was hidden before anything was kept.")
    remarks: list[str] = Field(description="What there is to know of how it was read.")
    drafts: int
    published: int = Field(description="How many of the drafts are published.")
    version: str


class SegmentFound(_Wire):
    """A piece of what was read, masked, and where in the source it stands."""

    number: int
    text: str
    place: str | None = Field(examples=["side 4"])
    url: str | None = Field(description="Leads to the place itself where the source's address can.")
    page: int | None
    slide: int | None
    second: int | None
    row: int | None
    headings: list[str]
    speaker: str | None


class SentenceFound(_Wire):
    """A sentence of the source that a field of a draft stands on."""

    field: str = Field(examples=["approach"], description="challenge, approach, gains or lessons.")
    text: str
    place: str | None
    url: str | None


class DraftGainFound(_Wire):
    """A gain of a draft."""

    type: str
    text: str
    number: float | None
    unit: str | None


class DraftFound(_Wire):
    """A draft of an experience. It is not searched and not shown to others until somebody publishes it."""

    id: str = Field(examples=["utkast-0f3a9c5d7e21"])
    upload_id: str
    number: int
    title: str | None
    owners: list[MunicipalityBrief]
    partners: list[MunicipalityBrief]
    challenge: str | None
    approach: str | None
    gains: list[DraftGainFound]
    lessons: str | None
    status: str
    year_start: int | None
    year_end: int | None
    sector: str | None
    themes: list[str]
    innovation_type: str | None
    language: str
    contact_unit: str | None
    sentences: list[SentenceFound]
    confidence: str | None = Field(description="høy, middels or lav: how much was found. No probability.")
    reasons: list[str]
    missing: list[ProblemError] = Field(description="What must be told before it can be published.")
    solution_id: str | None = Field(description="What it is published as: `/v1/solutions/{solution_id}`.")
    version: str


class UploadList(Listed[UploadFound]):
    """Uploads."""


class SegmentList(Listed[SegmentFound]):
    """Segments."""


class DraftList(Listed[DraftFound]):
    """Drafts."""
