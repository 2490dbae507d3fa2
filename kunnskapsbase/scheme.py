"""Schemes: money that can be applied for. Each says no more than its source; what the source does not say is empty.

The files in ``corpus/ordninger`` are the seed; the English field names are the code's, their aliases the Norwegian keys
people write. A solution is «financed by» a scheme when its funding names the scheme, by name or by alias.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from kunnskapsbase.entity import Address, EntityPart, EntitySource, Id
from kunnskapsbase.municipalities import fold
from kunnskapsbase.solution import Text

# What the record store calls them.
SCHEME = "ordning"
_WORD = re.compile(r"\w+")


class SchemeLevel(StrEnum):
    """Who stands behind the money."""

    INTERNATIONAL = "internasjonal"
    NATIONAL = "nasjonal"
    REGIONAL = "regional"
    COUNTY = "fylkeskommunal"
    MUNICIPAL = "kommunal"


class SchemeStatus(StrEnum):
    """Whether it can be applied for, when it was last looked into."""

    ACTIVE = "aktiv"
    EXPIRED = "utløpt"
    UNKNOWN = "ukjent"


class Scheme(EntityPart):
    """One scheme: one file in ``corpus/ordninger``."""

    id: Id
    name: Text = Field(alias="navn")
    aliases: tuple[Text, ...] = Field(
        default=(), alias="alias", description="Andre navn på ordningen, slik kilder skriver dem i «finansiering»."
    )
    purpose: Text | None = Field(default=None, alias="formaal")
    who_may_apply: Text | None = Field(default=None, alias="hvem_kan_soke")
    deadline: date | None = Field(default=None, alias="soknadsfrist", description="Siste dag å søke, når den er kjent.")
    deadline_text: Text | None = Field(
        default=None, alias="soknadsfrist_tekst", description="Fristen i ord, når den ikke er én dato: «løpende»."
    )
    link: Address | None = Field(default=None, alias="lenke")
    manager: Text | None = Field(default=None, alias="forvalter")
    level: SchemeLevel | None = Field(default=None, alias="nivaa")
    status: SchemeStatus = Field(default=SchemeStatus.UNKNOWN)
    checked: date | None = Field(
        default=None, alias="kontrollert", description="Dagen statusen sist ble undersøkt hos forvalteren."
    )
    note: Text | None = Field(default=None, alias="merknad")
    sources: tuple[EntitySource, ...] = Field(alias="kilder", min_length=1)

    @model_validator(mode="after")
    def _active_is_dated(self) -> "Scheme":
        if self.status is SchemeStatus.ACTIVE and self.checked is None:
            raise ValueError("status er aktiv, men kontrollert mangler")
        return self

    def standing(self, today: date) -> SchemeStatus:
        """The status as of ``today``: a deadline that has passed makes it expired."""
        if self.deadline is not None and self.deadline < today:
            return SchemeStatus.EXPIRED
        return self.status

    def expired(self, today: date) -> bool:
        """Whether it is known that nobody can apply any more."""
        return self.standing(today) is SchemeStatus.EXPIRED

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


def _phrase(text: str) -> str:
    """The words of a text with a space around each, so that a name is found as whole words alone."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


class Schemes:
    """All schemes, looked up by id and by what a solution says of its funding."""

    def __init__(self, schemes: Iterable[Scheme]) -> None:
        self._schemes = {scheme.id: scheme for scheme in schemes}
        self._phrases = [(_phrase(name), scheme) for scheme in self._schemes.values() for name in scheme.names]

    def __iter__(self) -> Iterator[Scheme]:
        return iter(self._schemes.values())

    def __len__(self) -> int:
        return len(self._schemes)

    def get(self, scheme_id: str) -> Scheme | None:
        """The scheme with this id."""
        return self._schemes.get(scheme_id)

    def financing(self, funding: str | None) -> tuple[Scheme, ...]:
        """The schemes that a text about funding names, by id; several where it names several."""
        text = _phrase(funding or "")
        found = {scheme.id: scheme for phrase, scheme in self._phrases if phrase in text}
        return tuple(found[each] for each in sorted(found))
