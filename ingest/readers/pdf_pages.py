"""The pages of a PDF, each read by the engine that reads it best: PDFium, and where that is poor, one of the others."""

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice

from pypdfium2 import PdfDocument, PdfiumError

from ingest.readers.pdf_engines import OTHERS, Engine
from ingest.readers.pdf_pdfium import PdfiumPage, draws_text, read_page, shows_images
from ingest.readers.pdf_quality import is_low, quality
from ingest.readers.pdf_tables import TableRead

PDFIUM = "pypdfium2"
# An engine that has read so many pages of a file no better than the ones before it will not do it with the next.
_VAIN_ATTEMPTS = 3
# Fewer letters than this on a page is a stamp or a page number, not a text.
_FEWEST_LETTERS = 12


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page and how it went. ``engine`` read it; it is empty where none could. ``above``: see ``PdfiumPage``."""

    number: int
    text: str = ""
    engine: str = ""
    is_poor: bool = False
    is_image: bool = False
    annotations: int = 0
    tables: list[TableRead] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is no text to speak of, tables included."""
        return not self.tables and len(list(islice(filter(str.isalpha, self.text), _FEWEST_LETTERS))) < _FEWEST_LETTERS


class PageReader:
    """Reads the pages of one file. ``document`` is None where PDFium cannot open it."""

    def __init__(self, data: bytes, document: PdfDocument | None) -> None:
        self._data = data
        self._document = document
        self._engines: dict[str, Engine] = {}
        self._vain: Counter[str] = Counter()

    def read(self, count: int) -> list[PageRead]:
        """The first ``count`` pages, by PDFium before any of them is judged: going to and fro costs half as much again.

        Raises:
            UnreadableError: a page is a bomb.
        """
        return [self._at_its_best(page) for page in [self._by_pdfium(number) for number in range(1, count + 1)]]

    def _at_its_best(self, page: PageRead) -> PageRead:
        """The page as the first engine that reads it well reads it, else as the best of them does."""
        if not self._is_in_doubt(page):
            return page
        best, score = page, quality(page.text).score if page.text.strip() else -1.0
        for name in OTHERS:
            text = self._by_other(name, page.number)
            found = quality(text)
            if text.strip() and found.score > score:
                # The tables stay PDFium's own: their text is then in the page's text as well, but flattened.
                best, score = replace(page, text=text, engine=name, tables=[], above=[]), found.score
                self._vain[name] = 0
                if not found.is_low:
                    return replace(best, is_poor=False)
            else:
                self._vain[name] += 1
        return replace(best, is_poor=score >= 0 and quality(best.text).is_low)

    def _by_pdfium(self, number: int) -> PageRead:
        if self._document is None:
            return PageRead(number)
        try:
            found: PdfiumPage = read_page(self._document, number)
        except PdfiumError:
            return PageRead(number)
        page = PageRead(number, found.text, PDFIUM, False, False, found.annotations, found.tables, found.above)
        return replace(page, is_image=True) if page.is_empty and shows_images(self._document, number) else page

    def _is_in_doubt(self, page: PageRead) -> bool:
        """Whether PDFium failed, gave nothing where text is drawn, or gave nonsense."""
        if not page.engine or self._document is None:
            return True
        if not page.text.strip():
            return not page.tables and draws_text(self._document, page.number)
        return is_low(page.text)

    def _by_other(self, name: str, number: int) -> str:
        if self._vain[name] >= _VAIN_ATTEMPTS:
            return ""
        try:
            if name not in self._engines:
                self._engines[name] = OTHERS[name](self._data)
            return self._engines[name].text(number)
        except Exception:  # these libraries raise whatever a damaged file makes happen in them
            return ""
