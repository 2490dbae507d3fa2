"""What every part of a page needs: its texts, the API, the visit, and who asks."""

from dataclasses import dataclass, replace

from search_api.wire_municipalities import MunicipalityBrief
from tables.order import alphabetical
from ui.api_client import ApiClient
from ui.served import all_municipalities, shared_client
from ui.texts import Texts
from ui.visit import Visit


@dataclass(frozen=True, slots=True)
class PageContext:
    """One run of a page. ``asker`` is the municipality that asks, where it is known."""

    texts: Texts
    client: ApiClient
    visit: Visit
    municipalities: tuple[MunicipalityBrief, ...]
    asker: MunicipalityBrief | None = None

    def municipality(self, kommunenummer: str | None) -> MunicipalityBrief | None:
        """The municipality with a number of today."""
        return next((each for each in self.municipalities if each.kommunenummer == kommunenummer), None)

    def asked_by(self, kommunenummer: str | None) -> "PageContext":
        """The same, asked by a municipality of today; by nobody known where no municipality has the number."""
        asker = self.municipality(kommunenummer)
        visit = replace(self.visit, municipality=asker.kommunenummer if asker else None)
        return replace(self, asker=asker, visit=visit)

    @property
    def counties(self) -> list[str]:
        """The counties of today by name."""
        return sorted({each.county for each in self.municipalities}, key=alphabetical)


def context_of(visit: Visit, texts: Texts) -> PageContext:
    """What a page needs, with the municipalities the API knows.

    Raises:
        ApiError: the API does not answer.
    """
    municipalities = sorted(all_municipalities(), key=lambda each: alphabetical(each.name))
    context = PageContext(texts, shared_client(), visit, tuple(municipalities))
    return context.asked_by(visit.municipality)
