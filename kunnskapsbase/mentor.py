"""The municipality that helps another: what it can help with, how many at a time, and whom it helps now.

A mentor is one for a solution or for a theme, never for both in one entry. Most are only suggested, out of who owns or
has adopted something, and nobody has asked them: ``Origin`` tells the two apart, and everything that shows a mentor
shows it. The aliases are the Norwegian keys, as in ``kunnskapsbase.solution``.
"""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from kunnskapsbase.added import Added, Kommunenummer, Short, SolutionId, Words, id_of
from kunnskapsbase.errors import InputError
from kunnskapsbase.months import months_after
from kunnskapsbase.municipalities import fold

# How many a municipality is taken to have room for at a time when nobody has asked it.
SUGGESTED_CAPACITY = 2
MOST_AT_A_TIME = 100
FRESH_FOR_MONTHS = 12


class Help(StrEnum):
    """What a mentor can help with."""

    CALL = "samtale"
    VISIT = "besøk"
    DOCUMENTS = "dokumenter"
    HOSTING = "hospitering"


class Origin(StrEnum):
    """Whether the municipality has said yes, or is suggested and has not been asked."""

    SAID_YES = "sagt ja"
    SUGGESTED = "foreslått"


class Choice(StrEnum):
    """What an adviser has decided of a pair: it shall stand, or it shall not be made."""

    CHOSEN = "valgt"
    AVOIDED = "unngås"


class _OfOneSubject(Added):
    solution_id: SolutionId | None = Field(default=None, alias="losning")
    theme: Short | None = Field(default=None, alias="tema")

    @model_validator(mode="after")
    def _of_one_subject(self) -> Self:
        if (self.solution_id is None) == (self.theme is None):
            raise InputError(
                "Oppgi enten en løsning (losning) eller et tema (tema), og bare én av dem.", parameter="solution_id"
            )
        return self

    @property
    def subject(self) -> str:
        """What it is about, as one key: ``løsning:<id>`` or ``tema:<theme>``, the theme however it is cased."""
        return subject_key(self.solution_id, self.theme)


def subject_key(solution_id: str | None, theme: str | None) -> str:
    """The key of a solution or of a theme; two ways to case and space a theme have the same."""
    return f"løsning:{solution_id}" if solution_id is not None else f"tema:{fold(theme or '')}"


def mentor_id(kommunenummer: str, subject: str) -> str:
    """The id of a municipality as mentor for a subject: the same before and after it has said yes."""
    return id_of("mentor", kommunenummer, subject)


class Mentor(_OfOneSubject):
    """A municipality as mentor for one subject. One that is suggested has promised no help and confirmed nothing.

    ``capacity`` is how many it helps at a time; 0 is one that has said yes and has no room for the time being.
    """

    kommunenummer: Kommunenummer
    helps_with: tuple[Help, ...] = Field(default=(), alias="hjelper_med")
    capacity: int = Field(default=SUGGESTED_CAPACITY, alias="kapasitet", ge=0, le=MOST_AT_A_TIME)
    last_confirmed: date | None = Field(default=None, alias="sist_bekreftet")
    origin: Origin = Field(default=Origin.SUGGESTED, alias="opphav")

    @model_validator(mode="after")
    def _promises_only_what_was_promised(self) -> Self:
        said_yes = self.origin is Origin.SAID_YES
        if said_yes and not self.helps_with:
            raise InputError(
                f"En mentor som har sagt ja, hjelper med noe. Oppgi minst én ting i hjelper_med: {', '.join(Help)}.",
                parameter="helps_with",
            )
        if said_yes and self.last_confirmed is None:
            raise InputError(
                "En mentor som har sagt ja, har en dato for når det sist ble bekreftet. Oppgi sist_bekreftet.",
                parameter="last_confirmed",
            )
        if not said_yes and (self.helps_with or self.last_confirmed):
            raise InputError(
                "En mentor som bare er foreslått, har verken lovet eller bekreftet noe. Sett opphav til «sagt ja», "
                "eller la hjelper_med og sist_bekreftet stå tomme.",
                parameter="origin",
            )
        if len(set(self.helps_with)) < len(self.helps_with):
            raise InputError("Det samme står to ganger i hjelper_med. Fjern det ene.", parameter="helps_with")
        return self

    def is_stale(self, day: date) -> bool:
        """Whether it said yes and nobody has confirmed it in the twelve months before ``day``."""
        return self.last_confirmed is not None and months_after(self.last_confirmed, FRESH_FOR_MONTHS) < day

    @property
    def id(self) -> str:
        """Its id, which follows from who it is and for what."""
        return mentor_id(self.kommunenummer, self.subject)


class Mentorship(_OfOneSubject):
    """That a mentor helps one municipality, from a day and until it ended: what load is counted from."""

    mentor: Kommunenummer
    asker: Kommunenummer = Field(alias="spør")
    since: date = Field(alias="siden")
    ended: date | None = Field(default=None, alias="avsluttet")

    @model_validator(mode="after")
    def _of_two_with_dates_in_order(self) -> Self:
        _of_two(self.mentor, self.asker)
        if self.ended is not None and self.ended < self.since:
            raise InputError(
                f"Datoene står i feil rekkefølge: avsluttet {self.ended} er før siden {self.since}. Bytt dem om.",
                parameter="ended",
            )
        return self

    @property
    def id(self) -> str:
        """The same for the same pair, subject and first day; the two may meet again later."""
        return id_of("mentorforhold", self.mentor, self.asker, self.subject, self.since.isoformat())

    @property
    def mentor_id(self) -> str:
        """The id of the mentor that helps."""
        return mentor_id(self.mentor, self.subject)

    def runs(self, day: date) -> bool:
        """Whether it takes room on ``day``; the day it ended it no longer does."""
        return self.since <= day and (self.ended is None or day < self.ended)


def _of_two(mentor: str, asker: str) -> None:
    if mentor == asker:
        raise InputError("En kommune er ikke mentor for seg selv. Velg en annen mentor.", parameter="mentor")


class PairNote(_OfOneSubject):
    """What an adviser has noted of a pair, and what was decided of it. One for each pair and subject.

    Without an asker it is of the mentor and all who ask: it is taken out, and given to nobody.
    """

    mentor: Kommunenummer
    asker: Kommunenummer | None = Field(default=None, alias="spør")
    choice: Choice | None = Field(default=None, alias="valg")
    note: Words | None = Field(default=None, alias="merknad")

    @model_validator(mode="after")
    def _says_something_of_two(self) -> Self:
        if self.asker is None:
            if self.choice is not Choice.AVOIDED:
                raise InputError(
                    "Uten en kommune som spør, gjelder det mentoren og alle: da kan den bare tas ut (valg «unngås»). "
                    "Oppgi hvem som spør, eller ta mentoren ut.",
                    parameter="asker",
                )
            return self
        _of_two(self.mentor, self.asker)
        if self.choice is None and self.note is None:
            raise InputError("Skriv en merknad, eller velg om paret skal stå eller unngås.", parameter="note")
        return self

    @property
    def id(self) -> str:
        """The same for the same pair and subject, so that there is one note of them."""
        return id_of("parmerknad", self.mentor, self.asker or "", self.subject)
