"""What goes with a reader from page to page: the language, who they are, and what they have saved."""

import re
from dataclasses import dataclass, replace
from typing import Protocol, Self

from ui.texts import Language, language_of

MOST_SAVED = 30
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Address(Protocol):
    """The part of Streamlit's query parameters that is used."""

    def get_all(self, key: str) -> list[str]:
        """Every value of a parameter."""
        ...


def last(address: Address, key: str) -> str:
    """The last value of a parameter, or an empty text."""
    values = address.get_all(key)
    return values[-1].strip() if values else ""


def solution_id(said: str) -> str | None:
    """The id of a solution, or ``None`` where what is said cannot be one."""
    return said if len(said) <= 200 and _ID.fullmatch(said) else None


@dataclass(frozen=True, slots=True)
class Visit:
    """``municipality`` is the kommunenummer of the one who asks; ``saved`` are ids of solutions, oldest first."""

    language: Language = "nb"
    municipality: str | None = None
    saved: tuple[str, ...] = ()

    @classmethod
    def from_address(cls, address: Address) -> Self:
        """The visit of an address; what makes no sense in it is left out."""
        ids = (solution_id(each) for each in last(address, "lagret").split(","))
        return cls(
            language=language_of(last(address, "sprak")),
            municipality=last(address, "kommune")[:20] or None,
            saved=tuple(dict.fromkeys(each for each in ids if each))[:MOST_SAVED],
        )

    def to_address(self) -> dict[str, str]:
        """The parameters of the address; what is as usual is not there."""
        every = {
            "sprak": "nn" if self.language == "nn" else None,
            "kommune": self.municipality,
            "lagret": ",".join(self.saved) or None,
        }
        return {key: value for key, value in every.items() if value}

    def with_language(self, language: Language) -> "Visit":
        """The same visit in another language."""
        return replace(self, language=language)

    def toggling(self, wanted: str) -> "Visit":
        """The same visit with a solution saved, or no longer saved where it was."""
        if wanted in self.saved:
            return replace(self, saved=tuple(each for each in self.saved if each != wanted))
        return replace(self, saved=(*self.saved, wanted)[-MOST_SAVED:])
