"""PDFs: every page read by the engine that reads it best, cleaned, and each block with its page.

Pages are numbered as they lie in the file, from 1, because that is what ``#page=`` in an address means; the number
printed on the page may be another.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError

from ingest.blocks import Block, BlockKind, Extract, Page, Remark, SourceType
from ingest.cleaning import clean_pages
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.encoding import read_bytes
from ingest.readers.office_text import row_text
from ingest.readers.pdf_engines import Pypdf, quiet
from ingest.readers.pdf_pages import PDFIUM, PageRead, PageReader
from ingest.readers.pdf_pdfium import metadata, opened, unread_parts
from ingest.readers.pdf_rescue import with_new_catalogue
from ingest.readers.pdf_streams import look_through
from kunnskapsbase.document import Spot

_NAMED_PAGES = 10
_ANCHOR_LETTERS = 40


def read(file: Path, limits: Limits) -> Extract:
    """The text of a PDF as blocks with their pages.

    Raises:
        UnreadableError: it is encrypted, damaged, a bomb, too long, or has nothing but images.
    """
    data = read_bytes(file, limits)
    streams = look_through(data, limits)
    with quiet():
        extract = _read(data, limits)
    extract.counts["images"] = streams.images
    if streams.images:
        extract.remarks.append(
            Remark("bilder_ikke_lest", f"PDF-en har {streams.images} bilde(r). Tekst i bilder og figurer er ikke lest.")
        )
    if streams.cut_off:
        extract.remarks.insert(
            0, Remark("avkortet", "Slutten av PDF-en mangler; noe kan være borte. Hent den på nytt.")
        )
    return extract


def _read(data: bytes, limits: Limits) -> Extract:
    """By PDFium, else by pypdf, which gets over other damage; else what pages there are in the remains of the file."""
    extract = _by_pdfium(data, limits) or _by_pypdf(data, limits)
    if extract is None:
        mended = with_new_catalogue(data, limits.pages)
        extract = None if mended is None else _by_pdfium(mended, limits)
        if extract is not None:
            extract.remarks.insert(
                0, Remark("reddet", "PDF-en er ødelagt. Sidene er funnet enkeltvis; sidetallene kan være feil.")
            )
    if extract is None:
        raise UnreadableError(
            Reason.DAMAGED,
            "PDF-en er ødelagt eller avkortet, og ingen sider kan leses. Last den ned på nytt, eller skriv den ut til "
            "PDF på nytt.",
        )
    return extract


def _by_pdfium(data: bytes, limits: Limits) -> Extract | None:
    try:
        with opened(data) as document:
            pages = _pages(PageReader(data, document), len(document), limits)
            return None if pages is None else _extract(pages, document)
    except PdfiumError:
        return None


def _by_pypdf(data: bytes, limits: Limits) -> Extract | None:
    try:
        count = Pypdf(data).page_count()
    except Exception:  # pypdf raises whatever a damaged file makes happen in it
        return None
    pages = _pages(PageReader(data, None), count, limits)
    return None if pages is None else _extract(pages, None)


def _pages(reader: PageReader, count: int, limits: Limits) -> list[PageRead] | None:
    """The pages; None where there are none, or none that can be read."""
    if count > limits.pages:
        raise UnreadableError(
            Reason.TOO_MANY_PAGES,
            f"PDF-en har {count} sider; grensen er {limits.pages}. Del den opp, eller hev KB_READ_PAGES.",
        )
    pages = reader.read(count)
    return pages if any(page.engine for page in pages) else None


def _extract(pages: Sequence[PageRead], document: PdfDocument | None) -> Extract:
    if all(page.is_empty for page in pages):
        raise _without_text(pages)
    cleaned = clean_pages([Page(page.number, page.text) for page in pages])
    blocks = _with_tables(cleaned.blocks, pages)
    if not blocks:
        # Page numbers, a running header or a scanner's stamp, and nothing else.
        raise _without_text(pages)
    engines = {page.engine for page in pages if page.engine}
    extract = Extract(SourceType.PDF, "+".join(sorted(engines, key=lambda name: (name != PDFIUM, name))), blocks)
    extract.links = cleaned.links
    extract.remarks = [*_page_remarks(pages), *cleaned.remarks]
    if document is not None:
        extract.metadata = metadata(document)
        extract.remarks += [Remark(code, message) for code, message in unread_parts(document)]
    extract.counts = {
        **cleaned.counts,
        "pages": len(pages),
        "characters": sum(len(block.text) for block in blocks),
        "tables": sum(len(page.tables) for page in pages),
        "pages_without_text": sum(page.is_empty for page in pages),
        "pages_of_low_quality": sum(page.is_poor for page in pages),
        "pages_by_other_engine": sum(bool(page.engine) and page.engine != PDFIUM for page in pages),
    }
    return extract


def _without_text(pages: Sequence[PageRead]) -> UnreadableError:
    if any(page.is_image for page in pages):
        return UnreadableError(
            Reason.NEEDS_OCR,
            "PDF-en er bare bilder (skannet), så det er ingen tekst å lese. Kjør tekstgjenkjenning, for eksempel "
            "«ocrmypdf -l nor inn.pdf ut.pdf» (OCRmyPDF med norsk), og lever resultatet.",
        )
    return UnreadableError(
        Reason.NO_TEXT,
        "PDF-en har ingen tekst. Er teksten tegnet som figurer, så kjør tekstgjenkjenning, for eksempel «ocrmypdf "
        "--force-ocr -l nor inn.pdf ut.pdf».",
    )


def _page_remarks(pages: Sequence[PageRead]) -> list[Remark]:
    annotations = sum(page.annotations for page in pages)
    told = [
        _remark("side_ulest", [page for page in pages if not page.engine], "er ødelagt og ikke lest"),
        _remark(
            "side_uten_tekst",
            [page for page in pages if page.engine and page.is_empty and page.is_image],
            "er bilde uten tekst; kjør tekstgjenkjenning, for eksempel OCRmyPDF med norsk",
        ),
        _remark(
            "side_tom",
            [page for page in pages if page.engine and page.is_empty and not page.is_image],
            "har ingen tekst",
        ),
        _remark(
            "tabell_uten_linjer",
            [page for page in pages if not all(table.trusted for table in page.tables)],
            "har en tabell uten streker; hva som hører sammen i den, er usikkert",
        ),
        _remark("side_darlig", [page for page in pages if page.is_poor], "har mye som ikke er ord; se over teksten"),
        _remark(
            "annen_leser",
            [page for page in pages if page.engine and page.engine != PDFIUM],
            "er lest med et annet program enn de andre, fordi det ga bedre tekst",
        ),
    ]
    if annotations:
        told.append(
            Remark(
                "merknader", f"PDF-en har {annotations} merknad(er) fra lesere. De er utelatt; de kan si hvem noen er."
            )
        )
    return [remark for remark in told if remark is not None]


def _remark(code: str, pages: Sequence[PageRead], message: str) -> Remark | None:
    if not pages:
        return None
    numbers = [str(page.number) for page in pages[:_NAMED_PAGES]]
    more = f" og {len(pages) - _NAMED_PAGES} sider til" if len(pages) > _NAMED_PAGES else ""
    return Remark(code, f"Side {', '.join(numbers)}{more} {message}.", Spot(page=pages[0].number))


def _with_tables(blocks: Sequence[Block], pages: Sequence[PageRead]) -> list[Block]:
    """The tables put in after the block they stood below, else last on their page."""
    placed = list(blocks)
    for page in pages:
        for table, above in zip(page.tables, page.above, strict=True):
            rows = [text for row in table.rows if (text := row_text(table.headers, row))]
            spot = Spot(page=page.number)
            made = [Block(BlockKind.TABLE, text, spot, trusted=table.trusted) for text in rows]
            at = _place(placed, page.number, above)
            placed[at:at] = made
    return placed


def _place(blocks: Sequence[Block], page: int, above: str) -> int:
    wanted = _letters(above)[-_ANCHOR_LETTERS:]
    last = 0
    for number, block in enumerate(blocks):
        if (block.spot.page or 0) > page:
            break
        last = number + 1
        if wanted and (block.spot.page or 0) >= page - 1 and wanted in _letters(block.text):
            return last
    return last


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
