"""The keys to the API. Of a key's secret only a hash is kept: whoever reads the store cannot write through the API."""

import hashlib
import hmac
import secrets
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Row, String, Table, insert, select, update

from kunnskapsbase.api_key import ApiKey
from kunnskapsbase.audit import LOCAL, Action, ActorRole, AuditEntry
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import audit
from kunnskapsbase.records.database import metadata
from kunnskapsbase.records.ledger import now
from kunnskapsbase.records.open_store import OpenStore

# What a key begins with, so that one that has leaked can be recognised, also by programs that look for such.
PREFIX = "lostfor"
_ID_BYTES = 4
_SECRET_BYTES = 32

_api_key = Table(
    "api_key",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("kommunenummer", String),
    Column("secret_sha256", String, nullable=False),
    Column("created", String, nullable=False),
    Column("revoked", String),
    Column("last_used", String),
)


def _hash(secret: str) -> str:
    # One round is enough: the secret is 256 random bits and not a password that can be guessed at.
    return hashlib.sha256(secret.encode()).hexdigest()


def _of(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        role=ActorRole(row.role),
        kommunenummer=row.kommunenummer,
        created=date.fromisoformat(row.created),
        revoked=date.fromisoformat(row.revoked) if row.revoked else None,
        last_used=date.fromisoformat(row.last_used) if row.last_used else None,
    )


def _note(connection: Connection, action: Action, key_id: str) -> None:
    audit.note(connection, AuditEntry(now(), LOCAL, action, "nøkkel", key_id))


class Keys(OpenStore):
    """The keys in a store. Safe under threads; raises StoreFullError where there is no room to write in.

    They are made and revoked on the machine that has the store, and the audit trail says so.
    """

    def create(self, name: str, role: ActorRole, day: date, kommunenummer: str | None = None) -> tuple[ApiKey, str]:
        """Make a key; the second thing given is the key itself, which cannot be had again.

        Raises:
            InputError: a municipality's key without a kommunenummer, another's with one, or a key without a name.
        """
        if not name.strip():
            raise InputError("Nøkkelen må ha et navn som sier hvem den er for.", parameter="name")
        if (role is ActorRole.MUNICIPALITY) != (kommunenummer is not None):
            raise InputError(
                "En nøkkel med rollen «municipality» må ha et kommunenummer, og bare en slik nøkkel kan ha det.",
                parameter="kommunenummer",
            )
        key = ApiKey(secrets.token_hex(_ID_BYTES), name.strip(), role, kommunenummer, day)
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        row = {
            "id": key.id,
            "name": key.name,
            "role": key.role.value,
            "kommunenummer": key.kommunenummer,
            "secret_sha256": _hash(secret),
            "created": day.isoformat(),
        }
        with self._engine.begin() as connection:
            connection.execute(insert(_api_key).values(row))
            _note(connection, Action.CREATED, key.id)
        return key, f"{PREFIX}_{key.id}_{secret}"

    def find(self, presented: str, day: date) -> ApiKey | None:
        """The key that was presented, revoked or not, or ``None`` where there is none such; notes the day it was used.

        One that is revoked is given back too, so that its holder can be told so.
        """
        prefix, _, rest = presented.partition("_")
        key_id, _, secret = rest.partition("_")
        if prefix != PREFIX or not key_id.isalnum():
            return None
        with self._engine.connect() as connection:
            row = connection.execute(select(_api_key).where(_api_key.c.id == key_id)).one_or_none()
        if row is None or not hmac.compare_digest(row.secret_sha256, _hash(secret)):
            return None
        key = _of(row)
        if key.revoked is None and key.last_used != day:
            with self._engine.begin() as connection:
                connection.execute(update(_api_key).where(_api_key.c.id == key_id).values(last_used=day.isoformat()))
        return key

    def each(self) -> list[ApiKey]:
        """Every key, the oldest first."""
        with self._engine.connect() as connection:
            return [
                _of(row) for row in connection.execute(select(_api_key).order_by(_api_key.c.created, _api_key.c.id))
            ]

    def revoke(self, key_id: str, day: date) -> ApiKey:
        """Let a key be of no use from now on. Revoking it again changes nothing.

        Raises:
            InputError: no key has this id.
        """
        open_one = (_api_key.c.id == key_id) & _api_key.c.revoked.is_(None)
        with self._engine.begin() as connection:
            if connection.execute(update(_api_key).where(open_one).values(revoked=day.isoformat())).rowcount:
                _note(connection, Action.CHANGED, key_id)
            row = connection.execute(select(_api_key).where(_api_key.c.id == key_id)).one_or_none()
        if row is None:
            raise InputError(f"Ingen nøkkel har id-en «{key_id}». «python -m search_api keys list» viser alle.")
        return _of(row)
