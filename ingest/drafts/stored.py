"""A document out of the record store, by what a person calls it."""

from kunnskapsbase.document import Document
from kunnskapsbase.document_text import DOCUMENT
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import Record, open_to_read
from kunnskapsbase.settings import Settings


def stored_document(settings: Settings, name: str) -> Document:
    """The document with this id, or of the source with this id, path or end of a path.

    Raises:
        InputError: none has been taken in, or the name is that of several.
    """
    store = open_to_read(settings.database)
    try:
        ids = [name, *(source.record_id for source in store.find_sources(name) if source.record_id)]
        found = [record for record in store.get(ids).values() if record.kind == DOCUMENT]
    finally:
        store.close()
    return Document.model_validate_json(_only(found, name).body)


def _only(found: list[Record], name: str) -> Record:
    if not found:
        raise InputError(
            f"Fant ikke dokumentet «{name}». Skriv filens navn eller en id; «python -m ingest list» viser hva som er "
            "tatt inn."
        )
    if len(found) > 1:
        paths = ", ".join(sorted(record.path for record in found))
        raise InputError(f"Flere dokumenter heter «{name}»: {paths}. Skriv mer av stien.")
    return found[0]
