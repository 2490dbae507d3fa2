"""PDFs printed from paragraphs by Chromium and by LibreOffice, with the page each paragraph was printed on.

The page is known without reading the PDF's text: Chromium's sheets are filled here, paragraph by paragraph, and
LibreOffice exports a bookmark before each paragraph as a named destination.
"""

import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from demo.browser import browser_page
from eval.pdf_sources import Paragraph

# A note after every so many paragraphs; the reports have one on about every page.
_NOTE_EVERY = 6
_VOWELS = "aeiouyæøåAEIOUYÆØÅ"
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
# «inno·vasjon», «virk·somhet»: before the last consonant between two vowels, three letters from either end.
_BREAK = re.compile(rf"(?<=[{_VOWELS}])([{_CONSONANTS}]*)([{_CONSONANTS}])(?=[{_VOWELS}])")
_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is printed. ``hyphenated`` breaks words at line ends, ``columns`` is 1 or 2."""

    program: str
    columns: int
    hyphenated: bool = True

    @property
    def name(self) -> str:
        """The layout in words, for tables."""
        columns = "én spalte" if self.columns == 1 else "to spalter"
        return f"{self.program}, {columns}{'' if self.hyphenated else ', uten orddeling'}"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed PDF: ``pages`` holds the page each paragraph begins on, counted from 1; ``notes`` are its footnotes."""

    file: Path
    paragraphs: Sequence[Paragraph]
    pages: Sequence[int]
    notes: Sequence[str]
    running: str


def libreoffice() -> str | None:
    """Where LibreOffice is installed, or ``None``."""
    return shutil.which("soffice")


def print_pdf(paragraphs: Sequence[Paragraph], title: str, layout: Layout, file: Path) -> Printed:
    """Print ``paragraphs`` to ``file`` with a running header, page numbers and footnotes.

    Raises:
        FileNotFoundError: the program is not installed.
    """
    printer = _by_chromium if layout.program == "Chromium" else _by_libreoffice
    return printer(paragraphs, title, layout, file)


def note_on(number: int, paragraphs: Sequence[Paragraph]) -> str | None:
    """The footnote of paragraph ``number`` (from 0), without its own number: it quotes the end of another paragraph."""
    if number % _NOTE_EVERY != _NOTE_EVERY - 1:
        return None
    quoted = " ".join(paragraphs[(number * 7) % len(paragraphs)].text.split()[-8:])
    return f"Jf. «… {quoted}» et annet sted i rapporten."


def with_soft_hyphens(text: str) -> str:
    """The text with a soft hyphen wherever a word may be broken."""

    def word(match: re.Match[str]) -> str:
        found = match.group()
        last = len(found) - 3
        return _BREAK.sub(lambda at: f"{at[1]}\u00ad{at[2]}" if 3 <= at.start(2) <= last else at[0], found)

    return re.sub(r"[^\W\d_]{7,}", word, text)


# One sheet at a time is filled until it overflows; what does not fit of a paragraph goes on to the next sheet.
_FILL = """
(paragraphs) => {
  const pages = [];
  let sheet, body, notes, noteNumber = 0, first = true;
  const begin = () => {
    const number = document.querySelectorAll('.sheet').length + 1;
    sheet = document.createElement('div');
    sheet.className = 'sheet';
    sheet.innerHTML = `<div class="header">${number % 2 ? TITLE : number + ' ' + TITLE}</div><div class="body"></div>
      <div class="notes"></div><div class="footer">${number}</div>`;
    document.body.append(sheet);
    body = sheet.querySelector('.body');
    notes = sheet.querySelector('.notes');
  };
  const over = () => body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1;
  const put = (kind, text, note) => {
    const element = document.createElement({h: 'h2', li: 'li', p: 'p'}[kind]);
    if (!first) element.style.listStyle = 'none';
    element.textContent = text;
    body.append(element);
    if (!note) return element;
    element.append(Object.assign(document.createElement('sup'), {textContent: noteNumber + 1}));
    const line = document.createElement('div');
    line.innerHTML = `<sup>${noteNumber + 1}</sup> `;
    line.append(note);
    notes.append(line);
    return element;
  };
  const drop = (element, note) => { element.remove(); if (note) notes.lastChild.remove(); };
  begin();
  for (const {kind, text, note} of paragraphs) {
    let words = text.split(' ');
    first = true;
    while (words.length) {
      const whole = put(kind, words.join(' '), note);
      if (!over()) {
        if (first) pages.push(document.querySelectorAll('.sheet').length);
        if (note) noteNumber += 1;
        break;
      }
      drop(whole, note);
      let low = 0, high = words.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2), part = put(kind, words.slice(0, middle).join(' '));
        if (over()) high = middle - 1; else low = middle;
        drop(part);
      }
      if (kind !== 'h' && low >= 8) {
        put(kind, words.slice(0, low).join(' ')).className = 'cut';
        if (first) pages.push(document.querySelectorAll('.sheet').length);
        first = false;
        words = words.slice(low);
      }
      begin();
    }
  }
  return pages;
}
"""
_STYLE = """
@page { size: A4; margin: 0 }
body { margin: 0; font: 11pt/1.25 'Liberation Serif', serif; text-align: justify; hyphens: manual }
.sheet { width: 210mm; height: 296mm; padding: 15mm 22mm; box-sizing: border-box; display: flex;
  flex-direction: column; break-after: page; overflow: hidden }
.header, .footer { font: 9pt 'Liberation Sans', sans-serif; text-align: center; flex: none; padding: 2mm 0 }
.body { flex: 1; min-height: 0; columns: COLUMNS; column-gap: 9mm; column-fill: auto }
.notes { flex: none; font-size: 9pt; }
.notes:not(:empty) { border-top: 1px solid black; padding-top: 1mm }
p, h2, li { margin: 0 0 2.4mm 0 } li { margin-left: 5mm } h2 { font-size: 13pt; text-align: left }
.cut { text-align-last: justify; margin-bottom: 0 }
"""


def _by_chromium(paragraphs: Sequence[Paragraph], title: str, layout: Layout, file: Path) -> Printed:
    prepare = with_soft_hyphens if layout.hyphenated else str
    content = [
        {"kind": paragraph.kind, "text": prepare(paragraph.text), "note": note_on(number, paragraphs)}
        for number, paragraph in enumerate(paragraphs)
    ]
    # Chromium draws its bullets as shapes, and Word as characters: a list is printed the one way or the other.
    bullets = 'li::marker { content: "•  " }' if layout.hyphenated else ""
    style = _STYLE.replace("COLUMNS", str(layout.columns)) + bullets
    with browser_page() as page:
        page.set_content(f"<html lang=nb><title>{html.escape(title)}</title><style>{style}</style><body></body></html>")
        page.emulate_media(media="print")
        pages = page.evaluate(_FILL.replace("TITLE", json.dumps(html.escape(title))), content)
        page.pdf(path=str(file), prefer_css_page_size=True)
    return Printed(file, paragraphs, pages, _notes(paragraphs), title)


def _notes(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [note for number in range(len(paragraphs)) if (note := note_on(number, paragraphs))]


_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:default-style style:family="paragraph">
  <style:paragraph-properties fo:hyphenation-ladder-count="no-limit"/>
  <style:text-properties fo:font-family="Liberation Serif" fo:font-size="11pt" fo:language="nb" fo:country="NO"
   fo:hyphenate="{hyphenate}" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/>
 </style:default-style>
 <style:style style:name="p" style:family="paragraph">
  <style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.25cm"/></style:style>
 <style:style style:name="li" style:family="paragraph">
  <style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.15cm" fo:margin-left="0.6cm"
   fo:text-indent="-0.6cm"/></style:style>
 <style:style style:name="h" style:family="paragraph">
  <style:paragraph-properties fo:keep-with-next="always" fo:margin-bottom="0.2cm"/>
  <style:text-properties fo:font-size="14pt" fo:font-weight="bold" fo:hyphenate="false"/></style:style>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="A4">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
  <style:header-style><style:header-footer-properties fo:margin-bottom="0.4cm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:margin-top="0.4cm"/></style:footer-style>
 </style:page-layout>
 <style:style style:name="body" style:family="section">
  <style:section-properties text:dont-balance-text-columns="true">
   <style:columns fo:column-count="{columns}" fo:column-gap="0.9cm"/></style:section-properties></style:style>
</office:automatic-styles>
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="A4">
  <style:header><text:p>{title}</text:p></style:header>
  <style:footer><text:p>Side <text:page-number/></text:p></style:footer>
 </style:master-page>
</office:master-styles>
<office:body><office:text><text:section text:name="body" text:style-name="body">
{content}
</text:section></office:text></office:body></office:document>
"""
_EXPORT = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


def _fodt_paragraph(number: int, paragraph: Paragraph, note: str | None) -> str:
    mark = f'<text:bookmark text:name="p{number}"/>'
    bullet = "• " if paragraph.kind == "li" else ""
    foot = "" if note is None else (
        f'<text:note text:id="n{number}" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body><text:p>{html.escape(note)}</text:p></text:note-body></text:note>"
    )  # fmt: skip
    return f'<text:p text:style-name="{paragraph.kind}">{mark}{bullet}{html.escape(paragraph.text)}{foot}</text:p>'


def _by_libreoffice(paragraphs: Sequence[Paragraph], title: str, layout: Layout, file: Path) -> Printed:
    program = libreoffice()
    if program is None:
        raise FileNotFoundError(
            "Fant ikke LibreOffice. Installer det, for eksempel: apt-get install libreoffice-writer-nogui"
        )
    content = "\n".join(
        _fodt_paragraph(number, paragraph, note_on(number, paragraphs)) for number, paragraph in enumerate(paragraphs)
    )
    hyphenate = "true" if layout.hyphenated else "false"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{file.stem}.fodt"
        source.write_text(
            _FODT.format(content=content, columns=layout.columns, title=html.escape(title), hyphenate=hyphenate),
            encoding="utf-8",
        )
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", _EXPORT, "--outdir", str(file.parent), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return Printed(file, paragraphs, _bookmarked_pages(file, len(paragraphs)), _notes(paragraphs), title)


def _bookmarked_pages(file: Path, count: int) -> list[int]:
    with PdfReader(file) as reader:
        found = reader.named_destinations
        return [(reader.get_destination_page_number(found[f"/p{number}"]) or 0) + 1 for number in range(count)]
