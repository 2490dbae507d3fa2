"""Links by which one municipality tells how far it has come with one solution, without a key, until the link is old."""

from dataclasses import dataclass
from datetime import date

from kunnskapsbase.settings import Settings
from search_api.signing import SignedLinks


@dataclass(frozen=True, slots=True)
class AdoptionLink:
    """What a link says: who may tell, of what, and the last day it is good."""

    solution_id: str
    kommunenummer: str
    expires: date


class AdoptionLinks:
    """Makes and reads links."""

    def __init__(self, settings: Settings) -> None:
        self._links = SignedLinks(settings, "adopsjonslenke")

    def make(self, solution_id: str, kommunenummer: str, day: date) -> tuple[str, AdoptionLink]:
        """A link's token, and what it says."""
        token, expires = self._links.sign([solution_id, kommunenummer], day)
        return token, AdoptionLink(solution_id, kommunenummer, expires)

    def read(self, token: str, day: date) -> AdoptionLink:
        """What a token says.

        Raises:
            ForgedLinkError: it is not one of ours.
            GoneLinkError: it is too old.
        """
        (solution_id, kommunenummer), expires = self._links.parts(token, day)
        return AdoptionLink(solution_id, kommunenummer, expires)
