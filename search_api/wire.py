"""What goes over the wire: the answers' types, shared with the pages. Nothing here but pydantic."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class MunicipalityBrief(_Wire):
    """A municipality in a list or beside a solution."""

    kommunenummer: str = Field(examples=["5614"])
    name: str = Field(examples=["Loppa"])
    county: str = Field(examples=["Finnmark"])
    population: int = Field(examples=[822])
    population_date: str = Field(examples=["2026-01-01"])
    centrality: int = Field(ge=1, le=6, description="SSB's class: 1 is most central, 6 least.")


class NetworkLink(_Wire):
    """A network by name; ``/v1/networks/{id}`` tells the rest."""

    id: str = Field(examples=["salten-regionrad"])
    name: str = Field(examples=["Salten Regionråd"])
    kind: str = Field(examples=["regionråd"])
    kind_words: str = Field(examples=["Regionråd"])


class SchemeLink(_Wire):
    """A grant scheme by name; ``/v1/schemes/{id}`` tells the rest."""

    id: str = Field(examples=["klimasats"])
    name: str = Field(examples=["Klimasats"])
    status: str = Field(description="aktiv, utløpt or ukjent, as of today.", examples=["ukjent"])
    status_words: str
    expired: bool = Field(description="Whether it is known that nobody can apply any more.")


class MunicipalityDetail(MunicipalityBrief):
    """A municipality with everything the register knows."""

    other_names: list[str]
    county_number: str
    region: str
    kostra_group: str
    language_form: str
    regional_councils: list[str]
    economic_region: str
    neighbours: list[MunicipalityBrief]
    administrative_centre: str
    website: str
    mailbox: str
    mailbox_verified: bool = False
    mailbox_note: str
    earlier_numbers: list[str]
    networks: list[NetworkLink] = Field(default=[], description="The networks it is in this year.")


class MunicipalityList(_Wire):
    """Municipalities whose name fits a query, best first."""

    results: list[MunicipalityBrief]


class County(_Wire):
    """A county of today."""

    number: str
    name: str


Part = Literal["municipality", "size", "county", "region", "sector", "status", "year"]
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
    parts: list[Part] = Field(
        default=[], description="What of this comes from the question's words; each can be taken away with `without`."
    )
    left_out: list[Part] = Field(default=[], description="What the question says and `without` took away.")
    words_found: bool = Field(default=True, description="False where no word of the question carries a subject.")
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
        "text", "size", "region", "county", "neighbour", "council", "network", "centrality", "kostra", "language",
        "own", "sector", "status", "year", "experience", "origin", "load",
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


class Answer(_Wire):
    """The answer to a question. With ``answer_found`` false the results are only the nearest there is."""

    query: QueryUnderstood
    answer_found: bool
    similarity: float = Field(description="The cosine (0–1) between the question and the text nearest it in meaning.")
    message: str | None = None
    results: list[SolutionHit]
    passages_label: str | None = Field(
        default=None,
        description="What the passages are, in words; null without any.",
        examples=["Fra rapporter og webinarer"],
    )
    passages: list[PassageHit] = Field(default=[], description="The best few of reports and webinars, if any fit.")


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


class Health(_Wire):
    """Whether the service can answer, and of what."""

    status: Literal["ok", "unavailable"]
    solutions: int
    passages: int
    files_rejected: int
    index: str | None
    documents: int = Field(default=0, description="Reports, webinars and the like in the record store.")
    document_passages: int = Field(default=0, description="Their passages in the index.")
    document_index: str | None = Field(default=None, description="Null where nothing has been indexed.")
    embedding_model: str
    detail: str | None = None


class ProblemError(_Wire):
    """One parameter at fault."""

    parameter: str
    message: str


class Problem(_Wire):
    """RFC 9457 problem details."""

    type: str = Field(examples=["/problemer/ugyldig-parameter"])
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ProblemError] = []
