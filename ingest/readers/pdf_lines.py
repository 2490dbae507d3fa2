"""The lines of a page as PDFium found them, put right where they lie: raised note numbers, hyphens, columns, edges.

PDFium gives text in the order it was drawn. That is the reading order in nearly every PDF; where a program drew two
columns row by row, it is not, and the page is then read column by column by where the text lies.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium_raw
from pypdfium2 import PdfiumError, PdfTextPage

# PDFium puts one of these where a line ended with a hyphen, and takes the hyphen and the line break away.
_HYPHEN_MARKS = "\u0002\ufffe"
_CUT_OFF = frozenset(_HYPHEN_MARKS)
_LINE = re.compile(f"[^\r\n{_HYPHEN_MARKS}]+")
_RAISED = re.compile(r"\s*\d{1,3}\s*")
_PUSHED_HYPHEN = re.compile(r"[^\W\d_] [-\u2010]$")
_HYPHENS = "-\u2010"
_PUSHED = 0.28
# Called for every line there is; looked up in the library once.
_char_box = pdfium_raw.FPDFText_GetCharBox
_char_origin = pdfium_raw.FPDFText_GetCharOrigin
_font_size = pdfium_raw.FPDFText_GetFontSize
_rectangle = pdfium_raw.FPDFText_GetRect
_NOTE = re.compile(r"(?:\d{1,3}|\*{1,3})(?!\d)")
# Footnotes are set in 8–9 points where the text is in 10–12.
_NOTE_SIZE = 0.93
# More than this is a table or a box in small print.
_LONGEST_REST = 4
_GAP = 1.3
_FEWEST_LINES = 8
# Where the space between two columns may be, as parts of the width; checked in strips of so many points.
_GUTTERS = (0.46, 0.48, 0.5, 0.52, 0.54)
_STRIP = 6.0
# More characters than stand in such a strip of any page but a drawing.
_SHORT = 2000
# Headings and headers cross the space between columns; a page with more lines across it than this has none.
_MOST_CROSSING = 0.3
# Column by column the lines change side once or twice; drawn row by row they do at every line.
_MOST_CHANGES = 0.25

NOTE_RULE = " " * 54
"""What parts the rest of a note from the text above it, as in what Word writes: a long blank line."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the page's lower left corner."""


class Line(NamedTuple):
    """A line of text, where it lies, how high its letters stand, and the font size it begins in.

    Sizes can be compared within a page only.
    """

    text: str
    box: Box
    baseline: float
    size: float


def page_text(page: PdfTextPage, bounds: Box) -> str:
    """The text of a page, line by line in reading order."""
    lines = page_lines(page, bounds)
    gutter = mixed_columns(page, lines, bounds)
    return running_text(lines) if gutter is None else by_columns(page, gutter, bounds)


def running_text(lines: Sequence[Line]) -> str:
    """The text of ``lines`` in their order, which are those of a page or some of them."""
    return _with_gaps(_with_notes_last(_with_numbers_in_place(lines)))


def page_lines(page: PdfTextPage, bounds: Box) -> list[Line]:
    """The lines of a page as they were drawn; what lies outside ``bounds`` cannot be seen and is left out."""
    return [line for line in _lines(page) if is_within(line.box, bounds)]


def _lines(page: PdfTextPage) -> list[Line]:
    text = page.get_text_range()
    plain = len(text) == page.count_chars()
    line_at = _Finder(page).line
    found = []
    for match in _LINE.finditer(text):
        content = match.group()
        stripped = content.strip()
        if not stripped:
            continue
        start, after = match.span()
        if len(stripped) < len(content):
            start = after - len(content.lstrip())
        end = start + len(stripped)
        hyphen = "-" if text[after : after + 1] in _CUT_OFF else ""
        if stripped[-1] in _HYPHENS and _PUSHED_HYPHEN.search(stripped) and _is_pushed(page, _at(page, end - 1, plain)):
            stripped = stripped[:-2].rstrip() + stripped[-1]
        # A space at the end is kept: it says that the line was broken between words.
        closed = " " if content[-1] == " " and not hyphen else ""
        first, last = (start, end - 1) if plain else (_at(page, start, plain), _at(page, end - 1, plain))
        found.append(line_at(f"{stripped}{hyphen}{closed}", first, last))
    return found


class _Finder:
    """Finds where lines stand on a page. What PDFium writes to is made once: that takes longer than to ask it."""

    def __init__(self, page: PdfTextPage) -> None:
        self._page = page.raw
        self._first = [ctypes.c_double() for _ in range(4)]
        self._last = [ctypes.c_double() for _ in range(4)]

    def line(self, text: str, start: int, end: int) -> Line:
        """The line that goes from the character ``start`` to ``end``.

        Raises:
            PdfiumError: there are no such characters.
        """
        page, (left, right, bottom, top) = self._page, self._first
        if not _char_box(page, start, left, right, bottom, top):
            raise PdfiumError("Failed to get charbox.")
        box = left.value, bottom.value, right.value, top.value
        if end != start:
            across, last, low, high = self._last
            if not _char_box(page, end, across, last, low, high):
                raise PdfiumError("Failed to get charbox.")
            box = box[0], min(box[1], low.value), max(box[2], last.value), max(box[3], high.value)
        bottom.value = 0.0
        _char_origin(page, start, left, bottom)
        return Line(text, box, bottom.value, _font_size(page, start))


def _is_pushed(page: PdfTextPage, hyphen: int) -> bool:
    """Whether the space before a hyphen at a line end is PDFium's: justified text is pulled apart before the hyphen.

    Measured in what LibreOffice writes: such gaps are 0.16–0.22 of the font size, spaces that were written 0.34–0.54.
    """
    if hyphen < 2 or not pdfium_raw.FPDFText_IsGenerated(page, hyphen - 1):
        return False
    gap: float = page.get_charbox(hyphen)[0] - page.get_charbox(hyphen - 2)[2]
    return bool(gap < _PUSHED * pdfium_raw.FPDFText_GetFontSize(page, hyphen))


def _at(page: PdfTextPage, index: int, plain: bool) -> int:
    return index if plain else max(0, pdfium_raw.FPDFText_GetCharIndexFromTextIndex(page, index))


def is_within(box: Box, bounds: Box) -> bool:
    """Whether the middle of ``box`` lies in ``bounds``."""
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return bounds[0] <= across <= bounds[2] and bounds[1] <= up <= bounds[3]


def _with_gaps(lines: Sequence[Line]) -> str:
    """The lines as text, with an empty line where there is more space between two than lines have."""
    steps = [before.baseline - line.baseline for before, line in pairwise(lines)]
    # The lower quartile: on a page of lists and headings, gaps may be more than half of the steps.
    down = sorted(step for step in steps if step > 0)
    usual = down[len(down) // 4] if down else 0.0
    texts = [line.text for line in lines[:1]]
    for step, line in zip(steps, lines[1:], strict=True):
        texts += ["", line.text] if step > _GAP * usual else [line.text]
    return "\n".join(texts)


def _with_numbers_in_place(lines: Sequence[Line]) -> list[Line]:
    """Note numbers stand a little higher than their line, and PDFium then takes them for lines of their own."""
    placed: list[Line] = []
    raised = False
    end: Box = (0.0, 0.0, 0.0, 0.0)
    for line in lines:
        before = placed[-1] if placed else None
        number = _RAISED.fullmatch(line.text) is not None
        if before is not None and (number or raised) and _goes_on(end, line.box):
            placed[-1] = before._replace(text=before.text.rstrip() + ("" if number else " ") + line.text)
        else:
            placed.append(line)
        raised, end = number, line.box
    return placed


def _with_notes_last(lines: list[Line]) -> list[Line]:
    """Footnotes below the first of two columns, moved to those below the last: nothing then parts the running text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    if not lines:
        return lines
    small = _NOTE_SIZE * sizes.most_common(1)[0][0]
    start = next((at for at, line in enumerate(lines) if line.size < small and _NOTE.match(line.text)), len(lines))
    end = next((at for at in range(start, len(lines)) if lines[at].size >= small), len(lines))
    rest = _rest_above(lines, start, small) if start < end else 0
    start -= rest
    notes, after = lines[start:end], lines[end:]
    if rest:
        notes = [notes[0]._replace(text=NOTE_RULE), *notes]
    if not notes or not any(line.box[1] > notes[0].box[3] for line in after):
        return [*lines[:start], *notes, *after]
    bottom = min(line.box[1] for line in notes)
    last = len(after)
    while last and (after[last - 1].size < small or after[last - 1].box[3] <= bottom):
        last -= 1
    return [*lines[:start], *after[:last], *notes, *after[last:]]


def _rest_above(lines: Sequence[Line], start: int, small: float) -> int:
    """How many lines above the first note are small as it is: the rest of a note of the page before has no number."""
    rest = 0
    while rest <= _LONGEST_REST and rest < start and lines[start - rest - 1].size < small:
        rest += 1
    return rest if rest <= _LONGEST_REST and rest < start else 0


def _goes_on(before: Box, after: Box) -> bool:
    """Whether ``after`` begins where ``before`` ends, on the same line or raised from it.

    The boxes fit the characters tightly: a number raised after a full stop lies wholly above it, by half its height.
    """
    height = max(before[3] - before[1], after[3] - after[1])
    near = -0.5 * height < after[0] - before[2] < 0.8 * height
    return near and max(before[1], after[1]) - min(before[3], after[3]) < 0.5 * min(height, after[3] - after[1])


def mixed_columns(page: PdfTextPage, lines: Sequence[Line], bounds: Box) -> float | None:
    """Where the space between two columns lies, if the page has two and its text goes back and forth between them."""
    if len(lines) < _FEWEST_LINES:
        return None
    width = bounds[2] - bounds[0]
    gutters = [bounds[0] + part * width for part in _GUTTERS]
    edges = [(line.box[0], line.box[2]) for line in lines]
    gutter = min(gutters, key=lambda at: len([True for left, right in edges if left < at < right]))
    sides = ["x" if left < gutter < right else "l" if right <= gutter else "r" for left, right in edges]
    crossing = sides.count("x") / len(sides)
    if crossing <= _MOST_CROSSING:
        sides = [side for side in sides if side != "x"]
        changes = sum(side != after for side, after in pairwise(sides))
        mixed = changes > _MOST_CHANGES * len(sides) and min(sides.count("l"), sides.count("r")) >= _FEWEST_LINES // 2
        return gutter if mixed else None
    if crossing < 1 - _MOST_CROSSING:
        return None
    # Every line goes from edge to edge: one column, or two that were drawn row by row and taken for one.
    return next((at for at in gutters if _is_empty(page, at, edges, bounds)), None)


def _is_empty(page: PdfTextPage, gutter: float, edges: Sequence[tuple[float, float]], bounds: Box) -> bool:
    box = (gutter - _STRIP / 2, bounds[1], gutter + _STRIP / 2, bounds[3])
    crossing = len([True for left, right in edges if left < gutter < right])
    return sum(map(len, _short_text(page, box).split())) <= _MOST_CROSSING * crossing


def _short_text(page: PdfTextPage, box: Box) -> str:
    """The same as ``get_text_bounded``, which asks PDFium twice: first how long the text is, and it is seldom long."""
    left, bottom, right, top = box
    room = (ctypes.c_ushort * _SHORT)()
    length = pdfium_raw.FPDFText_GetBoundedText(page, left, top, right, bottom, room, _SHORT)
    text: str = (
        bytes(room)[: 2 * length].decode("utf-16-le", errors="ignore")
        if length < _SHORT
        else page.get_text_bounded(left, bottom, right, top)
    )
    return text


def by_columns(page: PdfTextPage, gutter: float, bounds: Box) -> str:
    """The text by bands: what stands across both columns parts the page, and each band is read left, then right."""
    across = sorted(
        (box[1], box[3]) for box in rectangles(page) if box[0] < gutter - _STRIP and box[2] > gutter + _STRIP
    )
    parts: list[str] = []
    top = bounds[3]
    for bottom, upper in reversed(across):
        if upper > top:
            continue
        parts += _band(page, gutter, (bounds[0], upper, bounds[2], top))
        parts.append(page.get_text_bounded(bounds[0], bottom, bounds[2], upper))
        top = bottom
    parts += _band(page, gutter, (bounds[0], bounds[1], bounds[2], top))
    return "\n".join(plain_lines(part) for part in parts if part.strip())


def rectangles(page: PdfTextPage) -> list[Box]:
    """The pieces of lines that PDFium found, in the order of the text."""
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    raw = page.raw
    found = []
    for number in range(page.count_rects()):
        if not _rectangle(raw, number, left, top, right, bottom):
            raise PdfiumError("Failed to get rectangle.")
        found.append((left.value, bottom.value, right.value, top.value))
    return found


def _band(page: PdfTextPage, gutter: float, box: Box) -> list[str]:
    left, bottom, right, top = box
    return [page.get_text_bounded(left, bottom, gutter, top), page.get_text_bounded(gutter, bottom, right, top)]


def plain_lines(text: str) -> str:
    """PDFium's text with plain line ends, and with the hyphens at line ends that it took away."""
    return re.sub(f"[{_HYPHEN_MARKS}]", "-\n", text.replace("\r\n", "\n"))
