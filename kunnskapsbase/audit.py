"""Who wrote what and when: one entry for every write, by the id of the key and its role and never by a person."""

from dataclasses import dataclass
from enum import StrEnum


class ActorRole(StrEnum):
    """What the one who writes may do. ``ANYONE`` is for what is written without a key, and no key has it."""

    ORGANISER = "organiser"
    ADVISER = "adviser"
    MUNICIPALITY = "municipality"
    ADMIN = "admin"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes: the id of an API key, and the role that it has."""

    key_id: str
    role: ActorRole


# Whoever runs the commands on the machine that has the store.
LOCAL = Actor("lokal", ActorRole.ADMIN)
# Whoever answers «did this help?»: nothing of them is kept.
ANYONE = Actor("", ActorRole.ANYONE)


class Action(StrEnum):
    """What was done to an entity."""

    CREATED = "opprettet"
    CHANGED = "endret"
    REMOVED = "fjernet"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A write. ``when`` is ISO 8601 in UTC; a day alone for what is kept without who wrote it.

    ``entity`` is its kind («adopsjon», «kontakt»). ``entity_id`` tells nothing of what it was when it is gone.
    """

    when: str
    by: Actor
    action: Action
    entity: str
    entity_id: str
