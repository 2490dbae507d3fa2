"""Confirmation links: signed, so that nobody makes one but us, and good for some days.

A link names a contact as it was when the link was made; that it was used can be seen of the contact itself, so links
need not be kept.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from itsdangerous import BadData, URLSafeSerializer

from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import Settings
from search_api.secret import secret_of

_SALT = "bekreftelseslenke"


class ForgedLinkError(KunnskapsbaseError):
    """We did not make this link, or it was changed on its way."""


class GoneLinkError(KunnskapsbaseError):
    """The link was good once."""


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
        self._days = settings.confirmation_days
        self._signer = URLSafeSerializer(secret_of(settings), salt=_SALT)

    def make(self, contact_id: str, version: str, day: date) -> tuple[str, Link]:
        """A link's token, and what it says."""
        link = Link(contact_id, version, day, day + timedelta(days=self._days))
        token = self._signer.dumps([contact_id, version, link.made.isoformat(), link.expires.isoformat()])
        return str(token), link

    def read(self, token: str, day: date) -> Link:
        """What a token says.

        Raises:
            ForgedLinkError: it is not one of ours.
            GoneLinkError: it is too old.
        """
        try:
            contact_id, version, made, expires = self._signer.loads(token)
        except BadData:
            raise ForgedLinkError(
                "Lenken er ikke gyldig. Se etter at hele lenken er kommet med, eller be om en ny."
            ) from None
        link = Link(contact_id, version, date.fromisoformat(made), date.fromisoformat(expires))
        if day > link.expires:
            raise GoneLinkError(f"Lenken gjaldt til og med {link.expires}. Be om en ny.")
        return link
