"""The record store: what was taken in and what people added, where it came from, and what became of it."""

from kunnskapsbase.records.additions import Additions
from kunnskapsbase.records.adoptions import Adoptions
from kunnskapsbase.records.audit import AuditTrail
from kunnskapsbase.records.confirmations import Confirmations
from kunnskapsbase.records.contacts import Contacts
from kunnskapsbase.records.database import StoreFullError
from kunnskapsbase.records.feedback import Feedbacks
from kunnskapsbase.records.idempotency import (
    IdempotentRequests,
    InFlightError,
    KeptAnswer,
    OtherContentError,
    scope_of,
)
from kunnskapsbase.records.keys import Keys
from kunnskapsbase.records.ledger import REJECTED, SERVES, SourceEntry, Status, source_id
from kunnskapsbase.records.likeness import Sketch
from kunnskapsbase.records.mentors import Mentors, Mentorships, PairNotes
from kunnskapsbase.records.needs import Need, Needs
from kunnskapsbase.records.sharing import ExperienceDrafts, UploadedTexts, Uploads
from kunnskapsbase.records.store import ROW_MARK, Record, RecordStore, fingerprint, open_to_read

__all__ = [
    "REJECTED",
    "ROW_MARK",
    "SERVES",
    "Additions",
    "Adoptions",
    "AuditTrail",
    "Confirmations",
    "Contacts",
    "ExperienceDrafts",
    "Feedbacks",
    "IdempotentRequests",
    "InFlightError",
    "KeptAnswer",
    "Keys",
    "Mentors",
    "Mentorships",
    "Need",
    "Needs",
    "OtherContentError",
    "PairNotes",
    "Record",
    "RecordStore",
    "Sketch",
    "SourceEntry",
    "Status",
    "StoreFullError",
    "UploadedTexts",
    "Uploads",
    "fingerprint",
    "open_to_read",
    "scope_of",
    "source_id",
]
