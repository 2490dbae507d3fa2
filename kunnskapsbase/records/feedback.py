"""Answers to «did this help?», counted: with the day, and nothing of who gave them."""

from collections.abc import Iterator

from sqlalchemy import Column, Integer, insert, select, update
from sqlalchemy.exc import IntegrityError

from kunnskapsbase.audit import ANYONE, Action, AuditEntry
from kunnskapsbase.feedback import Feedback
from kunnskapsbase.records import audit
from kunnskapsbase.records.entities import entity_table, key_column
from kunnskapsbase.records.open_store import OpenStore

_feedback = entity_table("feedback", key_column("solution_id"), Column("times", Integer, nullable=False))
_KIND = "tilbakemelding"


class Feedbacks(OpenStore):
    """The answers in a store. Safe under threads; raises StoreFullError and StoreLockedError as ``Entities`` does."""

    def record(self, feedback: Feedback) -> None:
        """Count an answer.

        The audit trail says that one came on that day: by anyone, also when it came with a key, and at no time of day.
        """
        if self._count_again(feedback):
            return
        body = feedback.model_dump_json(by_alias=True)
        row = {"id": feedback.id, "solution_id": feedback.solution_id, "times": 1, "body": body}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_feedback).values(row))
                audit.note(connection, _entry(feedback, Action.CREATED))
        except IntegrityError:
            # Somebody gave the same answer since we looked.
            self._count_again(feedback)

    def _count_again(self, feedback: Feedback) -> bool:
        again = update(_feedback).where(_feedback.c.id == feedback.id).values(times=_feedback.c.times + 1)
        with self._engine.begin() as connection:
            if not connection.execute(again).rowcount:
                return False
            audit.note(connection, _entry(feedback, Action.CHANGED))
        return True

    def each(self, solution_id: str | None = None) -> Iterator[tuple[Feedback, int]]:
        """The answers, of one solution or of all, each with how many gave it."""
        query = select(_feedback).order_by(_feedback.c.id)
        if solution_id is not None:
            query = query.where(_feedback.c.solution_id == solution_id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return ((Feedback.model_validate_json(row.body), row.times) for row in rows)


def _entry(feedback: Feedback, action: Action) -> AuditEntry:
    return AuditEntry(feedback.day.isoformat(), ANYONE, action, _KIND, feedback.id)
