"""Files of every format that is read, made from texts: what the way in is timed on.

Office files are made by the libraries that read them. PDFs are written byte by byte here, because a browser would take
half an hour to print 10,000 of them; ``eval.pdf_printing`` prints the few that are to look like people's own.
"""

import csv
import datetime
import html
import json
import re
import textwrap
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx

from eval.ingest_texts import Text

_COLUMNS = ("Nr", "Område", "Tiltak", "Erfaring", "År", "Kostnad", "Andel", "Frist")
CSV_TEXT_COLUMN = _COLUMNS[3]
_LINE = 88
_LINES_A_PAGE = 48
_CUE = 42
_CUE_SECONDS = 3
_PDF_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"
_FIRST_DAY = datetime.date(2020, 1, 1)


def pdf(file: Path, text: Text) -> None:
    """A PDF in one column, with a running header and page numbers."""
    lines = [text.title, ""]
    for section in text.sections:
        lines += [section.heading, ""]
        for paragraph in section.paragraphs:
            lines += [*textwrap.wrap(paragraph, _LINE), ""]
    pages = [lines[start : start + _LINES_A_PAGE] for start in range(0, len(lines), _LINES_A_PAGE)]
    content = [_page(number, text.title, page) for number, page in enumerate(pages, 1)]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
        _PDF_FONT,
    ]
    for place, packed in enumerate(map(zlib.compress, content)):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % (5 + 2 * place),
            b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
        ]
    file.write_bytes(_pdf_file(objects))


def _page(number: int, title: str, lines: Sequence[str]) -> bytes:
    placed: list[tuple[float, int, str]] = [(790, 9, title[:_LINE]), (40, 9, f"Side {number}")]
    placed += [(760 - 14.5 * place, 11, line) for place, line in enumerate(lines) if line]
    return b"\n".join(
        b"BT /F1 %.1f Tf 70 %.1f Td (%b) Tj ET"
        % (size, up, re.sub(rb"([()\\])", rb"\\\1", line.encode("cp1252", "replace")))
        for up, size, line in placed
    )


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table) + end


def word(file: Path, text: Text) -> None:
    """A Word file with headings, paragraphs, a list and a table in each section."""
    document = docx.Document()
    document.core_properties.title = text.title
    document.add_heading(text.title, 0)
    for section in text.sections:
        document.add_heading(section.heading, 1)
        for paragraph in section.paragraphs[:-1]:
            document.add_paragraph(paragraph)
        for item in section.paragraphs[-1].split(". ")[:3]:
            document.add_paragraph(item, "List Bullet")
        table = document.add_table(0, 2)
        for sentence in section.paragraphs[-1].split(". "):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = sentence.partition(" ")[::2]
    document.save(str(file))


def slides(file: Path, text: Text) -> None:
    """A deck with a slide a section: title, four points and notes."""
    deck = pptx.Presentation()
    deck.core_properties.title = text.title
    for section in text.sections:
        slide: Any = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = section.heading
        slide.placeholders[1].text_frame.text = "\n".join(each.split(". ")[0] for each in section.paragraphs)
        slide.notes_slide.notes_text_frame.text = section.paragraphs[0]
    deck.save(str(file))


def _rows(text: Text) -> Iterator[tuple[object, ...]]:
    for number, (heading, paragraph) in enumerate(
        ((section.heading, paragraph) for section in text.sections for paragraph in section.paragraphs), 1
    ):
        first, _, rest = paragraph.partition(". ")
        day = _FIRST_DAY + datetime.timedelta(days=number)
        yield number, heading, first, rest, 2010 + number % 15, 1000 * number, number % 100 / 100, day


def sheet(file: Path, text: Text) -> None:
    """A workbook with one sheet, a row a paragraph: text, numbers and dates in eight columns."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(_COLUMNS)
    for row in _rows(text):
        page.append(row)
    book.save(file)


def table(file: Path, text: Text) -> None:
    """The same rows as CSV, parted by semicolons."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerow(_COLUMNS)
        writer.writerows(_rows(text))


def web_page(file: Path, text: Text) -> None:
    """A web page with a menu, an article and a footer."""
    sections = "".join(
        f"<h2>{html.escape(section.heading)}</h2>"
        + "".join(f"<p>{html.escape(each)}</p>" for each in section.paragraphs)
        for section in text.sections
    )
    file.write_text(
        f"<!DOCTYPE html><html lang=nb><head><meta charset=utf-8><title>{html.escape(text.title)}</title></head><body>"
        "<nav><ul><li><a href='/'>Forsiden</a><li><a href='/tema'>Tema</a></ul></nav>"
        f"<main><article><h1>{html.escape(text.title)}</h1>{sections}</article></main>"
        "<footer><p>Kontakt oss</p></footer></body></html>",
        encoding="utf-8",
    )


def markdown(file: Path, text: Text) -> None:
    """Markdown with headings, paragraphs and a list."""
    parts = [f"# {text.title}"]
    for section in text.sections:
        parts += [f"## {section.heading}", *section.paragraphs[:-1]]
        parts.append("\n".join(f"- {item}" for item in section.paragraphs[-1].split(". ")))
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def plain(file: Path, text: Text) -> None:
    """Plain text wrapped to a width, with an empty line between paragraphs."""
    parts = [text.title]
    for section in text.sections:
        parts += [section.heading, *(textwrap.fill(paragraph, _LINE) for paragraph in section.paragraphs)]
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _cues(text: Text) -> Iterator[tuple[int, str, str]]:
    """The second each cue begins at, who speaks (they take turns, a section each), and what is said."""
    second = 0
    for place, section in enumerate(text.sections):
        speaker = "Innleder" if place % 2 else "Møteleder"
        for paragraph in section.paragraphs:
            for line in textwrap.wrap(paragraph, _CUE):
                yield second, speaker, line
                second += _CUE_SECONDS


def _stamp(second: int, mark: str) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{mark}000"


def captions(file: Path, text: Text) -> None:
    """WebVTT with speakers, a cue of one line every three seconds."""
    cues = (
        f"{_stamp(second, '.')} --> {_stamp(second + _CUE_SECONDS, '.')}\n<v {speaker}>{line}</v>\n"
        for second, speaker, line in _cues(text)
    )
    file.write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")


def subtitles(file: Path, text: Text) -> None:
    """The same cues as SubRip, without speakers."""
    cues = (
        f"{number}\n{_stamp(second, ',')} --> {_stamp(second + _CUE_SECONDS, ',')}\n{line}\n"
        for number, (second, _, line) in enumerate(_cues(text), 1)
    )
    file.write_text("\n".join(cues), encoding="utf-8")


def experiences(file: Path, text: Text) -> None:
    """JSON Lines: an experience a section. The actor and the source are those of the crash test."""
    common = {
        "aktorer": [{"navn": "Oslo kommune", "type": "kommune", "rolle": "initiativtaker"}],
        "status": "gjennomført",
        "sektor": "teknisk",
        "innovasjonstype": "prosess",
        "maalform": "nb",
        "kilde": {"url": "https://eksempel.no", "tittel": "Liste", "utgiver": "Utgiver", "type": "prosjektside"},
    }
    lines = [
        {
            "id": f"maalt-{text.number}-{place}",
            "tittel": section.heading,
            "utfordring": section.paragraphs[0],
            "losning": section.paragraphs[1],
            "erfaringer": section.paragraphs[2],
        }
        | common
        for place, section in enumerate(text.sections)
    ]
    file.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
