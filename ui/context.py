"""What every part of the page needs: its texts, the API, and who asks."""

from dataclasses import dataclass

from search_api import wire
from ui.api_client import ApiClient
from ui.texts import Texts


@dataclass(frozen=True, slots=True)
class PageContext:
    """One run of the page. ``asker`` is the name of the municipality that asks, where it is known."""

    texts: Texts
    client: ApiClient
    municipalities: tuple[wire.MunicipalityBrief, ...]
    asker: str | None = None

    def municipality(self, kommunenummer: str | None) -> wire.MunicipalityBrief | None:
        """The municipality with a number of today."""
        return next((each for each in self.municipalities if each.kommunenummer == kommunenummer), None)

    @property
    def counties(self) -> list[str]:
        """The counties of today by name."""
        return sorted({each.county for each in self.municipalities}, key=norwegian_order)


def norwegian_order(word: str) -> str:
    """A key that sorts æ, ø and å after z."""
    return word.casefold().replace("æ", "{").replace("ø", "|").replace("å", "}")
