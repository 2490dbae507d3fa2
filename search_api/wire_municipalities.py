"""Municipalities over the wire, and the names of the networks they are in and of the schemes. Nothing but pydantic."""

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire_listing import Listed


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


class MunicipalityList(Listed[MunicipalityBrief]):
    """Municipalities whose name fits a query, best first."""


class County(_Wire):
    """A county of today."""

    number: str
    name: str
