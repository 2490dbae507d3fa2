"""A document out of the record store, by its id."""

from kunnskapsbase.document import Document
from kunnskapsbase.document_text import DOCUMENT
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import open_to_read
from kunnskapsbase.settings import Settings


def stored_document(settings: Settings, document_id: str) -> Document:
    """The document with this id.

    Raises:
        InputError: none has been taken in.
    """
    store = open_to_read(settings.database)
    try:
        record = store.get([document_id]).get(document_id)
    finally:
        store.close()
    if record is None or record.kind != DOCUMENT:
        raise InputError(f"Fant ikke dokumentet «{document_id}». Se hva som er tatt inn med: python -m ingest list")
    return Document.model_validate_json(record.body)
