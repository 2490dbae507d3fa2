"""Where each line of a brief stands on an A4 page, measured with the font that is embedded.

The same measures (millimetres, points) stand in the print style of ``page.html``, whose font has the same widths; what
fits here fits there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from search_api.brief.content import Brief, Line, Mark, Section
from search_api.wording import Language

FONT = "Liberation Sans"
_FONTS = Path(__file__).parent / "fonts"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210.0, 297.0, 14.0
MAIN_WIDTH, SIDE_WIDTH = 112.0, 60.0
# The space between the columns is what is left: 10 mm.
_SIDE_AT = PAGE_WIDTH - MARGIN - SIDE_WIDTH
_INDENT = 4.0
_ABOVE_SECTION, _ABOVE_COLUMNS, _ABOVE_FOOTER = 4.2, 2.0, 3.0


@dataclass(frozen=True, slots=True)
class Style:
    """Size in points, the height of a line and the space under it in millimetres, weight, colour, and tag."""

    size: float
    height: float
    under: float = 0.0
    bold: bool = False
    colour: tuple[int, int, int] = (26, 26, 26)
    tag: str = "P"


_INK, _QUIET = (11, 61, 92), (85, 85, 85)
KICKER = Style(8.5, 4.4, 1.0, bold=True, colour=_INK)
TITLE = Style(17, 7.4, 1.2, bold=True, tag="H1")
FACTS = Style(9.5, 4.5, 3.0, colour=_QUIET)
HEADING = Style(11, 5.2, 0.8, bold=True, colour=_INK, tag="H2")
MAIN = Style(10.5, 5.0, 1.0)
SIDE = Style(9.5, 4.5, 1.0)
FOOTER = Style(7.5, 3.3, colour=_QUIET)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight on one line; ``x`` is where they begin, ``y`` the baseline, both in millimetres."""

    x: float
    y: float
    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph in its place; ``top`` is the upper edge of its first line."""

    style: Style
    language: Language
    runs: tuple[Run, ...]
    left: float
    top: float
    width: float
    mark: Mark
    href: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs in reading order; ``rules`` are the heights of the lines across, ``fits`` whether all is on it."""

    paragraphs: tuple[Placed, ...]
    rules: tuple[float, ...]
    fits: bool


def add_fonts(pdf: FPDF) -> None:
    """Give a document the two weights."""
    pdf.add_font(FONT, "", _FONTS / "LiberationSans-Regular.ttf")
    pdf.add_font(FONT, "B", _FONTS / "LiberationSans-Bold.ttf")


@lru_cache(maxsize=1)
def _ruler() -> FPDF:
    pdf = FPDF()
    add_fonts(pdf)
    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.close()  # the widths have been read
    return pdf


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> float:
    """The width of a letter in millimetres at one point."""
    ruler = _ruler()
    ruler.set_font(FONT, "B" if bold else "", 100)
    return ruler.get_string_width(letter, normalized=True) / 100


def _width(text: str, style: Style, bold: bool) -> float:
    return sum(_advance(letter, bold) for letter in text) * style.size


Words = list[tuple[str, bool]]


def _pieces(word: str, width: float, style: Style, bold: bool) -> Iterator[str]:
    """A word, in pieces where it is wider than a whole line (an address)."""
    piece, taken = "", 0.0
    for letter in word:
        step = _advance(letter, bold) * style.size
        if piece and taken + step > width:
            yield piece
            piece, taken = "", 0.0
        piece, taken = piece + letter, taken + step
    yield piece


def _lines(line: Line, width: float, style: Style) -> list[Words]:
    """The words of a paragraph, line by line."""
    words = [(word, True) for word in line.label.split()]
    words += [(word, style.bold) for word in line.text.split(" ") if word]
    found: list[Words] = [[]]
    left = width
    for word, bold in words:
        for piece in _pieces(word, width, style, bold):
            space = _advance(" ", bold) * style.size if found[-1] else 0.0
            needed = _width(piece, style, bold)
            if found[-1] and space + needed > left:
                found.append([])
                left, space = width, 0.0
            found[-1].append((piece, bold))
            left -= space + needed
    return found


def _runs(words: Words, left: float, baseline: float, style: Style) -> Iterator[Run]:
    """Neighbouring words of the same weight as one. A run ends in a space, so that lines read as words one by one."""
    x, text, weight = left, "", style.bold
    for word, bold in words:
        if text and bold != weight:
            yield Run(x, baseline, text, weight)
            x, text = x + _width(text, style, weight), ""
        text, weight = f"{text}{word} ", bold
    if text:
        yield Run(x, baseline, text, weight)


class _Column:
    """Paragraphs one under the other; ``y`` is where the next begins."""

    def __init__(self, left: float, width: float, y: float) -> None:
        self.left, self.width, self.y = left, width, y
        self.placed: list[Placed] = []

    def put(self, line: Line, style: Style) -> None:
        """Place a paragraph and go on under it."""
        indent = _INDENT if line.mark else 0.0
        left, top = self.left + indent, self.y
        runs: list[Run] = []
        for words in _lines(line, self.width - indent, style):
            # The baseline stands where Liberation's ascender (0.905 of the size) puts it in the middle of the line.
            baseline = self.y + style.height / 2 + 0.35 * style.size * 0.3528
            runs.extend(_runs(words, left, baseline, style))
            self.y += style.height
        self.y += style.under
        placed = Placed(style, line.language, tuple(runs), left, top, self.width - indent, line.mark, line.href)
        self.placed.append(placed)

    def sections(self, sections: Sequence[Section], style: Style, language: Language) -> None:
        """Place sections, each with its heading."""
        for number, section in enumerate(sections):
            self.y += _ABOVE_SECTION if number else 0.0
            self.put(Line(section.heading, language), HEADING)
            for line in section.lines:
                self.put(line, style)


def lay_out(brief: Brief) -> Layout:
    """Place everything; the footer stands at the bottom of the page, and the columns must end above it."""
    head = _Column(MARGIN, PAGE_WIDTH - 2 * MARGIN, MARGIN)
    head.put(Line(brief.kicker, brief.language), KICKER)
    head.put(Line(brief.title, brief.title_language), TITLE)
    head.put(Line(brief.facts, brief.language), FACTS)
    top = head.y + _ABOVE_COLUMNS
    main = _Column(MARGIN, MAIN_WIDTH, top)
    main.sections(brief.main, MAIN, brief.language)
    side = _Column(_SIDE_AT, SIDE_WIDTH, top)
    side.sections(brief.side, SIDE, brief.language)
    foot = _Column(MARGIN, PAGE_WIDTH - 2 * MARGIN, 0.0)
    for text in brief.footer:
        foot.put(Line(text, brief.language), FOOTER)
    at = PAGE_HEIGHT - MARGIN - foot.y
    foot = _Column(MARGIN, PAGE_WIDTH - 2 * MARGIN, at)
    for text in brief.footer:
        foot.put(Line(text, brief.language), FOOTER)
    return Layout(
        paragraphs=(*head.placed, *main.placed, *side.placed, *foot.placed),
        rules=(head.y - FACTS.under / 2, at - _ABOVE_FOOTER / 2),
        fits=max(main.y, side.y) <= at - _ABOVE_FOOTER,
    )
