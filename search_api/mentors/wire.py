"""What goes over the wire about mentors. Nothing here but pydantic."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire import Contact, Reason
from search_api.wire_listing import Listed
from search_api.wire_municipalities import MunicipalityBrief


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class MentorSolution(_Wire):
    """A solution that a mentor knows from its own work, and how far it has come with it."""

    id: str
    title: str
    standing: str = Field(examples=["i_drift"], description="i_drift, gjennomført, i_gang, ukjent or har_prøvd.")
    standing_words: str = Field(examples=["har det i drift"])


class MentorFound(_Wire):
    """A municipality that could help. Most have not been asked: ``origin_words`` says so, and is to be shown."""

    id: str = Field(examples=["mentor-0f3a9c5d7e21"])
    municipality: MunicipalityBrief
    origin: str = Field(examples=["foreslått"], description="«sagt ja» or «foreslått».")
    origin_words: str = Field(examples=["ikke spurt ennå"])
    solution_id: str | None = Field(default=None, description="What it is a mentor for: a solution …")
    theme: str | None = Field(default=None, description="… or a theme.")
    is_model: bool = Field(description="False for one that has stopped, which can tell what it learnt.")
    solutions: list[MentorSolution] = Field(description="What it knows, the most to the point first.")
    helps_with: list[str] = Field(description="samtale, besøk, dokumenter, hospitering; empty until it has said yes.")
    capacity: int = Field(description="How many it has room for at a time; a guess until it has said yes.")
    load: int = Field(description="How many it helps now, with whatever it may be.")
    last_confirmed: date | None = None
    stale: bool = Field(description="Whether its yes is older than twelve months.")
    contact: Contact
    version: str | None = Field(default=None, description="Sent back with a change; null until it has said yes.")
    notes: list[str] = Field(default=[], description="What was understood otherwise than it was said.")


class MentorList(Listed[MentorFound]):
    """Mentors."""


class MentorMatch(_Wire):
    """A mentor for one asker, with how well the two fit and why."""

    mentor: MentorFound
    fit: float = Field(ge=0, le=1, description="How well it fits, before its load is counted.")
    likeness: float = Field(ge=0, le=1, description="How like the two municipalities are.")
    load: int = Field(description="How many the mentor helps when this is agreed.")
    over: bool = Field(description="Whether that is more than it has room for.")
    sentence: str = Field(description="Why this one, in a sentence.")
    why: list[Reason]


class Wanted(_Wire):
    """What help is wanted with."""

    solution_id: str | None = None
    solution_title: str | None = None
    theme: str | None = None
    solutions: int = Field(description="How many solutions answer it.")
    wider: list[str] = Field(description="Themes that more could help with, where too few can help with this.")


class MentorMatches(_Wire):
    """The mentors for one asker, the one to ring first first."""

    asker: MunicipalityBrief
    wanted: Wanted
    message: str | None = Field(default=None, description="What is to be said when nobody can help.")
    results: list[MentorMatch]


class PairNoteFound(_Wire):
    """What an adviser has noted and decided of a pair."""

    id: str = Field(examples=["parmerknad-0f3a9c5d7e21"])
    mentor: MunicipalityBrief
    asker: MunicipalityBrief | None = Field(default=None, description="Null where the mentor is given to nobody.")
    solution_id: str | None = None
    theme: str | None = None
    choice: str | None = Field(default=None, description="«valgt» or «unngås»; null where it is a note alone.")
    note: str | None = None
    version: str = Field(description="Sent back with a change, so that nobody else's is overwritten.")
    notes: list[str] = Field(default=[], description="What was understood otherwise than it was said.")


class BoardRow(_Wire):
    """One asker and a mentor for it; an asker that nobody is left for has a row without a mentor."""

    asker: MunicipalityBrief
    match: MentorMatch | None = None
    fixed: str | None = Field(
        default=None, description="«pågår» or «valgt» where the pair stands whatever is worked out."
    )
    fixed_words: str | None = None
    note: PairNoteFound | None = Field(default=None, description="What an adviser has noted of the pair.")


class MentorBoard(_Wire):
    """All municipalities of a county or a network, each with its mentor."""

    area: str = Field(examples=["Finnmark"])
    wanted: Wanted
    askers: int
    mentors: int = Field(description="How many could help.")
    room: int = Field(description="How many more they have room for in all.")
    busiest: int = Field(description="How many the busiest of them helps in all.")
    message: str = Field(description="How it went, in a sentence or two.")
    results: list[BoardRow]
    decided: list[PairNoteFound] = Field(
        default=[],
        description="What is decided of pairs that are not on the board, and of mentors taken out.",
    )


class MentorshipFound(_Wire):
    """That a mentor helps, or has helped, a municipality."""

    id: str = Field(examples=["mentorforhold-0f3a9c5d7e21"])
    mentor: MunicipalityBrief
    asker: MunicipalityBrief
    solution_id: str | None = None
    theme: str | None = None
    since: date
    ended: date | None = Field(default=None, description="The day it ended; null while it goes on.")
    version: str = Field(description="Sent back with a change, so that nobody else's is overwritten.")
    notes: list[str] = Field(default=[], description="What was understood otherwise than it was said.")


class MentorshipList(Listed[MentorshipFound]):
    """Who helps whom."""


class PairNoteList(Listed[PairNoteFound]):
    """Notes on pairs."""
