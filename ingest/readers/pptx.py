"""Slide decks: each slide's title, text, tables, charts and notes, with the number of the slide.

python-pptx opens the deck. Haystack's ``PPTXToDocument`` (3.4) gives one string with the slides run together, without
notes, groups or which slide is hidden, so the slides are gone through here. The order on a slide is the one screen
readers use (the order of the shapes in the file): sorting by position tears two-column slides apart. Hidden slides,
slide numbers, dates and footers are left out.
"""

from collections.abc import Iterator
from pathlib import Path

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.shapes.shared import CT_Placeholder
from pptx.package import Package as DeckPackage
from pptx.parts.presentation import PresentationPart
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.shapes.picture import Picture
from pptx.slide import Slide
from pptx.text.text import TextFrame

from ingest.blocks import Block, BlockKind, Extract, Remark, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.office_text import one_line, own_date, own_title
from ingest.readers.packed import opened_by_library, unpack
from ingest.readers.pptx_graphics import chart_rows, smart_art_texts, table_rows
from kunnskapsbase.document import Spot

PROGRAM = "PowerPoint"
_LEFT_OUT = frozenset({PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER})
_BODIES = frozenset({PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY})
# Equations, newer charts and the like: python-pptx does not see into them.
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BULLETS = frozenset({f"{_A}buChar", f"{_A}buAutoNum", f"{_A}buBlip"})
_NO_BULLET = f"{_A}buNone"


def read(file: Path, limits: Limits) -> Extract:
    """All of the slide deck ``file``.

    Raises:
        UnreadableError: it is damaged, locked, a bomb or no deck, or has no text.
    """
    package = unpack(file, limits, PROGRAM, ".pptx")
    with opened_by_library(PROGRAM):
        extract = Extract(SourceType.PPTX, "python-pptx", remarks=package.remarks)
        part = DeckPackage.open(package.stream()).main_document_part
        if not isinstance(part, PresentationPart):
            raise UnreadableError(Reason.UNKNOWN_TYPE, "Filen er ikke en presentasjon. Lagre den på nytt som .pptx.")
        _Reader(part.presentation, limits, extract).read()
    if not extract.blocks:
        raise _no_text(extract)
    extract.counts["characters"] = sum(len(block.text) for block in extract.blocks)
    return extract


def _no_text(extract: Extract) -> UnreadableError:
    if extract.counts.get("pictures"):
        return UnreadableError(
            Reason.NEEDS_OCR,
            "Lysbildene har bare bilder, ingen tekst. Kjør tekstgjenkjenning (OCR), og lever filen med teksten i.",
        )
    return UnreadableError(Reason.NO_TEXT, "Presentasjonen har ingen tekst. Sjekk at det er riktig fil.")


class _Reader:
    """Goes through a deck once and fills an extract."""

    def __init__(self, deck: Presentation, limits: Limits, extract: Extract) -> None:
        self._deck = deck
        self._limits = limits
        self._extract = extract
        self._unread: dict[str, list[int]] = {}
        self._pictures = 0
        self._first_title = ""

    def read(self) -> None:
        count = len(self._deck.slides)
        if count > self._limits.pages:
            raise UnreadableError(
                Reason.TOO_MANY_PAGES,
                f"Presentasjonen har {count} lysbilder; grensen er {self._limits.pages}. Del den i flere filer.",
            )
        for number, slide in enumerate(self._deck.slides, 1):
            if slide.element.get("show") in {"0", "false"}:
                self._unread.setdefault("skjult", []).append(number)
            else:
                self._slide(slide, number)
        self._describe()
        self._extract.counts["slides"] = count - len(self._unread.get("skjult", []))
        self._extract.counts["pictures"] = self._pictures
        self._remark()

    def _slide(self, slide: Slide, number: int) -> None:
        spot = Spot(slide=number)
        # Asked once for each: python-pptx searches the shape for it every time, and all of them for the title.
        shapes = [(shape, shape.element.ph) for shape in slide.shapes]
        title = next((shape for shape, place in shapes if place is not None and place.idx == 0), None)
        heading = one_line(title.text_frame.text) if isinstance(title, Shape) and title.has_text_frame else ""
        pictures = self._pictures
        blocks = [block for shape, place in shapes if shape is not title for block in self._shape(shape, place, spot)]
        blocks += self._notes(slide, spot)
        if any(True for _ in slide.shapes.element.iter(_ALTERNATIVES)):
            self._unread.setdefault("objekt", []).append(number)
        if number == 1:
            self._first_title = heading
        if heading or blocks:
            # Without a heading of its own the slide would stand under that of the slide before.
            heading_text = heading or f"Lysbilde {number}"
            self._extract.blocks += [Block(BlockKind.HEADING, heading_text, spot, 1), *blocks]
        elif self._pictures > pictures:
            self._unread.setdefault("bilde", []).append(number)

    def _shape(self, shape: BaseShape, place: CT_Placeholder | None, spot: Spot) -> Iterator[Block]:
        """The blocks of a shape; ``place`` is the placeholder of the layout that it fills."""
        if isinstance(shape, GroupShape):
            for member in shape.shapes:
                yield from self._shape(member, member.element.ph, spot)
            return
        placed = None if place is None else place.type
        if placed in _LEFT_OUT:
            return
        if isinstance(shape, GraphicFrame):
            yield from self._graphic(shape, spot)
        elif isinstance(shape, Picture):
            self._pictures += 1
        elif isinstance(shape, Shape) and shape.has_text_frame:
            yield from _texts(shape.text_frame, spot, is_body=placed in _BODIES)

    def _graphic(self, frame: GraphicFrame, spot: Spot) -> Iterator[Block]:
        if frame.has_table:
            kind, texts = BlockKind.TABLE, list(table_rows(frame.table))
        elif frame.has_chart:
            kind, texts = BlockKind.TABLE, chart_rows(frame.chart, self._limits.rows)
        else:
            kind, texts = BlockKind.LIST_ITEM, smart_art_texts(frame)
        if not texts and spot.slide:
            self._unread.setdefault("objekt", []).append(spot.slide)
        yield from (Block(kind, text, spot) for text in texts)

    def _notes(self, slide: Slide, spot: Spot) -> Iterator[Block]:
        frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        for paragraph in frame.paragraphs if frame is not None else ():
            text = one_line(paragraph.text)
            if text:
                yield Block(BlockKind.NOTE, text, spot)

    def _describe(self) -> None:
        metadata = self._extract.metadata
        package = self._deck.part.package
        # Without such a part python-pptx would make one up, dated now.
        if any(each.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for each in package._rels.values()):
            properties = self._deck.core_properties
            metadata["tittel"] = own_title(properties.title) or ""
            metadata["dato"] = own_date(properties.modified, properties.created) or ""
        if self._first_title and not metadata.get("tittel"):
            metadata["tittel"] = self._first_title
        self._extract.metadata = {key: value for key, value in metadata.items() if value}

    def _remark(self) -> None:
        says = {
            "skjult": ("skjult_lysbilde", "er skjult og ikke lest. Vis dem i PowerPoint om de skal være med"),
            "bilde": (
                "bare_bilde",
                "har bare bilder, og teksten i dem er ikke lest. Den krever tekstgjenkjenning (OCR)",
            ),
            "objekt": (
                "ulest_objekt",
                "har et innebygd objekt som ikke er lest. Skriv innholdet som tekst om det trengs",
            ),
        }
        for what, numbers in self._unread.items():
            code, text = says[what]
            named = ", ".join(str(number) for number in dict.fromkeys(numbers))
            self._extract.remarks.append(Remark(code, f"Lysbilde {named} {text}.", Spot(slide=numbers[0])))


def _texts(frame: TextFrame, spot: Spot, *, is_body: bool) -> Iterator[Block]:
    """The paragraphs of a text frame; several in a body placeholder are the points of a list."""
    read = [(paragraph, one_line(paragraph.text)) for paragraph in frame.paragraphs]
    filled = [(paragraph, text) for paragraph, text in read if text]
    for paragraph, text in filled:
        properties = paragraph._p.pPr  # python-pptx has no other way to the bullets
        marks = set() if properties is None else {child.tag for child in properties}
        listed = bool(marks & _BULLETS) or (is_body and len(filled) > 1 and _NO_BULLET not in marks)
        yield Block(BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH, text, spot)
