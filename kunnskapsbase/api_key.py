"""Keys to the API: who may write, in which role. A key belongs to a body or a role in it, never to a person."""

from dataclasses import dataclass
from datetime import date

from kunnskapsbase.audit import ActorRole

# What each of them may do stands in docs/api.md.
KEY_ROLES = tuple(role for role in ActorRole if role is not ActorRole.ANYONE)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as the store knows it, without its secret.

    ``kommunenummer`` is set for a municipality's key alone. ``last_used`` is a day and no more exact than that.
    """

    id: str
    name: str
    role: ActorRole
    kommunenummer: str | None
    created: date
    revoked: date | None = None
    last_used: date | None = None
