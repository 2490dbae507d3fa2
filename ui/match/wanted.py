"""What is to be matched, as it stands in the address."""

from dataclasses import dataclass
from typing import Self

from ui.api_client import Parameters
from ui.visit import Address, last

LONGEST_THEME = 100
MOST_EACH = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Help with a ``theme`` for all municipalities of a ``county`` or a ``network`` (its id), from so many ``each``."""

    county: str | None = None
    theme: str = ""
    each: int = 1
    network: str | None = None

    @classmethod
    def from_address(cls, address: Address) -> Self:
        """What the address asks for; what makes no sense in it is left out, and a county goes before a network."""
        said = last(address, "hver")
        each = int(said) if said.isascii() and said.isdigit() and len(said) == 1 else 1
        county = last(address, "fylke")[:100] or None
        return cls(
            county=county,
            theme=last(address, "tema")[:LONGEST_THEME],
            each=min(max(each, 1), MOST_EACH),
            network=None if county else last(address, "nettverk")[:200] or None,
        )

    def to_address(self) -> dict[str, str]:
        """The parameters of the address; what is as usual is not there."""
        every = {
            "fylke": self.county,
            "nettverk": self.network,
            "tema": self.theme,
            "hver": str(self.each) if self.each > 1 else None,
        }
        return {key: value for key, value in every.items() if value}

    def to_parameters(self) -> Parameters:
        """The parameters of the API's ``/v1/mentors/board``."""
        area = ("county", self.county) if self.county else ("network", self.network)
        return [area, ("theme", self.theme), ("mentors", self.each)]

    @property
    def area(self) -> str | None:
        """The county's name or the network's id, whichever is told."""
        return self.county or self.network

    @property
    def asks(self) -> bool:
        """Whether both an area and a theme are told."""
        return self.area is not None and any(letter.isalnum() for letter in self.theme)
