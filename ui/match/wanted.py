"""What is to be matched, as it stands in the address."""

from dataclasses import dataclass
from typing import Self

from ui.api_client import Parameters
from ui.visit import Address, last

LONGEST_THEME = 100
MOST_EACH = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Help with a ``theme`` for all municipalities of a ``county``, from so many mentors ``each``."""

    county: str | None = None
    theme: str = ""
    each: int = 1

    @classmethod
    def from_address(cls, address: Address) -> Self:
        """What the address asks for; what makes no sense in it is left out."""
        said = last(address, "hver")
        each = int(said) if said.isascii() and said.isdigit() and len(said) == 1 else 1
        theme = last(address, "tema")[:LONGEST_THEME]
        return cls(last(address, "fylke")[:100] or None, theme, min(max(each, 1), MOST_EACH))

    def to_address(self) -> dict[str, str]:
        """The parameters of the address; what is as usual is not there."""
        every = {"fylke": self.county, "tema": self.theme, "hver": str(self.each) if self.each > 1 else None}
        return {key: value for key, value in every.items() if value}

    def to_parameters(self) -> Parameters:
        """The parameters of the API's ``/v1/mentors/board``."""
        return [("county", self.county), ("theme", self.theme), ("mentors", self.each)]

    @property
    def asks(self) -> bool:
        """Whether both a county and a theme are told."""
        return self.county is not None and any(letter.isalnum() for letter in self.theme)
