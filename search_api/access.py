"""Who may write: the key of a request, the role it gives, and whose things that role may change. Reading is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from kunnskapsbase.api_key import KEY_ROLES, ApiKey
from kunnskapsbase.audit import Actor, ActorRole
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.municipalities import Municipality
from search_api.dependencies import PROBLEM, Service

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="ApiKey",
    description="`Authorization: Bearer <nøkkel>`. Nøkler lages med `python -m search_api keys create`.",
)
# What a route that takes a key says of it in the OpenAPI description.
NEEDS_KEY: dict[int | str, dict[str, Any]] = {
    401: {**PROBLEM, "description": "No key, or one that is unknown or revoked."},
    403: {**PROBLEM, "description": "The key's role may not do this."},
}


class NoKeyError(KunnskapsbaseError):
    """The request has no key, or one that is of no use."""


class ForbiddenError(KunnskapsbaseError):
    """The key is good, and its role may not do this."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever writes: the holder of a key."""

    key: ApiKey

    @property
    def actor(self) -> Actor:
        """The caller as the audit names it."""
        return Actor(self.key.id, self.key.role)

    def may_act_for(self, municipality: Municipality) -> None:
        """Nothing, where the caller may write for ``municipality``: its own, for a municipality's key.

        Raises:
            ForbiddenError: it is somebody else's.
        """
        own = self.key.kommunenummer
        if self.key.role is ActorRole.MUNICIPALITY and own != municipality.kommunenummer:
            raise ForbiddenError(
                f"Nøkkelen gjelder for kommune {own} og kan ikke skrive for {municipality.name} "
                f"({municipality.kommunenummer}). Be kommunen selv, en rådgiver eller arrangøren om å gjøre det."
            )


def writer(*roles: ActorRole) -> Callable[..., Caller]:
    """A dependency that lets through the holders of a key with one of ``roles``; all of them where none is named."""
    allowed = roles or KEY_ROLES

    def caller(
        service: Service, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
    ) -> Caller:
        if credentials is None:
            raise NoKeyError("Dette krever en nøkkel. Send den i hodet: Authorization: Bearer <nøkkel>.")
        key = service.stores.keys.find(credentials.credentials, date.today())
        if key is None:
            raise NoKeyError("Nøkkelen er ukjent. Se etter at hele er kommet med, eller be om en ny.")
        if key.revoked:
            raise NoKeyError(f"Nøkkelen ble trukket tilbake {key.revoked}. Be om en ny.")
        if key.role not in allowed:
            needed = " eller ".join(f"«{role.value}»" for role in allowed)
            raise ForbiddenError(f"Nøkkelen har rollen «{key.role.value}». Dette krever {needed}.")
        return Caller(key)

    return caller


Writer = Annotated[Caller, Depends(writer())]
Everywhere = Annotated[Caller, Depends(writer(ActorRole.ORGANISER, ActorRole.ADVISER, ActorRole.ADMIN))]
Admin = Annotated[Caller, Depends(writer(ActorRole.ADMIN))]
