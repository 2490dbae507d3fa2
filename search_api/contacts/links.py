"""Confirmation links.

A link names a contact as it was when the link was made; that it was used can be seen of the contact itself, so links
need not be kept.
"""

from dataclasses import dataclass
from datetime import date

from kunnskapsbase.settings import Settings
from search_api.signing import SignedLinks


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says: the contact, its version and the day when the link was made, and the last day it is good."""

    contact_id: str
    version: str
    made: date
    expires: date


class ConfirmationLinks:
    """Makes and reads links."""

    def __init__(self, settings: Settings) -> None:
        self._links = SignedLinks(settings, "bekreftelseslenke")

    def make(self, contact_id: str, version: str, day: date) -> tuple[str, Link]:
        """A link's token, and what it says."""
        token, expires = self._links.sign([contact_id, version, day.isoformat()], day)
        return token, Link(contact_id, version, day, expires)

    def read(self, token: str, day: date) -> Link:
        """What a token says.

        Raises:
            ForgedLinkError: it is not one of ours.
            GoneLinkError: it is too old.
        """
        (contact_id, version, made), expires = self._links.parts(token, day)
        return Link(contact_id, version, date.fromisoformat(made), expires)
