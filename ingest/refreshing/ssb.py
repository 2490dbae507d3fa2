"""Statistics Norway: inhabitants (PxWebApi, JSON-stat 2), and the standards of Klass with their correspondences."""

import math
import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field

from ingest.refreshing.answers import Answer, UnknownShapeError, shaped
from ingest.refreshing.reading import Asking, Proposal, Reading

_AREA = "areal_km2"
_DIMENSIONS = {"Region", "ContentsCode", "Tid"}
_INHABITANTS = "Personer1"
# The municipalities of today, whose figures are summed over those they were made of; Svalbard and the rest are not.
_REGION = re.compile(r"K-(\d{4})")
_NUMBER = re.compile(r"\d{4}")
_UNSTATED = "9999"
_GROUP = re.compile(r"EKG(\d{2})")
# SSB names two municipalities of the same name by their county: «Våler (Innlandet)».
_COUNTY = re.compile(r" \(.*\)$")


class _Category(Answer):
    index: dict[str, int] | list[str]

    @property
    def codes(self) -> list[str]:
        if isinstance(self.index, list):
            return self.index
        return sorted(self.index, key=self.index.__getitem__)


class _Dimension(Answer):
    category: _Category


class _Dataset(Answer):
    kind: Literal["dataset"] = Field(alias="class")
    id: list[str]
    size: list[int]
    dimension: dict[str, _Dimension]
    value: list[int | None]


class _Code(Answer):
    code: str
    name: str


class _Codes(Answer):
    codes: list[_Code]


class _Pair(Answer):
    source: str = Field(alias="sourceCode")
    target: str = Field(alias="targetCode")
    valid_from: date | None = Field(default=None, alias="validFrom", strict=False)
    valid_to: date | None = Field(default=None, alias="validTo", strict=False)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on ``day``; ``valid_to`` is the first day it does not."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class _Pairs(Answer):
    pairs: list[_Pair] = Field(alias="correspondenceItems")


def population(asking: Asking) -> Reading:
    """Inhabitants on 1 January of the newest year (table 07459), and what follows from them: the density."""
    dataset = shaped(_Dataset, asking.ask(""))
    codes = _codes(dataset)
    if codes["ContentsCode"] != [_INHABITANTS]:
        raise UnknownShapeError(f"Svaret gjelder {', '.join(codes['ContentsCode'])}, ikke {_INHABITANTS}.")
    year = codes["Tid"][0]
    if not re.fullmatch(r"\d{4}", year):
        raise UnknownShapeError(f"«{year}» er ikke et år.")
    day = f"{year}-01-01"
    # All but the regions are of one, so that a value stands where its region does.
    found = zip(codes["Region"], dataset.value, strict=True)
    counted = {code[1]: value for region, value in found if value is not None and (code := _REGION.fullmatch(region))}
    return Reading(
        tuple(_inhabitants(number, value, day, asking) for number, value in counted.items()),
        valid=day,
    )


def _codes(dataset: _Dataset) -> dict[str, list[str]]:
    """The codes of each dimension, once it is sure that a value belongs to one region."""
    if set(dataset.id) != _DIMENSIONS or set(dataset.dimension) != _DIMENSIONS or len(dataset.id) != len(_DIMENSIONS):
        named = ", ".join(dataset.id)
        raise UnknownShapeError(f"Tabellen er delt etter {named}, ikke etter {', '.join(sorted(_DIMENSIONS))} alene.")
    codes = {name: dataset.dimension[name].category.codes for name in dataset.id}
    sizes = [len(codes[name]) for name in dataset.id]
    if sizes != dataset.size or math.prod(sizes) != len(dataset.value):
        raise UnknownShapeError(f"Tabellen har {len(dataset.value)} tall, men sier at den er {dataset.size}.")
    if len(codes["ContentsCode"]) != 1 or len(codes["Tid"]) != 1:
        raise UnknownShapeError("Tabellen har mer enn ett år eller mer enn ett slags tall.")
    return codes


def _inhabitants(number: str, count: int, day: str, asking: Asking) -> Proposal:
    values = {"folketall": str(count), "folketall_dato": day}
    row = asking.table.rows.get(number)
    if row and row.get(_AREA):
        values["folketetthet_per_km2"] = str(round(count / float(row[_AREA]), 2))
    return Proposal(number, values)


def municipalities(asking: Asking) -> Reading:
    """The municipalities of today with their official names, in all their languages (Klass 131)."""
    listed = shaped(_Codes, asking.ask("")).codes
    names = {each.code: _COUNTY.sub("", each.name) for each in listed if each.code != _UNSTATED}
    _check_numbers(names)
    return Reading(
        tuple(Proposal(number, {"navn_offisielt": name}) for number, name in names.items()),
        valid=asking.day.isoformat(),
    )


def centrality(asking: Asking) -> Reading:
    """The class of centrality of each municipality, 1 (most central) to 6 (Klass 131 to 128)."""
    classes = _one_each((each.source, each.target) for each in _today(asking))
    _check_numbers(classes)
    if strange := sorted({each for each in classes.values() if each.lstrip("0") not in set("123456")}):
        raise UnknownShapeError(f"Klassene er ikke 1 til 6: {', '.join(strange)}.")
    return Reading(
        tuple(Proposal(number, {"sentralitetsklasse": each.lstrip("0")}) for number, each in classes.items()),
        valid=asking.day.isoformat(),
    )


def kostra(asking: Asking) -> Reading:
    """The KOSTRA group of each municipality (Klass 112 to 131); groups of counties are left out."""
    groups = _one_each((each.target, each.source) for each in _today(asking) if _GROUP.fullmatch(each.source))
    _check_numbers(groups)
    return Reading(
        tuple(
            Proposal(number, {"kostra_kode": code, "kostra_gruppe": code.removeprefix("EKG").lstrip("0")})
            for number, code in groups.items()
        ),
        valid=asking.day.isoformat(),
    )


def _today(asking: Asking) -> list[_Pair]:
    return [each for each in shaped(_Pairs, asking.ask("")).pairs if each.holds_on(asking.day)]


def _one_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Municipality → code.

    Raises:
        UnknownShapeError: a municipality has two.
    """
    found: dict[str, str] = {}
    for number, code in pairs:
        if found.setdefault(number, code) != code:
            raise UnknownShapeError(f"{number} står både i {found[number]} og {code} på samme tid.")
    return found


def _check_numbers(numbers: Iterable[str]) -> None:
    if strange := [each for each in numbers if not _NUMBER.fullmatch(each)]:
        raise UnknownShapeError(f"«{strange[0]}» er ikke et kommunenummer.")
