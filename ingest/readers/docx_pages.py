"""Which page something stands on in a Word file, where that can be known.

A DOCX has no pages; Word flows the text anew each time. It may have left marks where the pages broke when it last
saved (``w:lastRenderedPageBreak``), and people insert breaks themselves, but tables and section breaks leave none. The
marks are therefore only believed when they make as many pages as Word itself counted (``docProps/app.xml``).
"""

from ingest.readers.docx_styles import W, Xml
from ingest.readers.docx_text import ParagraphText
from ingest.readers.packed import Package

_PAGES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"


class PageCounter:
    """Counts pages while the paragraphs go by; ``page`` is None where the file does not say."""

    def __init__(self, body: Xml, package: Package) -> None:
        properties = package.xml("docProps/app.xml")
        said = "" if properties is None else (properties.findtext(_PAGES) or "").strip()
        counted = int(said) if said.isdecimal() and len(said) < 6 else 0
        rendered = sum(1 for _ in body.iter(f"{W}lastRenderedPageBreak"))
        made = sum(1 for each in body.iter(f"{W}br") if each.get(f"{W}type") == "page")
        self._by_word = rendered > 0
        self.total = counted if counted > 1 and counted == 1 + (rendered or made) else None
        self._page = 1

    def start(self, paragraph: ParagraphText) -> int | None:
        """The page on which the text of ``paragraph`` begins."""
        counted = [after for by_word, after in paragraph.breaks if by_word == self._by_word]
        begins = self._page + counted.count(False)
        self._page += len(counted)
        return begins if self.total else None

    @property
    def page(self) -> int | None:
        """The page reached."""
        return self._page if self.total else None
