"""The three libraries that read PDFs, behind one small interface: the text of a page, with its line breaks.

PDFium goes first. Measured on 25 PDFs printed by Chromium and LibreOffice from the five reports (1–2 columns, notes,
hyphenation; ``python -m eval.pdf_reading``): PDFium takes 1–4 ms a page, pypdf 27–83 ms and pdfminer 40–130 ms, and
where Chromium has hyphenated, pypdf and pdfminer give a space at every soft hyphen («inno va sjon»: half of the words
broken) and PDFium none. pypdf and pdfminer read a page again only where PDFium gave nothing or nonsense, or cannot
open the file. Haystack's ``PyPDFToDocument`` (3.4) was looked at and not used: it is pypdf with the pages joined by
form feeds, in one call, so that a page can neither fail nor be read in another way by itself.
"""

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from typing import Protocol

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTTextContainer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pypdf import PdfReader, apply_configuration


class Engine(Protocol):
    """A library with a file open. Pages count from 1. Any exception at all may come out of it."""

    name: str

    def page_count(self) -> int:
        """How many pages there are."""

    def text(self, number: int) -> str:
        """The text of a page, line by line."""


class Pypdf:
    """pypdf, with its own bounds against bombs and loops, and without calling any other program."""

    name = "pypdf"

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _reader(self) -> PdfReader:
        # An empty password opens what only the owner's password protects; pypdf tries it by itself.
        return PdfReader(BytesIO(self._data))

    def page_count(self) -> int:
        """How many pages there are."""
        with apply_configuration(jbig2dec_binary=None):
            return len(self._reader.pages)

    def text(self, number: int) -> str:
        """The text of a page in the order it was drawn."""
        with apply_configuration(jbig2dec_binary=None):
            return self._reader.pages[number - 1].extract_text()


class Pdfminer:
    """pdfminer.six, which sorts the text by where it lies on the page."""

    name = "pdfminer.six"

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _pages(self) -> list[PDFPage]:
        return list(PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(self._data)))))

    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def text(self, number: int) -> str:
        """The text of a page, box by box."""
        resources = PDFResourceManager()
        device = PDFPageAggregator(resources, laparams=LAParams())
        PDFPageInterpreter(resources, device).process_page(self._pages[number - 1])
        return "".join(box.get_text() for box in device.get_result() if isinstance(box, LTTextContainer))


OTHERS: Mapping[str, Callable[[bytes], Engine]] = {Pypdf.name: Pypdf, Pdfminer.name: Pdfminer}
"""The engines that are asked when PDFium did not do, in this order: pypdf takes half the time of pdfminer."""


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what the libraries say of a damaged file off the screen: the reader says it in words for people."""
    loggers = [logging.getLogger(name) for name in ("pypdf", "pdfminer", "pypdfium2")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
