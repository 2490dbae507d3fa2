"""Small documents for tests, put straight into a record store."""

import hashlib
from collections.abc import Iterable

from kunnskapsbase.document import Document, DocumentKind, DocumentPassage, Spot
from kunnskapsbase.records import Record, RecordStore
from kunnskapsbase.settings import Settings

WATER = "Kommunen lette etter lekkasjer i vannrørene med lyttesensorer og fant de fleste om natten."
SCHOOL = "Skolen ble bygd i massivtre, og elevene var med og bestemte hvordan uteområdet skulle bli."
NIGHT = "Digitalt tilsyn om natten gjorde at de ansatte i hjemmetjenesten slapp å vekke dem som sov godt."


def report(
    name: str,
    *texts: str,
    kind: DocumentKind = DocumentKind.REPORT,
    url: str | None = None,
    spots: Iterable[Spot] = (),
    language: str = "nb",
) -> Document:
    """A document with a passage a text; ``spots`` in the same order, pages from 1 unless told."""
    places = list(spots) or [Spot(page=number) for number in range(1, len(texts) + 1)]
    return Document(
        id=name,
        kind=kind,
        title=f"Rapporten {name}",
        publisher="Utgiveren",
        url=url or f"https://eksempel.no/{name}.pdf",
        date="2020-06-30",
        language=language,
        passages=tuple(
            DocumentPassage(number=number, text=text, spot=spot, headings=("1 Funn",), language=language)
            for number, (text, spot) in enumerate(zip(texts, places, strict=True))
        ),
    )


def record(document: Document) -> Record:
    """A document as it is recorded."""
    body = document.model_dump_json()
    path = f"dokumenter/{document.id}.pdf"
    return Record(document.id, "dokument", path, hashlib.sha256(body.encode()).hexdigest(), body)


def save(settings: Settings, *documents: Document, gone: Iterable[Document] = ()) -> None:
    """Record documents, and remove those that are gone."""
    store = RecordStore(settings.database)
    store.save([record(each) for each in documents], gone=[record(each).path for each in gone])
    store.close()
