"""Networks and schemes over the wire, shared with the pages. Nothing here but pydantic."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire_municipalities import MunicipalityBrief, NetworkLink, SchemeLink


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class EntitySource(_Wire):
    """Where it is told of. ``title`` is null where nobody has noted it, ``url`` where no address is known."""

    title: str | None
    publisher: str
    url: str | None
    year: int | None = Field(description="The year that what is told was true.")


class SolutionLink(_Wire):
    """A solution, by what is needed to choose it."""

    id: str
    title: str
    status: str = Field(examples=["drift"])
    status_words: str
    sector: str = Field(examples=["helse-omsorg"])
    sector_words: str


class NetworkRow(NetworkLink):
    """A network in a list."""

    about: str | None
    members: int = Field(description="How many municipalities are known to be in it, in the year asked for.")
    counties: list[str] = Field(description="Its members' counties, and those it works in.", examples=[["Nordland"]])
    crosses_counties: bool
    ended: bool
    year_start: int | None
    year_end: int | None
    website: str | None
    certainty: str = Field(description="How sure the members are: ok, eldre or usikker.", examples=["ok"])
    certainty_words: str
    sources: list[EntitySource]


class Membership(_Wire):
    """A municipality's time in a network; the years are the first and the last, null where they are not known."""

    municipality: MunicipalityBrief
    since: int | None
    until: int | None
    current: bool = Field(description="Whether it is a member in the year asked for.")


class NetworkDetail(NetworkRow):
    """Everything known of a network, with what its members have solved."""

    other_names: list[str]
    note: str | None
    memberships: list[Membership] = Field(description="Those who have left too.")
    solutions: list[SolutionLink] = Field(description="Solutions that its members of that year took part in.")


class SchemeRow(SchemeLink):
    """A scheme in a list. What no source says is null."""

    purpose: str | None
    who_may_apply: str | None
    deadline: date | None
    deadline_words: str | None = Field(description="The deadline when it is no single date.")
    link: str | None
    manager: str | None
    level: str | None = Field(examples=["nasjonal"])
    level_words: str | None
    checked: date | None = Field(description="When somebody last asked its manager; null when nobody has.")
    solutions: int = Field(description="How many solutions name it as their funding.")
    sources: list[EntitySource]


class SchemeDetail(SchemeRow):
    """Everything known of a scheme, with what it has financed."""

    other_names: list[str]
    note: str | None
    financed: list[SolutionLink]
