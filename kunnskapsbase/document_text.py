"""How a recorded document reads as text: what of each passage is matched, and where a passage is too little to show."""

from collections.abc import Iterator
from dataclasses import dataclass

from kunnskapsbase.document import Document, DocumentKind, DocumentPassage
from kunnskapsbase.language import language_of
from kunnskapsbase.point_id import point_id
from kunnskapsbase.solution import Webinar
from kunnskapsbase.text import terms

# The kinds of records that are documents: those taken in as files, and the webinars of the corpus.
DOCUMENT = "dokument"
WEBINAR = "webinar"
DOCUMENT_RECORDS = (DOCUMENT, WEBINAR)

# «Ja, takk.» and «Spørsmål?» answer nothing, and a length-normalised score lifts them above what does.
_FEWEST_TERMS = 3


@dataclass(frozen=True, slots=True)
class MatchedPassage:
    """A passage as it is matched. ``id`` is its number in the index.

    ``text`` is embedded and its terms are matched; it begins with ``heading`` (title and heading path). Most webinars
    say only there what they are about; in the reports it makes no difference that can be measured (nDCG@10 0.81 with
    and without). What is quoted is the document's own passage.
    """

    id: int
    record_id: str
    number: int
    text: str
    heading: str
    language: str
    kind: DocumentKind


def document_of(kind: str, body: str) -> Document:
    """The document that a record of one of ``DOCUMENT_RECORDS`` holds."""
    if kind == WEBINAR:
        return webinar_document(Webinar.model_validate_json(body))
    return Document.model_validate_json(body)


def webinar_document(webinar: Webinar) -> Document:
    """A webinar's programme and themes as a document of one passage; no entry's place in the recording is known."""
    programme = " · ".join(f"{item.title} ({item.actor})" if item.actor else item.title for item in webinar.programme)
    themes = f"Tema: {', '.join(webinar.themes)}." if webinar.themes else ""
    language = language_of(f"{webinar.title}. {programme}")
    text = "\n".join(part for part in (programme, themes) if part) or webinar.title
    return Document(
        id=webinar.id,
        kind=DocumentKind.WEBINAR,
        title=webinar.title,
        publisher=webinar.organiser,
        url=webinar.recording_url or webinar.url,
        date=webinar.date,
        language=language,
        passages=(DocumentPassage(number=0, text=text, language=language),),
    )


def matched_passages(document: Document) -> Iterator[MatchedPassage]:
    """The passages of a document that say enough to be found; the only one of a document always does."""
    for passage in document.passages:
        if len(document.passages) > 1 and len(terms(passage.text)) < _FEWEST_TERMS:
            continue
        heading = "\n".join(dict.fromkeys((document.title, *passage.headings)))
        yield MatchedPassage(
            id=point_id(DOCUMENT, document.id, passage.number),
            record_id=document.id,
            number=passage.number,
            text=f"{heading}\n{passage.text}",
            heading=heading,
            language=passage.language,
            kind=document.kind,
        )
