"""What is answered to a question, and all of one solution, over the wire: shared with the pages; only pydantic."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire_municipalities import County, MunicipalityBrief, NetworkLink, SchemeLink
from search_api.wire_passages import PassageHit


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


Part = Literal["municipality", "size", "county", "region", "sector", "status", "year", "field_words"]
"""What can be understood of a question beside its subject."""


class QueryUnderstood(_Wire):
    """What was understood of the question, and from where; everything here was used, but for ``left_out``."""

    text: str = Field(description="The question as it was asked.")
    matched_text: str = Field(description="The words that were matched, without those that say who asks.")
    municipality: MunicipalityBrief | None = None
    municipality_from: Literal["parameter", "question"] | None = None
    population: int | None = None
    population_min: int | None = None
    population_max: int | None = None
    size_word: str | None = None
    counties: list[County] = []
    counties_are_filter: bool = False
    region: str | None = None
    sector: list[str] = []
    status: list[str] = []
    verification: list[str] = Field(default=[], description="The verification levels asked for; empty is all.")
    language: Literal["nb", "nn"] | None = None
    sector_wish: list[str] = Field(default=[], description="Sectors the question names: they lift, and hide nothing.")
    status_wish: str | None = Field(
        default=None, description="How far the question says it should have come.", examples=["drift"]
    )
    year_from: int | None = Field(default=None, description="The first year the question wishes for.")
    year_to: int | None = Field(default=None, description="The last one; null is open.")
    field_words: list[str] = Field(
        default=[],
        description="What the field may call what is said in everyday words; searched for too, and counts for less.",
        examples=[["demens", "gps"]],
    )
    parts: list[Part] = Field(
        default=[], description="What of this comes from the question's words; each can be taken away with `without`."
    )
    left_out: list[Part] = Field(default=[], description="What the question says and `without` took away.")
    words_found: bool = Field(
        default=True,
        description="False where all of the question is function words, numbers and single letters: nothing fits it.",
    )
    notes: list[str] = []


class Gain(_Wire):
    """A gain and what stands behind it."""

    type: str
    text: str
    number: float | None = None
    unit: str | None = None
    evidence: str = Field(examples=["oppgitt av kilden"])


class Source(_Wire):
    """Where the experience is told."""

    title: str
    publisher: str
    url: str
    date: str | None = None
    type: str


class Verification(_Wire):
    """How far what is told has been checked, by whom and when. ``words`` say who, where that is known."""

    level: str = Field(examples=["lest"])
    by: str | None = Field(default=None, description="The role that checked it; never a person.", examples=["kommune"])
    words: str = Field(examples=["lest fra kilden, ikke kontrollert"])
    date: str | None = None


class Contact(_Wire):
    """Whom to ring or write to. ``origin``: the source or the municipality register gave it, or somebody added it."""

    unit: str
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    origin: Literal["source", "register", "added"]
    verified: bool = False
    note: str
    mailbox: str | None = Field(default=None, description="The municipality's mailbox, as a fallback.")
    mailbox_verified: bool = Field(default=False, description="Whether the municipality has confirmed that mailbox.")


class MatchedParticipant(_Wire):
    """The owner or adopter that is most like the asker."""

    name: str
    role: str
    role_words: str
    municipality: MunicipalityBrief
    asker_population: int | None = None
    distance: str | None = Field(default=None, description="The distance in size, in words.")
    fit: str | None = Field(default=None, description="What fits the asker and what does not, in one sentence.")
    website: str


class Reason(_Wire):
    """One reason for a hit, or one thing that does not fit (``fits`` false)."""

    kind: Literal[
        "text", "field_word", "size", "region", "county", "neighbour", "council", "network", "centrality", "kostra",
        "language", "own", "sector", "status", "year", "experience", "origin", "load",
    ]  # fmt: skip
    text: str
    fits: bool = True


class PassageFound(_Wire):
    """The part of the solution that answers best."""

    section: str
    text: str


class Scores(_Wire):
    """How the score came about: ``total`` is ``text`` lifted for likeness to the asker and for the wishes."""

    total: float
    text: float
    nearness: float | None = Field(default=None, description="How like the asker it is in all, 0 to 1.")
    size_nearness: float | None = None
    place_nearness: float | None = None
    coverage: float = Field(description="The share of the question's terms that stand in the passage.")


class SolutionHit(_Wire):
    """A solution as it stands in an answer."""

    id: str
    score: float
    title: str
    summary: str
    challenge: str
    matched: MatchedParticipant | None
    owners: list[str]
    gains: list[Gain]
    status: str
    status_words: str
    years: str | None
    sector: str
    sector_words: str
    themes: list[str]
    language: Literal["nb", "nn"]
    verification: Verification
    source: Source
    contact: Contact
    passage: PassageFound
    why: list[Reason]
    scores: Scores
    same_as: str | None = Field(
        default=None, description="Id of a hit above this one that tells much the same; a page may fold it under that."
    )


class Answer(_Wire):
    """The answer to a question. With ``answer_found`` false the results are only the nearest there is."""

    query: QueryUnderstood
    answer_found: bool
    similarity: float = Field(description="The cosine (0–1) between the question and the text nearest it in meaning.")
    message: str | None = None
    results: list[SolutionHit]
    total: int = Field(default=0, description="How many the search has ranked; it looks no further.")
    next: str | None = Field(default=None, description="The address of the next of them; null where there are no more.")
    passages_label: str | None = Field(
        default=None,
        description="What the passages are, in words; null without any.",
        examples=["Fra rapporter og webinarer"],
    )
    passages: list[PassageHit] = Field(default=[], description="The best few of reports and webinars, if any fit.")


class SolutionRow(SolutionHit):
    """A solution in a sheet, which has to say itself whether it is an answer or only the nearest there is."""

    answer_found: bool


class ParticipantDetail(_Wire):
    """An actor of a solution, with the municipalities behind its name."""

    name: str
    type: str
    role: str
    role_words: str
    municipalities: list[MunicipalityBrief]
    link_note: str | None = None


class SolutionDetail(_Wire):
    """Everything known of one solution."""

    id: str
    title: str
    challenge: str
    approach: str
    lessons: str | None
    prerequisites: str | None
    participants: list[ParticipantDetail]
    gains: list[Gain]
    funding: str | None
    status: str
    status_words: str
    years: str | None
    sector: str
    sector_words: str
    themes: list[str]
    innovation_type: str
    language: Literal["nb", "nn"]
    verification: Verification
    source: Source
    contact: Contact
    schemes: list[SchemeLink] = Field(default=[], description="The schemes that the funding names.")
    networks: list[NetworkLink] = Field(
        default=[], description="The networks that those who started it or took it into use are in this year."
    )
