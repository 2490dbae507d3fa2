"""Word files: headings, paragraphs, lists, tables, text boxes and notes, in order, each where it stands.

python-docx opens the package and knows its parts. Haystack's ``DOCXToDocument`` (3.4) was looked at and not used: it
gives one string, in which headings are like any other line, tables have no spot, inserted text under tracked changes
is lost and the author's name is kept. Left out on purpose: comments and authors (persons), deleted text, hidden text,
headers and footers (they repeat on every page), and tables of contents.
"""

from collections.abc import Iterator
from pathlib import Path

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.oxml.parser import parse_xml
from docx.package import Package as WordPackage
from docx.parts.document import DocumentPart

from ingest.blocks import Block, BlockKind, Extract, Remark, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.docx_pages import PageCounter
from ingest.readers.docx_styles import PLAIN, Meaning, W, Xml, is_numbered, meanings, outline_level
from ingest.readers.docx_tables import children, is_frame, read_table
from ingest.readers.docx_text import mark_is_deleted, read_paragraph
from ingest.readers.office_text import one_line, own_date, own_title, row_text
from ingest.readers.packed import Package, opened_by_library, unpack
from ingest.readers.teams_docx import as_transcript
from kunnskapsbase.document import Spot

PROGRAM = "Word"
_MAIN_TYPES = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAX_BOLD_HEADING = 100

# Files with macros and templates are Word files like any other; python-docx knows the plain kind only.
PartFactory.part_type_for.update(dict.fromkeys(_MAIN_TYPES, DocumentPart))


def read(file: Path, limits: Limits) -> Extract:
    """All of the Word file ``file``; a transcript from Teams comes as what each speaker said, with the second.

    Raises:
        UnreadableError: it is damaged, locked, a bomb or no Word file, or has no text.
    """
    package = unpack(file, limits, PROGRAM, ".docx")
    with opened_by_library(PROGRAM):
        document = _open(package)
        body = document.element.body
        extract = as_transcript(read_paragraph(each).text for each in body.iter(f"{W}p"))
        if extract is None:
            extract = Extract(SourceType.DOCX, "python-docx")
            _Reader(document, package, extract).read(body)
        _describe(extract, document)
        pictures = sum(1 for _ in body.iter(_PICTURE))
    extract.remarks[:0] = package.remarks
    if not extract.blocks:
        raise _no_text(pictures)
    extract.counts["characters"] = sum(len(block.text) for block in extract.blocks)
    return extract


def _open(package: Package) -> Document:
    part = WordPackage.open(package.stream()).main_document_part
    if part.content_type not in {CONTENT_TYPE.WML_DOCUMENT_MAIN, *_MAIN_TYPES}:
        raise UnreadableError(
            Reason.UNKNOWN_TYPE,
            "Filen er ikke et Word-dokument, selv om den heter det. Sjekk hva den er, og lagre på nytt.",
        )
    document: Document = part.document
    return document


def _describe(extract: Extract, document: Document) -> None:
    relations = document.part.package.rels.values() if document.part.package else ()
    if all(relation.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in relations):
        return  # python-docx would make some up, dated now
    properties = document.core_properties
    title = own_title(properties.title)
    date = own_date(properties.modified, properties.created)
    if title:
        extract.metadata["tittel"] = title
    if date:
        extract.metadata.setdefault("dato", date)


def _no_text(pictures: int) -> UnreadableError:
    if pictures:
        return UnreadableError(
            Reason.NEEDS_OCR,
            "Filen har bare bilder, ingen tekst. Kjør tekstgjenkjenning (OCR), og lever filen med teksten i.",
        )
    return UnreadableError(Reason.NO_TEXT, "Filen har ingen tekst. Sjekk at det er riktig fil.")


class _Reader:
    """Goes through a document once and fills an extract."""

    def __init__(self, document: Document, package: Package, extract: Extract) -> None:
        self._extract = extract
        self._pages = PageCounter(document.element.body, package)
        self._meanings = meanings(document.styles.element)
        self._notes = _notes(document)
        self._bold: list[int] = []
        self._carried = ""

    def read(self, body: Xml) -> None:
        self._take(body)
        if self._carried:
            self._add(Block(BlockKind.PARAGRAPH, one_line(self._carried), Spot(page=self._pages.page)))
        headings = sum(1 for block in self._extract.blocks if block.kind is BlockKind.HEADING)
        if not headings and self._bold:
            self._head_by_bold()
        if self._pages.total:
            self._extract.counts["pages"] = self._pages.total
        links = sum(1 for _ in body.iter(f"{W}hyperlink"))
        if links:
            self._extract.counts["links"] = links

    def _take(self, container: Xml) -> None:
        for element in _elements(container):
            if element.tag == f"{W}p":
                self._take_paragraph(element)
            elif element.tag == f"{W}altChunk":
                self._extract.remarks.append(
                    Remark(
                        "innlimt_fil",
                        "En hel fil er limt inn i dokumentet og er ikke lest. Åpne det i Word, og lagre det på nytt.",
                    )
                )
            elif is_frame(element):
                for row in children(element, f"{W}tr"):
                    for cell in children(row, f"{W}tc"):
                        self._take(cell)
            else:
                self._take_table(element)

    def _take_paragraph(self, paragraph: Xml) -> None:
        read = read_paragraph(paragraph)
        spot = Spot(page=self._pages.start(read))
        if mark_is_deleted(paragraph):
            self._carried += read.text
            return
        text = one_line(self._carried + read.text)
        self._carried = ""
        meaning = self._meaning(paragraph)
        if text and not meaning.left_out:
            if meaning.is_title:
                self._extract.metadata.setdefault("tittel", text)
            if meaning is PLAIN and read.bold and len(text) <= _MAX_BOLD_HEADING and not text.endswith((".", ",", ";")):
                self._bold.append(len(self._extract.blocks))
            self._add(Block(meaning.kind, text, spot, meaning.level))
        for box in read.boxes:
            self._take(box)
        self._add_notes(read.notes, spot)

    def _meaning(self, paragraph: Xml) -> Meaning:
        properties = paragraph.find(f"{W}pPr")
        style = None if properties is None else properties.find(f"{W}pStyle")
        meaning = PLAIN if style is None else self._meanings.get(style.get(f"{W}val"), PLAIN)
        level = outline_level(properties)
        if level and not meaning.left_out:
            return Meaning(BlockKind.HEADING, level)
        numbered = is_numbered(properties)
        if numbered and meaning is PLAIN:
            return Meaning(BlockKind.LIST_ITEM)
        return PLAIN if numbered is False and meaning.kind is BlockKind.LIST_ITEM else meaning

    def _take_table(self, table: Xml) -> None:
        notes: list[tuple[str, str]] = []
        spots: list[Spot] = []

        def text_of_cell(cell: Xml) -> str:
            texts = []
            for paragraph in _paragraphs(cell):
                read = read_paragraph(paragraph)
                spots.append(Spot(page=self._pages.start(read)))
                notes.extend(read.notes)
                texts.append(read.text)
                texts += [read_paragraph(each).text for box in read.boxes for each in _paragraphs(box)]
            return one_line("\n".join(texts))

        found = read_table(table, text_of_cell)
        begins = spots[0] if spots else Spot(page=self._pages.page)
        for cells in found.rows:
            text = row_text(found.headers, cells)
            if text:
                self._add(Block(BlockKind.TABLE, text, begins))
        self._add_notes(notes, begins)
        self._extract.counts["tables"] = self._extract.counts.get("tables", 0) + 1

    def _add_notes(self, notes: list[tuple[str, str]], spot: Spot) -> None:
        for note in notes:
            text = self._notes.get(note, "")
            if text:
                self._add(Block(BlockKind.NOTE, text, spot))

    def _add(self, block: Block) -> None:
        self._extract.blocks.append(block)

    def _head_by_bold(self) -> None:
        """Take short bold paragraphs for headings, in a file where nobody has used heading styles."""
        blocks = self._extract.blocks
        bold = set(self._bold)
        # What is bold and followed by something bold is a paragraph of emphasis, or a title page.
        heads = [number for number in self._bold if number + 1 < len(blocks) and number + 1 not in bold]
        for number in heads:
            blocks[number] = blocks[number]._replace(kind=BlockKind.HEADING, level=2)
        if heads:
            self._extract.remarks.append(
                Remark(
                    "overskrift_etter_utseende",
                    "Dokumentet har ingen overskriftsstiler; korte avsnitt i fet skrift er tatt for overskrifter. Se "
                    "over.",
                )
            )


def _elements(container: Xml) -> Iterator[Xml]:
    """The paragraphs and tables of ``container`` in order, also those in content controls and insertions."""
    for child in container:
        if child.tag in {f"{W}p", f"{W}tbl", f"{W}altChunk"}:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{_MC}Choice"}:
            gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            if gallery is None or gallery.get(f"{W}val") != "Table of Contents":
                yield from _elements(child)
        elif child.tag == f"{_MC}AlternateContent":
            yield from _elements(child)


def _paragraphs(container: Xml) -> Iterator[Xml]:
    """The paragraphs of ``container``, those of tables in it among them, but not those of text boxes."""
    for element in _elements(container):
        if element.tag == f"{W}p":
            yield element
        else:
            for row in children(element, f"{W}tr"):
                for cell in children(row, f"{W}tc"):
                    yield from _paragraphs(cell)


def _notes(document: Document) -> dict[tuple[str, str], str]:
    """The text of every footnote and endnote by kind and id."""
    notes = {}
    kinds = {RELATIONSHIP_TYPE.FOOTNOTES: "footnotes", RELATIONSHIP_TYPE.ENDNOTES: "endnotes"}
    for relation in document.part.rels.values():
        if relation.reltype in kinds and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{W}type") in {None, "normal"}:
                    texts = [read_paragraph(each).text for each in note.iter(f"{W}p")]
                    notes[kinds[relation.reltype], note.get(f"{W}id")] = one_line("\n".join(texts))
    return notes
