"""A PDF opened by PDFium: its pages, what it says of itself, and what is in it that is not read.

This build of PDFium has no JavaScript engine and no XFA: nothing in a file is ever run. Annotations and what people
have filled into form fields are no part of the page's text and are left out, because they may be personal data.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import pypdfium2.raw as pdfium_raw
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage

from ingest.problems import Reason, UnreadableError
from ingest.readers.office_text import own_title
from ingest.readers.pdf_gaps import gapped_rows
from ingest.readers.pdf_lines import Line, by_columns, is_within, mixed_columns, page_lines, running_text
from ingest.readers.pdf_tables import TableRead, ruled_tables

_LOCKED = "PDF-en er låst med passord. Åpne den med passordet, lagre en kopi uten, og lever kopien."
_UNKNOWN_LOCK = "PDF-en er kryptert på en måte som ikke er kjent. Lagre en kopi uten passord, og lever kopien."
# More than can be printed on a page: the fullest page of small print holds some ten thousand.
_MOST_CHARACTERS = 500_000
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
# Names of files and programs, which many programs put for the title.
_NO_TITLE = re.compile(
    r"\.(?:docx?|pptx?|xlsx?|html?|indd|pdf|odt|fodt|rtf)$|^(?:untitled|uten navn|about:)", re.IGNORECASE
)
_PROGRAM = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - ")
_UNSAID_NOTES = frozenset(
    {
        pdfium_raw.FPDF_ANNOT_LINK,
        pdfium_raw.FPDF_ANNOT_WIDGET,
        pdfium_raw.FPDF_ANNOT_POPUP,
        pdfium_raw.FPDF_ANNOT_UNKNOWN,
    }
)


@dataclass(frozen=True, slots=True)
class PdfiumPage:
    """A page as PDFium gives it. ``above`` is for each table the line of text before it, if there is one."""

    text: str
    tables: list[TableRead] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    annotations: int = 0


@contextmanager
def opened(data: bytes) -> Iterator[PdfDocument]:
    """The PDF in ``data``, open.

    Raises:
        UnreadableError: it is encrypted.
        PdfiumError: PDFium finds no PDF in it.
    """
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        # Of a PDF without pages PDFium says nothing new, and its last word may be about the file before.
        is_encrypted = b"/Encrypt" in data
        if is_encrypted and error.err_code == pdfium_raw.FPDF_ERR_PASSWORD:
            raise UnreadableError(Reason.ENCRYPTED, _LOCKED) from error
        if is_encrypted and error.err_code == pdfium_raw.FPDF_ERR_SECURITY:
            raise UnreadableError(Reason.ENCRYPTED, _UNKNOWN_LOCK) from error
        raise
    try:
        yield document
    finally:
        document.close()


def read_page(document: PdfDocument, number: int) -> PdfiumPage:
    """Page ``number``, counted from 1.

    Raises:
        PdfiumError: the page is damaged.
        UnreadableError: the page holds more text than a page can.
    """
    page = document[number - 1]
    try:
        text = page.get_textpage()
        if text.count_chars() > _MOST_CHARACTERS:
            raise UnreadableError(
                Reason.BOMB,
                f"Side {number} har over {_MOST_CHARACTERS} tegn, mer enn det er plass til på en side. "
                "Skriv ut PDF-en til PDF på nytt.",
            )
        bounds = page.get_bbox()
        lines = page_lines(text, bounds)
        tables = [table for table in ruled_tables(page, text) if _stands_alone(table, lines)]
        # A table over the whole page looks like two columns, and is none.
        gutter = None if tables else mixed_columns(text, lines, bounds)
        if gutter is not None:
            return PdfiumPage(by_columns(text, gutter, bounds), annotations=_annotations(page))
        kept, above = _without_tables(lines, tables)
        kept, tables, above = _without_gapped(text, kept, tables, above)
        return PdfiumPage(running_text(kept), tables, above, _annotations(page))
    finally:
        page.close()


def _stands_alone(table: TableRead, lines: list[Line]) -> bool:
    """Whether no line of text reaches from the table out beside it; then it cannot be told what belongs to it."""
    left, bottom, right, top = table.box
    return not any(
        bottom < (line.box[1] + line.box[3]) / 2 < top
        and line.box[0] < right
        and line.box[2] > left
        and (line.box[0] < left - 3 or line.box[2] > right + 3)
        for line in lines
    )


def _without_tables(lines: list[Line], tables: list[TableRead]) -> tuple[list[Line], list[str]]:
    kept: list[Line] = []
    above = [""] * len(tables)
    for line in lines:
        inside = next((number for number, table in enumerate(tables) if is_within(line.box, table.box)), None)
        if inside is None:
            kept.append(line)
        elif not above[inside]:
            above[inside] = _last_text(kept)
            # Text before and after a table are not one paragraph, near as they come to each other without it.
            kept.append(line._replace(text=""))
    return kept, above


def _without_gapped(
    page: PdfTextPage, lines: list[Line], tables: list[TableRead], above: list[str]
) -> tuple[list[Line], list[TableRead], list[str]]:
    """The same with tables that have no lines: taken out of the text too, and not to be trusted."""
    kept, start = [], 0
    for run, rows in gapped_rows(page, lines):
        kept += lines[start : run.start]
        tables.append(TableRead(lines[run.start].box, [], rows, trusted=False))
        above.append(_last_text(kept))
        kept.append(lines[run.start]._replace(text=""))
        start = run.stop
    return [*kept, *lines[start:]], tables, above


def _last_text(lines: list[Line]) -> str:
    return next((line.text for line in reversed(lines) if line.text), "")


def _annotations(page: PdfPage) -> int:
    """How many notes, highlights and the like there are; links, form fields and pop-up windows are not counted."""
    count = 0
    for number in range(min(pdfium_raw.FPDFPage_GetAnnotCount(page), 1000)):
        annotation = pdfium_raw.FPDFPage_GetAnnot(page, number)
        if annotation:
            count += pdfium_raw.FPDFAnnot_GetSubtype(annotation) not in _UNSAID_NOTES
            pdfium_raw.FPDFPage_CloseAnnot(annotation)
    return count


def draws_text(document: PdfDocument, number: int) -> bool:
    """Whether the page draws text, visible or not."""
    return _draws(document, number, pdfium_raw.FPDF_PAGEOBJ_TEXT)


def shows_images(document: PdfDocument, number: int) -> bool:
    """Whether there is an image on the page."""
    return _draws(document, number, pdfium_raw.FPDF_PAGEOBJ_IMAGE)


def _draws(document: PdfDocument, number: int, kind: int) -> bool:
    page = document[number - 1]
    try:
        return next(page.get_objects(filter=[kind], max_depth=5), None) is not None
    finally:
        page.close()


def metadata(document: PdfDocument) -> dict[str, str]:
    """The title and date the file gives itself. The author is a person's name as a rule, and is not kept."""
    found = {}
    title = own_title(_PROGRAM.sub("", _said(document, "Title")))
    if title and not _NO_TITLE.search(title):
        found["tittel"] = title
    made = _date(_said(document, "CreationDate")) or _date(_said(document, "ModDate"))
    if made:
        found["dato"] = made
    return found


def _said(document: PdfDocument, key: str) -> str:
    try:
        value: str = document.get_metadata_value(key)
    except UnicodeDecodeError:  # found by fuzzing: half of a surrogate pair in a damaged file
        return ""
    return value


def _date(text: str) -> str | None:
    match = _DATE.match(text)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)).isoformat()
    except ValueError:
        return None


def unread_parts(document: PdfDocument) -> list[tuple[str, str]]:
    """What the file has beside its pages that is not read: a code, and what to say of it in Norwegian."""
    parts = []
    if attached := pdfium_raw.FPDFDoc_GetAttachmentCount(document):
        parts.append(
            ("innebygde_filer", f"PDF-en har {attached} fil(er) lagt ved inni seg; de er ikke lest. Lever dem for seg.")
        )
    if pdfium_raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        parts.append(("skript", "PDF-en har skript (JavaScript). De er ikke kjørt."))
    if document.get_formtype() != pdfium_raw.FORMTYPE_NONE:
        parts.append(("skjema", "PDF-en er et skjema. Det som er fylt ut i feltene, er ikke lest."))
    return parts
