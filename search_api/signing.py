"""Signed links: nobody makes one but us, each is good for some days, and none is kept.

Each kind of link has a name of its own that it is signed with, so that one kind cannot be used for another.
"""

from datetime import date, timedelta

from itsdangerous import BadData, URLSafeSerializer

from kunnskapsbase.audit import Actor, ActorRole
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import Settings
from search_api.secret import secret_of

# How the audit trail names whoever answers a link.
BY_LINK = Actor("lenke", ActorRole.MUNICIPALITY)


class ForgedLinkError(KunnskapsbaseError):
    """We did not make this link, or it was changed on its way."""


class GoneLinkError(KunnskapsbaseError):
    """The link was good once."""


class SignedLinks:
    """Makes and reads the links of one ``kind``."""

    def __init__(self, settings: Settings, kind: str) -> None:
        self._days = settings.confirmation_days
        self._signer = URLSafeSerializer(secret_of(settings), salt=kind)

    def sign(self, parts: list[str], day: date) -> tuple[str, date]:
        """The token of a link made on ``day`` that says ``parts``, and the last day it is good."""
        expires = day + timedelta(days=self._days)
        return str(self._signer.dumps([*parts, expires.isoformat()])), expires

    def parts(self, token: str, day: date) -> tuple[list[str], date]:
        """What a token says, and the last day it is good.

        Raises:
            ForgedLinkError: it is not one of ours.
            GoneLinkError: it is too old.
        """
        try:
            *parts, last_day = self._signer.loads(token)
        except BadData:
            raise ForgedLinkError(
                "Lenken er ikke gyldig. Se etter at hele lenken er kommet med, eller be om en ny."
            ) from None
        expires = date.fromisoformat(last_day)
        if day > expires:
            raise GoneLinkError(f"Lenken gjaldt til og med {expires}. Be om en ny.")
        return parts, expires
