"""The stores that the API writes to, opened and closed as one."""

from kunnskapsbase.records import (
    Adoptions,
    AuditTrail,
    Confirmations,
    Contacts,
    ExperienceDrafts,
    Feedbacks,
    IdempotentRequests,
    Keys,
    Mentors,
    Mentorships,
    PairNotes,
    RecordStore,
    UploadedTexts,
    Uploads,
)
from kunnskapsbase.settings import Settings


class Stores:
    """What people add, beside what was taken in. Safe under threads."""

    def __init__(self, settings: Settings) -> None:
        address = settings.database
        self.adoptions = Adoptions(address)
        self.audit = AuditTrail(address)
        self.confirmations = Confirmations(address)
        self.contacts = Contacts(address)
        self.drafts = ExperienceDrafts(address)
        self.feedback = Feedbacks(address)
        self.keys = Keys(address)
        self.mentors = Mentors(address)
        self.mentorships = Mentorships(address)
        self.pair_notes = PairNotes(address)
        self.records = RecordStore(address)
        self.requests = IdempotentRequests(address)
        self.uploaded_texts = UploadedTexts(address)
        self.uploads = Uploads(address)

    def close(self) -> None:
        """Close every store; safe to call twice."""
        for store in vars(self).values():
            store.close()
