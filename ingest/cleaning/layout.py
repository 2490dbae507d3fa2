"""Pages as lines, each with what stood between it and the line before: nothing, a paragraph's gap or a rule.

How a document marks paragraphs is found for each document. Where six in ten lines or more are followed by an empty
line, and half of them or more end in the middle of a sentence, empty lines say nothing (a parser put them there), and a
paragraph's gap is the other kind of blank line: one that holds a space. Elsewhere every blank line is a gap. Either way
a gap is a hint and no proof: in text set in columns a gap may cut a word (``hand-⏎⏎lingsrom``), see ``paragraphs``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Page
from ingest.cleaning.characters import plain_lines

_ALL_DOUBLE = 0.6
_MOST_ENDED = 0.5
_RULE = 20
_WIDE_ENOUGH = 0.85
_FEWEST_FOR_WIDTH = 6


@dataclass(slots=True)
class Line:
    """A line of text. ``gap`` is how many paragraph gaps stand before it; ``rule`` whether a long blank line does.

    ``closed`` says that a space ended it: Word writes one where it broke the line between words, and none where it
    hyphenated. ``starts_page`` is set on the first line left on a page. ``width`` is how many characters it took in the
    source, whatever has been taken out of it since.
    """

    text: str
    page: int
    gap: int = 0
    rule: bool = False
    closed: bool = False
    indent: int = 0
    starts_page: bool = False
    width: int = 0

    @property
    def parted(self) -> bool:
        """Whether something other than a line end parts it from the line before."""
        return self.gap > 0 or self.rule or self.starts_page


def lines_of(pages: Sequence[Page]) -> list[list[Line]]:
    """The text lines of each page, blank ones turned into gaps."""
    raw = [plain_lines(page.text) for page in pages]
    meaningless = _meaningless_blank(raw)
    return [_page_lines(lines, page.number, meaningless) for lines, page in zip(raw, pages, strict=True)]


def _meaningless_blank(raw: Sequence[Sequence[str]]) -> str | None:
    """The blank line that follows most lines of text, or None where blank lines mean something."""
    text = ended = 0
    followed = {"": 0, " ": 0}
    for lines in raw:
        for place, line in enumerate(lines):
            if not line or line.isspace():
                continue
            text += 1
            after = lines[place + 1] if place + 1 < len(lines) else None
            if after is not None and (not after or after.isspace()):
                followed["" if not after else " "] += 1
                ended += line.rstrip()[-1] in ".:!?"
    most = max(followed, key=followed.__getitem__)
    doubled = text > 1 and followed[most] >= _ALL_DOUBLE * text and ended <= _MOST_ENDED * sum(followed.values())
    return most if doubled else None


def _page_lines(raw: Sequence[str], number: int, meaningless: str | None) -> list[Line]:
    lines: list[Line] = []
    gap, seen, rule = 0, 0, False
    for text in raw:
        bare = text.strip()
        if not bare:
            seen += 1
            rule = rule or len(text) >= _RULE
            if meaningless is None or (" " if text else "") != meaningless or (seen > 1 and gap == 0):
                gap += 1
            continue
        if _is_rule(bare):
            rule = True
            continue
        indent = len(text) - len(text.lstrip()) if text[0].isspace() else 0
        lines.append(Line(bare, number, gap, rule, text[-1] == " ", indent, starts_page=not lines, width=len(bare)))
        gap, seen, rule = 0, 0, False
    return lines


def _is_rule(bare: str) -> bool:
    """Whether a line is drawn: underscores or dashes alone."""
    return len(bare) >= _RULE // 2 and bare[0] in "_-–—=" and not bare.strip("_-–—=")


def has_room(line: Line, after: Line, full: float) -> bool:
    """Whether the first word of the line ``after`` would have fitted on ``line``, were a full line ``full`` long."""
    return line.width + 1 + len(after.text.split(None, 1)[0]) <= full


def width_of(lines: Sequence[Line]) -> int:
    """How many characters a full line holds: the length that 85 in 100 lines stay within, and 0 for too few lines."""
    if len(lines) < _FEWEST_FOR_WIDTH:
        return 0
    lengths = sorted(line.width for line in lines)
    return lengths[int(_WIDE_ENOUGH * (len(lengths) - 1))]
