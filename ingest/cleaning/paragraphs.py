"""Lines put together into headings, paragraphs, list items, captions, quotations and tables, across page breaks.

A paragraph ends at a gap, and where a line that ends a sentence had room for the next word. It does not end, gap or no
gap, where its last line ends in a hyphen or in the middle of a sentence and the next begins with a small letter; nor at
a page break where its last line was full. It belongs to the page it begins on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.blocks import BlockKind
from ingest.cleaning.headings import APPENDIX, Headings
from ingest.cleaning.items import item_starts
from ingest.cleaning.layout import Line, has_room, width_of
from ingest.cleaning.result import Tally
from ingest.cleaning.tables import table_lines
from ingest.cleaning.vocabulary import Vocabulary

_NEAR = 3
_ENDS_SENTENCE = re.compile(r"[.!?:;…][»”\")\]]*$|[»”][.,]?$")
_LAST_SIGNS = '.!?:;…»”")],'
CAPTION = re.compile(
    r"(Figur|Tabell|Figure|Table|Diagram|Kart|Bilde) (\d{1,3}(?:\.\d{1,2})?[a-z]?)"
    r"(?:[.:] ?| [–-] ?| (?=[A-ZÆØÅ«])|$)"
)
_ROOM = 0.97
_SHORT = 0.6
_TAIL = 20
_HYPHENS = "-\u00ad"
_OPENING = "(«\"“‘'"


@dataclass
class Piece:
    """A block in the making: its lines, and for headings its level."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    level: int = 0

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page


class Paragraphs:
    """Puts the lines of one document together."""

    def __init__(self, pages: Sequence[Sequence[Line]], vocabulary: Vocabulary, tally: Tally) -> None:
        self._tally = tally
        self._words = vocabulary
        self._whole = width_of([line for lines in pages for line in lines])
        self._widths = {lines[0].page: width_of(lines) or self._whole for lines in pages if lines}
        self._headings = Headings(self._whole, vocabulary)

    def pieces(self, lines: Sequence[Line]) -> list[Piece]:
        """The blocks of a run of lines, in order."""
        tables = frozenset(
            place
            for place in table_lines(lines, self._whole)
            if not (lines[place].starts_page and APPENDIX.match(lines[place].text))
        )
        bullets = {place: end for place, end in item_starts(lines).items() if place not in tables}
        headings = self._headings.find(lines, tables, frozenset(bullets))
        pieces: list[Piece] = []
        place = 0
        while place < len(lines):
            if heading := headings.get(place):
                pieces.append(Piece(BlockKind.HEADING, list(lines[place : place + heading.lines]), heading.level))
                place += heading.lines
                continue
            self._add(pieces, lines, place, tables, bullets)
            place += 1
        return pieces

    def _add(
        self,
        pieces: list[Piece],
        lines: Sequence[Line],
        place: int,
        tables: frozenset[int],
        bullets: dict[int, int],
    ) -> None:
        line = lines[place]
        open_ = pieces[-1] if pieces else None
        if place in bullets:
            self._tally.removed(line.text[: bullets[place]])
            line.text = line.text[bullets[place] :]
            pieces.append(Piece(BlockKind.LIST_ITEM, [line]))
        elif place in tables and not CAPTION.match(line.text):
            if (
                open_
                and open_.kind is BlockKind.TABLE
                and open_.lines[-1] is lines[place - 1]
                and open_.page == line.page
            ):
                open_.lines.append(line)
            else:
                pieces.append(Piece(BlockKind.TABLE, [line]))
        elif open_ is None or open_.kind in (BlockKind.HEADING, BlockKind.TABLE) or self._ends(open_, lines, place):
            kind = BlockKind.CAPTION if CAPTION.match(line.text) else BlockKind.PARAGRAPH
            pieces.append(Piece(kind, [line]))
        else:
            open_.lines.append(line)

    def _ends(self, piece: Piece, lines: Sequence[Line], place: int) -> bool:
        """Whether the piece is complete before the line ``lines[place]``."""
        before, line = piece.lines[-1], lines[place]
        small = _begins_small(line.text)
        if before.text[-1] in _HYPHENS and (small or not line.parted):
            return False
        ended = before.text[-1] in _LAST_SIGNS and bool(_ENDS_SENTENCE.search(before.text[-_TAIL:]))
        if ended and piece.kind is BlockKind.CAPTION:
            return True
        parted = line.parted
        if not parted and (small or before.text[-1] == ","):
            return False
        full = self._full(piece, lines, place)
        room = has_room(before, line, _ROOM * full)
        if parted:
            return self._ends_at_gap(piece, line, ended=ended, small=small, room=room)
        if not room:
            return False
        return ended or piece.kind is not BlockKind.PARAGRAPH or before.width < _SHORT * full

    def _ends_at_gap(self, piece: Piece, line: Line, *, ended: bool, small: bool, room: bool) -> bool:
        """Whether a gap or a page break before ``line`` ends the piece: not in the middle of a sentence."""
        if small and line.starts_page and not line.gap:
            return False
        if ended or piece.kind is BlockKind.CAPTION:
            return True
        return not small and (room or (bool(line.gap) and self._words.begins_sentence(line.text)))

    def _full(self, piece: Piece, lines: Sequence[Line], place: int) -> int:
        """How long a full line is here: as the longest near by, and no longer than the page's full lines.

        The lines before a list item say nothing of its width, for it may be indented.
        """
        page = lines[place - 1].page
        back = len(piece.lines) if piece.kind is BlockKind.LIST_ITEM else _NEAR
        around = lines[max(0, place - min(back, _NEAR)) : place + _NEAR]
        near = max([line.width for line in around if line.page == page])
        return min(near, self._widths.get(page) or near)


def _begins_small(text: str) -> bool:
    """Whether a line goes on with a small letter, bracket or quotation mark before it or not."""
    return (text if text[0] not in _OPENING else text.lstrip(_OPENING))[:1].islower()
