"""The lines of a page as PDFium found them, put right where they lie: raised note numbers, hyphens, columns, edges.

PDFium gives text in the order it was drawn. That is the reading order in nearly every PDF; where a program drew two
columns row by row, it is not, and the page is then read column by column by where the text lies.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2.raw as pdfium_raw
from pypdfium2 import PdfTextPage

# PDFium puts one of these where a line ended with a hyphen, and takes the hyphen and the line break away.
_HYPHEN_MARKS = "\u0002\ufffe"
_LINE = re.compile(f"[^\r\n{_HYPHEN_MARKS}]+")
_RAISED = re.compile(r"\s*\d{1,3}\s*")
_PUSHED_HYPHEN = re.compile(r"[^\W\d_] [-\u2010]$")
_PUSHED = 0.28
_NOTE = re.compile(r"(?:\d{1,3}|\*{1,3})(?!\d)")
# Footnotes are set in 8–9 points where the text is in 10–12.
_NOTE_SIZE = 0.93
_GAP = 1.3
_FEWEST_LINES = 8
# Where the space between two columns may be, as parts of the width; checked in strips of so many points.
_GUTTERS = (0.46, 0.48, 0.5, 0.52, 0.54)
_STRIP = 6.0
# Headings and headers cross the space between columns; a page with more lines across it than this has none.
_MOST_CROSSING = 0.3
# Column by column the lines change side once or twice; drawn row by row they do at every line.
_MOST_CHANGES = 0.25

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the page's lower left corner."""


@dataclass(frozen=True, slots=True)
class Line:
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
    found = []
    for match in _LINE.finditer(text):
        content = match.group()
        stripped = content.strip()
        if not stripped:
            continue
        start = match.start() + len(content) - len(content.lstrip())
        end = start + len(stripped)
        hyphen = "-" if text[match.end() : match.end() + 1] in tuple(_HYPHEN_MARKS) else ""
        if _PUSHED_HYPHEN.search(stripped) and _is_pushed(page, _at(page, end - 1, plain)):
            stripped = stripped[:-2].rstrip() + stripped[-1]
        # A space at the end is kept: it says that the line was broken between words.
        closed = " " if content[-1] == " " and not hyphen else ""
        found.append(_line(page, stripped + hyphen + closed, _at(page, start, plain), _at(page, end - 1, plain)))
    return found


def _line(page: PdfTextPage, text: str, start: int, end: int) -> Line:
    first, last = page.get_charbox(start), page.get_charbox(end)
    box = (first[0], min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3]))
    across, up = ctypes.c_double(), ctypes.c_double()
    pdfium_raw.FPDFText_GetCharOrigin(page, start, across, up)
    return Line(text, box, up.value, pdfium_raw.FPDFText_GetFontSize(page, start))


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
            placed[-1] = replace(before, text=before.text.rstrip() + ("" if number else " ") + line.text)
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
    notes, after = lines[start:end], lines[end:]
    if not notes or not any(line.box[1] > notes[0].box[3] for line in after):
        return lines
    bottom = min(line.box[1] for line in notes)
    last = len(after)
    while last and (after[last - 1].size < small or after[last - 1].box[3] <= bottom):
        last -= 1
    return [*lines[:start], *after[:last], *notes, *after[last:]]


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
    gutter = min(gutters, key=lambda at: sum(line.box[0] < at < line.box[2] for line in lines))
    sides = ["x" if line.box[0] < gutter < line.box[2] else "l" if line.box[2] <= gutter else "r" for line in lines]
    crossing = sides.count("x") / len(sides)
    if crossing <= _MOST_CROSSING:
        sides = [side for side in sides if side != "x"]
        changes = sum(side != after for side, after in pairwise(sides))
        mixed = changes > _MOST_CHANGES * len(sides) and min(sides.count("l"), sides.count("r")) >= _FEWEST_LINES // 2
        return gutter if mixed else None
    if crossing < 1 - _MOST_CROSSING:
        return None
    # Every line goes from edge to edge: one column, or two that were drawn row by row and taken for one.
    return next((at for at in gutters if _is_empty(page, at, lines, bounds)), None)


def _is_empty(page: PdfTextPage, gutter: float, lines: Sequence[Line], bounds: Box) -> bool:
    strip = page.get_text_bounded(gutter - _STRIP / 2, bounds[1], gutter + _STRIP / 2, bounds[3])
    crossing = sum(line.box[0] < gutter < line.box[2] for line in lines)
    return sum(not sign.isspace() for sign in strip) <= _MOST_CROSSING * crossing


def by_columns(page: PdfTextPage, gutter: float, bounds: Box) -> str:
    """The text by bands: what stands across both columns parts the page, and each band is read left, then right."""
    rectangles = [page.get_rect(number) for number in range(page.count_rects())]
    across = sorted((box[1], box[3]) for box in rectangles if box[0] < gutter - _STRIP and box[2] > gutter + _STRIP)
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


def _band(page: PdfTextPage, gutter: float, box: Box) -> list[str]:
    left, bottom, right, top = box
    return [page.get_text_bounded(left, bottom, gutter, top), page.get_text_bounded(gutter, bottom, right, top)]


def plain_lines(text: str) -> str:
    """PDFium's text with plain line ends, and with the hyphens at line ends that it took away."""
    return re.sub(f"[{_HYPHEN_MARKS}]", "-\n", text.replace("\r\n", "\n"))
