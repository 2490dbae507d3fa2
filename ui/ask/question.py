"""The question as it stands in the page's address, so that a link shows the same page to someone else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from ui.api_client import Parameters
from ui.texts import LANGUAGES, LEVELS, SECTORS, STATUSES
from ui.visit import Address, last

LONGEST = 1000
FIRST_LIMIT = 10
LAST_LIMIT = 50
_MOST_INHABITANTS = 10_000_000
# What was understood and is not to be used: as it stands in the address, and as the API calls it.
LEFT_OUT = {
    "kommune": "municipality",
    "storrelse": "size",
    "fylke": "county",
    "landsdel": "region",
    "sektor": "sector",
    "status": "status",
    "aar": "year",
    "fagord": "field_words",
}


def _number(values: Sequence[str]) -> int | None:
    said = values[-1].strip() if values else ""
    return min(int(said), _MOST_INHABITANTS) if said.isascii() and said.isdigit() and len(said) < 12 else None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, for whom and within which bounds. ``left_out`` is not used although the words say it."""

    text: str = ""
    municipality: str | None = None
    counties: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    # Levels of verification.
    levels: tuple[str, ...] = ()
    population_min: int | None = None
    population_max: int | None = None
    language: str | None = None
    left_out: tuple[str, ...] = ()
    limit: int = FIRST_LIMIT

    @classmethod
    def from_address(cls, address: Address) -> Self:
        """The question of an address; what makes no sense in it is left out."""
        limit = _number(address.get_all("antall")) or FIRST_LIMIT
        return cls(
            text=last(address, "q")[:LONGEST],
            municipality=last(address, "kommune")[:20] or None,
            counties=tuple(dict.fromkeys(each for each in address.get_all("fylke") if each)),
            sectors=tuple(each for each in SECTORS if each in address.get_all("sektor")),
            statuses=tuple(each for each in STATUSES if each in address.get_all("status")),
            levels=tuple(each for each in LEVELS if each in address.get_all("kontroll")),
            population_min=_number(address.get_all("fra")),
            population_max=_number(address.get_all("til")),
            language=last(address, "maalform") if last(address, "maalform") in LANGUAGES else None,
            left_out=tuple(part for said, part in LEFT_OUT.items() if said in address.get_all("uten")),
            limit=min(max(limit, FIRST_LIMIT), LAST_LIMIT),
        )

    def to_address(self) -> Mapping[str, str | list[str]]:
        """The parameters of the address; what is not chosen is not there."""
        every: dict[str, str | list[str] | None] = {
            "q": self.text,
            "kommune": self.municipality,
            "fylke": list(self.counties),
            "sektor": list(self.sectors),
            "status": list(self.statuses),
            "kontroll": list(self.levels),
            "fra": None if self.population_min is None else str(self.population_min),
            "til": None if self.population_max is None else str(self.population_max),
            "maalform": self.language,
            "uten": [said for said, part in LEFT_OUT.items() if part in self.left_out],
            "antall": str(self.limit) if self.limit != FIRST_LIMIT else None,
        }
        return {key: value for key, value in every.items() if value}

    def to_parameters(self) -> Parameters:
        """The parameters of the API's ``/v1/solutions``."""
        parameters: Parameters = [("q", self.text), ("limit", self.limit)]
        if self.municipality is not None:
            parameters.append(("municipality", self.municipality))
        parameters.extend(self.filters())
        parameters.extend(("without", each) for each in self.left_out)
        return parameters

    def filters(self) -> Parameters:
        """The filters alone, as the API's ``/v1/coverage`` takes them too."""
        single = {
            "population_min": self.population_min,
            "population_max": self.population_max,
            "language": self.language,
        }
        several = {
            "county": self.counties,
            "sector": self.sectors,
            "status": self.statuses,
            "verification": self.levels,
        }
        parameters: Parameters = [(key, value) for key, value in single.items() if value is not None]
        parameters.extend((key, each) for key, values in several.items() for each in values)
        return parameters

    @property
    def asks(self) -> bool:
        """Whether there is a word to search for."""
        return any(letter.isalnum() for letter in self.text)

    @property
    def span_is_reversed(self) -> bool:
        """Whether the smallest size is larger than the largest."""
        low, high = self.population_min, self.population_max
        return low is not None and high is not None and low > high

    @property
    def filter_count(self) -> int:
        """How many filters are chosen."""
        singles = (self.population_min, self.population_max, self.language)
        chosen = sum(each is not None for each in singles)
        return chosen + len(self.counties) + len(self.sectors) + len(self.statuses) + len(self.levels)

    def without_filters(self) -> "Question":
        """The same question from the same municipality, with nothing narrowed."""
        return Question(text=self.text, municipality=self.municipality, left_out=self.left_out)

    def leaving_out(self, part: str) -> "Question":
        """The same question, with one thing that was understood of it not used."""
        return replace(self, left_out=tuple(each for each in LEFT_OUT.values() if each in {*self.left_out, part}))

    def using_again(self, part: str) -> "Question":
        """The same question, with one thing that was left out used again."""
        return replace(self, left_out=tuple(each for each in self.left_out if each != part))

    def with_more(self) -> "Question":
        """The same question with room for more answers."""
        return replace(self, limit=min(self.limit + FIRST_LIMIT, LAST_LIMIT))
