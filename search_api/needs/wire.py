"""What goes over the wire of needs."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire_municipalities import MunicipalityBrief


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class NeedCell(_Wire):
    """How many times a need was asked for from one size band and part of Norway; null where it may not be told."""

    band: str | None = Field(examples=["små"])
    band_words: str | None = Field(examples=["små kommuner (under 5 000 innbyggere)"])
    region: str | None = Field(examples=["Nord-Norge"])
    times: int


class NeedCandidate(_Wire):
    """Somebody who might show something like it: the solution is the nearest there is, and does not answer the need."""

    solution_id: str
    title: str
    municipalities: list[MunicipalityBrief] = Field(description="Those who started it or took it into use.")


class NeedFound(_Wire):
    """A need that nobody has an answer to, with the ways it was put, and who might."""

    text: str = Field(description="As it was put most often.")
    also: list[str] = Field(description="The other ways it was put.")
    times: int
    first_day: date
    last_day: date
    cells: list[NeedCell] = Field(description="Their times add up to that of the need.")
    candidates: list[NeedCandidate]


class NeedReceived(_Wire):
    """That a need was counted, and all that was kept of it."""

    text: str = Field(description="As it was kept: in small letters, without places and what is private.")
    band: str | None
    region: str | None
