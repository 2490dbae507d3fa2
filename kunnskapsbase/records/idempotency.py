"""Writes that may be sent again: the answer to a request that carried an Idempotency-Key is kept for a day.

Kept are hashes of who sent it and of what was sent, and the answer. A request that is being answered has a row without
an answer; when its process dies, the row gives way after a minute.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from kunnskapsbase.records.database import metadata
from kunnskapsbase.records.open_store import OpenStore

KEPT_FOR = timedelta(hours=24)
# Longer than any write takes, so that what is still without an answer then was left by a process that died.
ANSWERED_WITHIN = timedelta(seconds=60)

_idempotent = Table(
    "idempotent_request",
    metadata,
    Column("scope", String, primary_key=True),
    Column("content_sha256", String, nullable=False),
    Column("status", Integer),
    Column("answer", Text),
    Column("begun", String, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that was given before: the HTTP status and the body."""

    status: int
    body: str


class InFlightError(Exception):
    """The same request is being answered at this moment."""


class OtherContentError(Exception):
    """The same key came with another content before."""


def forget_answers(connection: Connection) -> None:
    """Forget every answer that is kept: they may tell of what is taken down."""
    connection.execute(delete(_idempotent).where(_idempotent.c.status.is_not(None)))


def scope_of(who: str, where: str, key: str) -> str:
    """What a key is good for: one sender and one address."""
    return hashlib.sha256("\0".join((who, where, key)).encode()).hexdigest()


class IdempotentRequests(OpenStore):
    """The kept answers in a store. Safe under threads and among processes."""

    def begin(self, scope: str, content: bytes, now: datetime | None = None) -> KeptAnswer | None:
        """The answer given before; ``None`` for a request that is now to be answered, then ``finish``ed or ``drop``ped.

        Raises:
            InFlightError: it is being answered already.
            OtherContentError: it was sent before with another content.
        """
        moment = now or datetime.now(UTC)
        sha256 = hashlib.sha256(content).hexdigest()
        self._forget(moment)
        row = {"scope": scope, "content_sha256": sha256, "begun": _text(moment)}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_idempotent).values(row))
                return None
        except IntegrityError:
            return self._before(scope, sha256)

    def _before(self, scope: str, sha256: str) -> KeptAnswer:
        with self._engine.connect() as connection:
            row = connection.execute(select(_idempotent).where(_idempotent.c.scope == scope)).one_or_none()
        # Dropped in between: whoever dropped it failed, and this one may be sent again like any other.
        if row is None or (row.content_sha256 == sha256 and row.status is None):
            raise InFlightError
        if row.content_sha256 != sha256:
            raise OtherContentError
        return KeptAnswer(row.status, row.answer)

    def finish(self, scope: str, answer: KeptAnswer) -> None:
        """Keep the answer."""
        values = {"status": answer.status, "answer": answer.body}
        with self._engine.begin() as connection:
            connection.execute(update(_idempotent).where(_idempotent.c.scope == scope).values(values))

    def drop(self, scope: str) -> None:
        """Forget a request that came to nothing, so that it may be tried again."""
        with self._engine.begin() as connection:
            connection.execute(delete(_idempotent).where(_idempotent.c.scope == scope))

    def _forget(self, moment: datetime) -> None:
        old = _idempotent.c.begun < _text(moment - KEPT_FOR)
        left = _idempotent.c.status.is_(None) & (_idempotent.c.begun < _text(moment - ANSWERED_WITHIN))
        with self._engine.begin() as connection:
            connection.execute(delete(_idempotent).where(old | left))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
