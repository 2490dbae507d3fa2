"""What goes over the wire about adoptions. Nothing here but pydantic."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire import Gain
from search_api.wire_listing import Listed
from search_api.wire_municipalities import MunicipalityBrief


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class AdoptionStep(_Wire):
    """A status and the day it began."""

    status: str = Field(examples=["følger"])
    status_words: str
    day: date


class AdoptionFound(_Wire):
    """One municipality's way with one solution."""

    id: str = Field(examples=["adopsjon-0f3a9c5d7e21"])
    solution_id: str
    solution_title: str
    municipality: MunicipalityBrief
    status: str = Field(examples=["tar_i_bruk"], description="vurderer, følger, tar_i_bruk, i_drift or stoppet.")
    status_words: str = Field(examples=["Tar i bruk"])
    since: date = Field(description="The day the status began.")
    steps: list[AdoptionStep] = Field(description="Every status it has had, the present one last.")
    adapted: str | None = Field(default=None, description="What was done otherwise than where it came from.")
    gains: list[Gain] = Field(default=[], description="What it gave there.")
    effort: str | None = Field(default=None, description="What it took.")
    would_change: str | None = Field(default=None, description="What they would do differently.")
    note: str | None = None
    reminders: list[date] = Field(default=[], description="When it is asked how it went.")
    version: str = Field(description="Sent back with a change, so that nobody else's is overwritten.")
    notes: list[str] = Field(default=[], description="What was understood otherwise than it was said.")


class AdoptionLinkMade(_Wire):
    """A link by which a municipality tells how far it has come with a solution, without a key."""

    token: str
    path: str = Field(description="Where the API answers about it.", examples=["/v1/adoption-links/…"])
    page: str = Field(description="The page to send it to, after the pages' own address.", examples=["losning?id=…"])
    municipality: MunicipalityBrief
    expires: date = Field(description="The last day it is good for.")


class AdoptionLinkFound(_Wire):
    """What a link is about, and what is told already."""

    solution_id: str
    solution_title: str
    municipality: MunicipalityBrief
    expires: date
    adoption: AdoptionFound | None = None


class AdoptionList(Listed[AdoptionFound]):
    """Adoptions."""
