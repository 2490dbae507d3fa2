"""Tables with ruling lines, read cell by cell. A table without lines between its columns is left to the text.

Only what is safe: lines that cross make a grid of two columns and two rows at least, and no line of text reaches out
of it. Everything else comes as flattened text, which cleaning marks as not to be trusted.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as pdfium_raw
from pypdfium2 import PdfPage, PdfTextPage

from ingest.readers.office_text import one_line
from ingest.readers.pdf_lines import Box, plain_lines
from ingest.wordcheck import broken_words, known

# Chromium draws each run between two soft hyphens by itself, 4,400 objects a page; looking at each costs 0.5–1.5 µs.
_MOST_OBJECTS = 3000
# What is left when pieces are put together; a page with more is a drawing.
_MOST_RULES = 300
# Called for every object there is; looked up in the library once.
_object = pdfium_raw.FPDFPage_GetObject
_type = pdfium_raw.FPDFPageObj_GetType
_THIN = 2.5
_SHORTEST = 8.0
_NEAR = 3.0
_RECTANGLE_SEGMENTS = 6
_FEWEST_FILLED = 4
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: ``at`` is its place across its direction, ``start`` and ``end`` lie along it."""

    upright: bool
    at: float
    start: float
    end: float

    def crosses(self, other: "Rule") -> bool:
        """Whether the two lines meet."""
        return (
            self.upright != other.upright
            and other.start - _NEAR <= self.at <= other.end + _NEAR
            and self.start - _NEAR <= other.at <= self.end + _NEAR
        )


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table on a page: where it lies, the names of its columns (none if it has no header), and its rows.

    ``trusted`` is false where no lines say which words belong to which cell.
    """

    box: Box
    headers: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    trusted: bool = True


def ruled_tables(page: PdfPage, text: PdfTextPage) -> list[TableRead]:
    """The tables of a page that are drawn with lines, from the top."""
    rules = _merged(_rules(page))
    if len(rules) > _MOST_RULES:
        return []
    tables = []
    for group in _connected(rules):
        table = _table(group, text)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: -table.box[3])


def _rules(page: PdfPage) -> Iterator[Rule]:
    raw = page.raw
    count = pdfium_raw.FPDFPage_CountObjects(raw)
    if count > _MOST_OBJECTS:
        return
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(count):
        drawn = _object(raw, number)
        if _type(drawn) != pdfium_raw.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium_raw.FPDFPath_CountSegments(drawn) <= _RECTANGLE_SEGMENTS and pdfium_raw.FPDFPageObj_GetBounds(
            drawn, left, bottom, right, top
        ):
            yield from _sides((left.value, bottom.value, right.value, top.value))


def _sides(box: Box) -> Iterator[Rule]:
    """A thin rectangle is a line; a larger one, as around a cell or behind it, is four."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if height <= _THIN and width >= _SHORTEST:
        yield Rule(False, (bottom + top) / 2, left, right)
    elif width <= _THIN and height >= _SHORTEST:
        yield Rule(True, (left + right) / 2, bottom, top)
    elif width >= _SHORTEST and height >= _SHORTEST:
        yield from (Rule(False, at, left, right) for at in (bottom, top))
        yield from (Rule(True, at, bottom, top) for at in (left, right))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines drawn piece by piece, cell by cell, as one."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.upright, round(rule.at), rule.start)):
        last = merged[-1] if merged else None
        if last and last.upright == rule.upright and abs(last.at - rule.at) <= _THIN and rule.start <= last.end + _NEAR:
            merged[-1] = Rule(rule.upright, last.at, last.start, max(last.end, rule.end))
        else:
            merged.append(rule)
    return merged


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that meet each other, directly or by way of others."""
    left = list(rules)
    groups = []
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            rule = waiting.pop()
            group.append(rule)
            waiting += [other for other in left if rule.crosses(other)]
            left = [other for other in left if not rule.crosses(other)]
        groups.append(group)
    return groups


def _table(rules: Sequence[Rule], text: PdfTextPage) -> TableRead | None:
    across = _places(rule.at for rule in rules if rule.upright)
    up = _places(rule.at for rule in rules if not rule.upright)[::-1]
    if len(across) < 3 or len(up) < 3:
        return None
    upright = [rule for rule in rules if rule.upright]
    rows = [_row(text, across, (low, high), upright) for high, low in pairwise(up)]
    rows = [row for row in rows if any(row)]
    filled = sum(bool(cell) for row in rows for cell in row)
    columns = sum(any(row[number] for row in rows) for number in range(len(across) - 1))
    if len(rows) < 2 or columns < 2 or filled < _FEWEST_FILLED:
        return None
    box = (across[0], up[-1], across[-1], up[0])
    named = all(rows[0]) and max(map(len, rows[0])) <= _LONGEST_NAME and not any(map(str.isdecimal, rows[0]))
    return TableRead(box, rows[0], rows[1:]) if named else TableRead(box, [], rows)


def _places(values: Iterable[float]) -> list[float]:
    """Values that lie close together as one, from the smallest: a double line is a line."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > 2 * _NEAR:
            places.append(value)
    return places


def _row(text: PdfTextPage, across: Sequence[float], heights: tuple[float, float], upright: list[Rule]) -> list[str]:
    """The cells of a row; where no line parts two columns, the text stands in the first of them."""
    low, high = heights
    middle = (low + high) / 2
    cells = [""] * (len(across) - 1)
    start = 0
    for end in range(1, len(across)):
        parted = any(abs(rule.at - across[end]) <= 2 * _NEAR and rule.start <= middle <= rule.end for rule in upright)
        if parted or end == len(across) - 1:
            cells[start] = _cell(text.get_text_bounded(across[start], low, across[end], high))
            start = end
    return cells


def _cell(text: str) -> str:
    """The text of a cell on one line. Narrow columns break words, with a hyphen and without («forskningsdre vet»).

    A word cut without a hyphen into two words («Innovasjons alliansen») stays cut: that may have been meant.
    """
    joined = ""
    for line in plain_lines(text).split("\n"):
        before, after = joined.rpartition(" ")[2], line.strip()
        first = after.partition(" ")[0].rstrip(".,;:!?)»")
        if before.endswith(("-", "\u2010")) and first[:1].islower() and known(before[:-1] + first):
            joined = joined[:-1] + after
        elif before and first and broken_words(f"{before} {first}"):
            joined += after
        else:
            joined = f"{joined} {after}".strip()
    return one_line(joined)
