"""What can be written of mentors, of whom they help, and of pairs."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.added import Short, SolutionId, Words
from kunnskapsbase.mentor import MOST_AT_A_TIME, SUGGESTED_CAPACITY, Choice, Help

_Who = Annotated[str, Field(max_length=200, description="Kommunenummer (of today or earlier) or name.")]
_VERSION = Field(max_length=100, description="The version the change was made from.")
_SOLUTION = Field(default=None, description="What it is about: a solution …", examples=["bodo-digitalt-tilsyn"])
_THEME = Field(default=None, description="… or a theme.", examples=["nattilsyn"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    def said(self) -> dict[str, object]:
        """What was said, and nothing that was left out; who and which version are for the route."""
        return self.model_dump(exclude_unset=True, exclude={"municipality", "mentor", "asker", "version"})


class NewMentor(_Body):
    """``POST /v1/mentors``: a municipality that has said yes."""

    municipality: _Who
    solution_id: SolutionId | None = _SOLUTION
    theme: Short | None = _THEME
    helps_with: list[Help] = Field(min_length=1, max_length=len(Help), examples=[["samtale", "besøk"]])
    capacity: int = Field(
        default=SUGGESTED_CAPACITY,
        ge=0,
        le=MOST_AT_A_TIME,
        strict=True,
        description="How many it has room for at a time.",
    )
    last_confirmed: date | None = Field(default=None, description="The day it said so; today unless told.")


class MentorChange(_Body):
    """``PATCH /v1/mentors/{id}``: what is left out stays; whoever changes anything confirms, today unless told."""

    version: str = _VERSION
    helps_with: list[Help] | None = Field(default=None, min_length=1, max_length=len(Help))
    capacity: int | None = Field(default=None, ge=0, le=MOST_AT_A_TIME, strict=True)
    last_confirmed: date | None = None


class NewMentorship(_Body):
    """``POST /v1/mentorships``: that a mentor helps somebody."""

    mentor: _Who
    asker: _Who
    solution_id: SolutionId | None = _SOLUTION
    theme: Short | None = _THEME
    since: date | None = Field(default=None, description="The first day; today unless told.")


class MentorshipEnd(_Body):
    """``PATCH /v1/mentorships/{id}``: that the help has ended, or, with null, that it has not."""

    version: str = _VERSION
    ended: date | None = Field(description="The day it ended, from which it takes no room.")


class NewPairNote(_Body):
    """``POST /v1/mentor-notes``: what an adviser notes and decides of a pair, or of a mentor and everybody."""

    mentor: _Who
    asker: _Who | None = Field(default=None, description="Left out with «unngås»: the mentor is given to nobody.")
    solution_id: SolutionId | None = _SOLUTION
    theme: Short | None = _THEME
    choice: Choice | None = Field(default=None, description="«valgt»: the pair stands. «unngås»: it is not made.")
    note: Words | None = Field(default=None, description="It is read by everybody.")


class PairNoteChange(_Body):
    """``PATCH /v1/mentor-notes/{id}``: what is left out stays; null takes away."""

    version: str = _VERSION
    choice: Choice | None = None
    note: Words | None = None
