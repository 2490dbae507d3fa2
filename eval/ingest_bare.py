"""What is left of reading when nothing is ours: each format by its library alone, every piece of text as a string.

This is what our readers are held against. It finds no headings, spots, tables or columns, mends no damage, checks no
bounds and cleans nothing.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import srt
import trafilatura
from markdown_it import MarkdownIt
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTTextContainer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from webvtt import WebVTT


def by_pdfium(file: Path) -> list[str]:
    """The text of each page."""
    document = PdfDocument(file.read_bytes())
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def by_pdfium_with_places(file: Path) -> list[str]:
    """The text of each page, asked where each piece of it stands too, which our reader tells columns and notes by."""
    document = PdfDocument(file.read_bytes())
    found = []
    try:
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            for number in range(text.count_rects()):
                text.get_rect(number)
    finally:
        document.close()
    return found


def by_pypdf(file: Path) -> list[str]:
    """The text of each page."""
    with PdfReader(file) as reader:
        return [page.extract_text() for page in reader.pages]


def by_pdfminer(file: Path) -> list[str]:
    """The text of each page, sorted by where it lies."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    found = []
    with file.open("rb") as opened:
        for page in PDFPage.get_pages(opened):
            interpreter.process_page(page)
            found.append("".join(box.get_text() for box in device.get_result() if isinstance(box, LTTextContainer)))
    return found


def by_python_docx(file: Path) -> list[str]:
    """The text of each paragraph, and of each cell of each table."""
    found = []
    for each in docx.Document(str(file)).iter_inner_content():
        if hasattr(each, "rows"):
            found += [cell.text for row in each.rows for cell in row.cells]
        else:
            found.append(each.text)
    return found


def by_python_pptx(file: Path) -> list[str]:
    """The text of each shape, and of the notes, slide by slide."""
    found = []
    for slide in pptx.Presentation(str(file)).slides:
        found += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        if slide.has_notes_slide:
            found.append(slide.notes_slide.notes_text_frame.text)
    return found


def by_openpyxl(file: Path) -> list[str]:
    """Each cell's value as text, in the streaming mode that our reader uses."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        return [
            str(value)
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value is not None
        ]
    finally:
        book.close()


def by_csv(file: Path) -> list[str]:
    """Each cell, with the delimiter and the encoding told beforehand."""
    with file.open(encoding="utf-8", newline="") as opened:
        return [cell for row in csv.reader(opened, delimiter=";") for cell in row]


def by_csv_with_names(file: Path) -> list[str]:
    """Each row as our reader writes it, every value with the name of its column before it; no other work is done."""
    with file.open(encoding="utf-8", newline="") as opened:
        names, *rows = csv.reader(opened, delimiter=";")
        return [" ".join([f"{name}: {cell}." for name, cell in zip(names, row, strict=False) if cell]) for row in rows]


def by_trafilatura(file: Path) -> list[str]:
    """The main text as one string, with the recall our reader asks for; no metadata."""
    found = trafilatura.extract(file.read_text(encoding="utf-8"), favor_recall=True, include_comments=False)
    return [found or ""]


def by_trafilatura_with_metadata(file: Path) -> list[str]:
    """The same, asked for the title, publisher and date too, in the way our reader wants its dates."""
    found = trafilatura.extract(
        file.read_text(encoding="utf-8"),
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return [found or ""]


def by_markdown_it(file: Path) -> list[str]:
    """The content of each heading, paragraph and list item, with its markup."""
    tokens = MarkdownIt("commonmark").enable("table").parse(file.read_text(encoding="utf-8"))
    return [token.content for token in tokens if token.type == "inline"]


def by_webvtt(file: Path) -> list[str]:
    """The text of each cue; each cue's start is read too."""
    return [caption.text for caption in WebVTT.read(str(file)).captions if caption.start_in_seconds >= 0]


def by_srt(file: Path) -> list[str]:
    """The text of each cue."""
    return [cue.content for cue in srt.parse(file.read_text(encoding="utf-8"))]


def by_json(file: Path) -> list[str]:
    """Every string in each line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [text for line in lines for text in strings(json.loads(line))]


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 — any JSON value
    """Every string in a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
