"""What goes over the wire about contacts. Nothing here but pydantic."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire_listing import Listed
from search_api.wire_municipalities import MunicipalityBrief


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class NamedPerson(_Wire):
    """A person who has agreed to be named, and until when."""

    name: str
    ends: date


class ContactPointFound(_Wire):
    """A role or unit of a municipality. ``origin`` is ``register`` for the mailbox that nobody has confirmed."""

    id: str = Field(examples=["kontakt-0f3a9c5d7e21"])
    municipality: MunicipalityBrief
    solution_id: str | None = Field(default=None, description="Null for one that answers for anything.")
    solution_title: str | None = None
    unit: str
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    person: NamedPerson | None = None
    source: str = Field(description="Where it was read, or who told it.")
    origin: Literal["added", "register"]
    last_confirmed: date | None = None
    stale: bool = Field(description="Nobody has confirmed it in the last twelve months.")
    note: str = Field(examples=["Ikke bekreftet: ring sentralbordet hvis dere ikke får svar."])
    version: str | None = Field(
        default=None, description="Sent back with a change; null for what cannot be changed here."
    )
    notes: list[str] = Field(default=[], description="What was understood otherwise than it was said.")


class ContactPointList(Listed[ContactPointFound]):
    """Contacts."""


class ConfirmationLink(_Wire):
    """A link by which a municipality confirms a contact, or corrects it, without a key."""

    token: str
    path: str = Field(description="Where the API answers about it.", examples=["/v1/confirmations/…"])
    expires: date = Field(description="The last day it is good for.")


class ToConfirm(_Wire):
    """What a confirmation link is about, and what answering it says."""

    contact: ContactPointFound
    statement: str = Field(description="What is said by confirming, in words.")
    confirms_solution: bool = Field(description="Whether the description of the solution is confirmed too.")
    already: bool = Field(description="Whether it was answered before; answering again changes nothing.")
    expires: date
