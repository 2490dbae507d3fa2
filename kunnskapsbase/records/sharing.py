"""What organisers share: uploads as they were read, their masked text, and the drafts made of them.

An upload comes and goes with its text and drafts, and a draft is published or withdrawn with the record that is
searched: each in one transaction.
"""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Integer, delete, insert
from sqlalchemy.exc import IntegrityError

from kunnskapsbase.audit import Action, Actor, AuditEntry
from kunnskapsbase.records import audit
from kunnskapsbase.records.entities import Entities, entity_table, key_column, row_of
from kunnskapsbase.records.idempotency import forget_answers
from kunnskapsbase.records.ledger import SourceEntry, now
from kunnskapsbase.records.store import Record, put_beside, withdraw_beside
from kunnskapsbase.sharing import ExperienceDraft, Upload, UploadedText

_upload = entity_table("upload")
_text = entity_table("uploaded_text")
_draft = entity_table(
    "experience_draft",
    key_column("upload_id"),
    key_column("solution_id", nullable=True),
    Column("number", Integer, nullable=False),
)


class Uploads(Entities[Upload]):
    """The uploads. Equal content is one upload."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _upload, Upload, "opplasting")

    def keep(self, upload: Upload, text: UploadedText, drafts: Sequence[ExperienceDraft], by: Actor) -> Upload:
        """Keep an upload with its text and drafts, all of it or nothing; one that is there already is answered with."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_upload).values(row_of(_upload, upload)))
                connection.execute(insert(_text).values(row_of(_text, text)))
                if drafts:
                    connection.execute(insert(_draft), [row_of(_draft, each) for each in drafts])
                self._note(connection, by, Action.CREATED, upload.id)
        except IntegrityError:
            # The same file, sent from somewhere else at the same time.
            there = self.get(upload.id)
            if there is None:
                raise
            return there
        return upload

    def remove(self, entity: Upload, by: Actor) -> None:
        """Remove an upload with its text and drafts. What was published of it stays, and can be taken down.

        Raises:
            ConflictError: it was changed or removed meanwhile.
        """
        with self._engine.begin() as connection:
            self._delete(connection, entity)
            connection.execute(delete(_text).where(_text.c.id == entity.id))
            connection.execute(delete(_draft).where(_draft.c.upload_id == entity.id))
            forget_answers(connection)
            self._note(connection, by, Action.REMOVED, entity.id)


class UploadedTexts(Entities[UploadedText]):
    """The masked texts of uploads; written by ``Uploads``."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _text, UploadedText, "opplasting")


class ExperienceDrafts(Entities[ExperienceDraft]):
    """The drafts, and the way from a draft to an experience that is searched, and back."""

    def __init__(self, address: str) -> None:
        super().__init__(address, _draft, ExperienceDraft, "utkast")

    def of_upload(self, upload_id: str) -> list[ExperienceDraft]:
        """The drafts of an upload, in the order they were made."""
        return sorted(self.each(upload_id=upload_id), key=lambda draft: draft.number)

    def publish(
        self, before: ExperienceDraft, after: ExperienceDraft, record: Record, source: SourceEntry, by: Actor
    ) -> None:
        """Put the record of what ``after`` tells among those that are searched.

        Raises:
            ConflictError: the draft was changed or removed meanwhile.
        """
        action = Action.CHANGED if before.solution_id else Action.CREATED
        with self._engine.begin() as connection:
            self._replace(connection, before, after)
            put_beside(connection, record, source)
            self._publication(connection, by, action, after.id)

    def withdraw(self, before: ExperienceDraft, after: ExperienceDraft, path: str, by: Actor) -> None:
        """Take the record at ``path``, which ``before`` was published as, away; the draft stays as ``after``.

        Raises:
            ConflictError: the draft was changed or removed meanwhile.
        """
        with self._engine.begin() as connection:
            self._replace(connection, before, after)
            withdraw_beside(connection, path)
            forget_answers(connection)
            self._publication(connection, by, Action.REMOVED, after.id)

    def _publication(self, connection: Connection, by: Actor, action: Action, draft_id: str) -> None:
        audit.note(connection, AuditEntry(now(), by, action, "publisering", draft_id))
