"""The mapping authority: the municipalities' names in Norwegian, Sámi and Kven, their counties and their neighbours."""

import re

from pydantic import Field

from ingest.refreshing.answers import Answer, UnknownShapeError, shaped
from ingest.refreshing.reading import Asking, Proposal, Reading

_NORWEGIAN = "Norwegian"
_NUMBER = re.compile(r"\d{4}")


class _Name(Answer):
    """One of the official names. The list is filled up to its full length with names that are null."""

    name: str | None = Field(alias="navn")
    priority: int = Field(alias="prioritet")
    language: str | None = Field(alias="sprak")


class _Municipality(Answer):
    kommunenummer: str
    name: str = Field(alias="kommunenavnNorsk", min_length=1)
    names: list[_Name] = Field(alias="gyldigeNavn")

    @property
    def sami_and_kven(self) -> list[str]:
        """The names in other languages than Norwegian, by priority."""
        named = sorted(self.names, key=lambda each: each.priority)
        return [each.name for each in named if each.name and each.language and each.language != _NORWEGIAN]


class _County(Answer):
    number: str = Field(alias="fylkesnummer", pattern=r"^\d{2}$")
    name: str = Field(alias="fylkesnavn", min_length=1)
    municipalities: list[_Municipality] = Field(alias="kommuner")


class _Neighbour(Answer):
    kommunenummer: str = Field(pattern=r"^\d{4}$")


def municipalities(asking: Asking) -> Reading:
    """Every municipality with its names and its county; the Norwegian name of a county comes first of its names."""
    proposals = []
    for county in shaped(list[_County], asking.ask("")):
        for each in county.municipalities:
            if not _NUMBER.fullmatch(each.kommunenummer) or not each.kommunenummer.startswith(county.number):
                raise UnknownShapeError(f"«{each.kommunenummer}» er ikke et kommunenummer i fylke {county.number}.")
            values = {"navn": each.name, "navn_samisk_kvensk": "|".join(each.sami_and_kven)}
            values |= {"fylkesnummer": county.number, "fylke": county.name.split(" - ")[0]}
            proposals.append(Proposal(each.kommunenummer, values))
    return Reading(tuple(proposals), valid=asking.day.isoformat())


def neighbours(asking: Asking) -> Reading:
    """The neighbours of each municipality, by land and by sea; it is asked once for each."""
    found = {
        number: sorted(each.kommunenummer for each in shaped(list[_Neighbour], asking.ask(number)))
        for number in asking.table.rows
    }
    proposals = []
    for number, others in found.items():
        doubt = None
        if one_sided := [other for other in others if number not in found.get(other, ())]:
            doubt = f"{', '.join(one_sided)} regner ikke {number} som nabo"
        proposals.append(Proposal(number, {"naboer_alle": "|".join(others)}, doubt))
    return Reading(tuple(proposals), valid=asking.day.isoformat())
