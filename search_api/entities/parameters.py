"""What the lists of networks and schemes can be asked for, and which of them fit."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import Query as QueryParameter
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.municipalities import MunicipalityRegister, fold
from kunnskapsbase.network import Network, NetworkKind, Networks
from kunnskapsbase.scheme import Scheme, SchemeStatus
from search_api.listing import ListParameters
from search_api.parameters import find_municipality

_YEAR = Field(default=None, ge=1900, le=2100, description="Who was in it that year; this year unless told.")


class YearParameters(BaseModel):
    """``GET /v1/networks/{network_id}``."""

    model_config = ConfigDict(extra="forbid")

    year: int | None = _YEAR


class NetworkParameters(ListParameters):
    """``GET /v1/networks``."""

    q: str | None = Field(
        default=None, max_length=200, description="Words in the name or in what it does.", examples=["digitalisering"]
    )
    municipality: str | None = Field(
        default=None, max_length=100, description="Only those it is in: kommunenummer or name.", examples=["1804"]
    )
    county: str | None = Field(
        default=None, max_length=100, description="Only those in this county, by number or name.", examples=["Nordland"]
    )
    kind: list[NetworkKind] = Field(default=[], description="Only these kinds; may be repeated.")
    year: int | None = _YEAR

    def chosen(self, networks: Networks, register: MunicipalityRegister, year: int) -> list[Network]:
        """The networks asked for.

        Raises:
            InputError: there is no such municipality or county.
        """
        found: Iterable[Network] = networks
        if self.municipality and self.municipality.strip():
            found = networks.of(find_municipality(self.municipality, register).kommunenummer, year)
        if self.county and self.county.strip():
            counties = set(register.county_numbers(self.county))
            found = [each for each in found if counties & set(networks.county_numbers(each, year))]
        if self.kind:
            found = [each for each in found if each.kind in self.kind]
        return [each for each in found if _says(self.q, (each.name, *each.aliases, each.about))]


class SchemeParameters(ListParameters):
    """``GET /v1/schemes``."""

    q: str | None = Field(
        default=None,
        max_length=200,
        description="Words in the name, the purpose, who may apply or the manager.",
        examples=["klima"],
    )
    status: list[SchemeStatus] = Field(
        default=[], description="Only these, as of today; may be repeated. A deadline that has passed is expired."
    )

    def chosen(self, schemes: Iterable[Scheme], today: date) -> list[Scheme]:
        """The schemes asked for."""
        return [
            each
            for each in schemes
            if (not self.status or each.standing(today) in self.status)
            and _says(self.q, (*each.names, each.purpose, each.who_may_apply, each.manager))
        ]


NetworkQuery = Annotated[NetworkParameters, QueryParameter()]
SchemeQuery = Annotated[SchemeParameters, QueryParameter()]
YearQuery = Annotated[YearParameters, QueryParameter()]


def _says(query: str | None, texts: Iterable[str | None]) -> bool:
    """Whether every word of the query stands in the texts, as a part of a word or whole."""
    whole = fold(" ".join(text for text in texts if text))
    return all(word in whole for word in fold(query or "").split())
