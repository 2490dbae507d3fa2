"""Real office files for the tests, made with the libraries themselves, and ways to spoil them."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.oxml import parse_xml
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

W_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_APP = "docProps/app.xml"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def word_file(path: Path, fill: Callable[[Document], object], title: str = "") -> Path:
    """A Word file that ``fill`` has written in."""
    document = docx.Document()
    document.core_properties.author = "Kari Nordmann"
    document.core_properties.title = title
    fill(document)
    document.save(str(path))
    return path


def add_xml(document: Document, xml: str) -> None:
    """Put a paragraph, table or content control, written as WordprocessingML, last in the document."""
    element = parse_xml(xml.replace(">", f" {W_NAMESPACES}>", 1))
    document.element.body.insert(len(document.element.body) - 1, element)


def add_footnotes(path: Path, notes: Mapping[int, str]) -> None:
    """Give a Word file the footnotes that its text refers to by number."""
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in notes.items()
    )
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>skillestrek</w:t></w:r></w:p></w:footnote>'
    content = f"<w:footnotes {W_NAMESPACES}>{separator}{written}</w:footnotes>"
    relations, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    edit(
        path,
        {
            "word/footnotes.xml": lambda _: content.encode(),
            relations: lambda old: old.replace(
                b"</Relationships>",
                f'<Relationship Id="rIdNotes" Type="{_FOOTNOTES_RELATION}" Target="footnotes.xml"/>'
                "</Relationships>".encode(),
            ),
            types: lambda old: old.replace(
                b"</Types>",
                f'<Override PartName="/word/footnotes.xml" ContentType="{_FOOTNOTES_TYPE}"/></Types>'.encode(),
            ),
        },
    )


def say_pages(path: Path, pages: int) -> None:
    """Let the file say how many pages Word counted when it last saved it."""
    content = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Pages>{pages}</Pages></Properties>"
    )
    edit(path, {_APP: lambda _: content.encode()})


def teams_file(path: Path, head: Sequence[str], turns: Sequence[tuple[str, str, str]]) -> Path:
    """A transcript as Teams has written them since 2023: name, time, line break and text in each paragraph."""

    def fill(document: Document) -> None:
        for line in head:
            document.add_paragraph(line)
        for name, time, text in turns:
            paragraph = document.add_paragraph()
            paragraph.add_run(name).bold = True
            paragraph.add_run(f"   {time}")
            paragraph.add_run().add_break()
            paragraph.add_run(text)

    return word_file(path, fill)


def deck(path: Path, fill: Callable[[Deck], object], title: str = "") -> Path:
    """A slide deck that ``fill`` has made slides in."""
    made = Presentation()
    made.core_properties.author = "Kari Nordmann"
    made.core_properties.title = title
    fill(made)
    made.save(str(path))
    return path


def add_slide(made: Deck, title: str, points: Sequence[str] = (), notes: str = "") -> Slide:
    """A slide with a title, points in the body and notes."""
    slide: Slide = made.slides.add_slide(made.slide_layouts[1])
    if slide.shapes.title is not None:
        slide.shapes.title.text = title
    body = slide.placeholders[1]
    body.text_frame.text = "\n".join(points)
    if notes and slide.notes_slide.notes_text_frame is not None:
        slide.notes_slide.notes_text_frame.text = notes
    return slide


def add_chart(slide: Slide, categories: Sequence[str], series: Mapping[str, Sequence[float]], title: str) -> None:
    """A column chart."""
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = categories
    for name, values in series.items():
        data.add_series(name, values)
    frame: Any = slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(4), Inches(3), data
    )
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = title


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook with these sheets, row by row."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def edit(path: Path, changes: Mapping[str, Callable[[bytes], bytes]]) -> None:
    """Change or add files in the package ``path``; each change is given what stands there, or nothing."""
    content = members(path)
    for name, change in changes.items():
        content[name] = change(content.get(name, b""))
    path.write_bytes(packed(content))


def members(path: Path) -> dict[str, bytes]:
    """The files in a package."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    """A package with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def png() -> bytes:
    """The smallest picture there is: one grey point."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63600000000200"
        "0148afa4710000000049454e44ae426082"
    )
