"""Headers, footers and page numbers taken out of the pages.

A line near the edge of a page goes when the same line, its numbers apart, stands in the same place on other pages too,
when it is a page number and nothing else, or when it names the series and number of the report and stands alone at the
edge. A line with a number at either end that grows with the pages goes wherever it stands, for a page break was lost
there. The first time a header begins a page it may be the heading itself, and is kept.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.cleaning.layout import Line
from ingest.cleaning.result import Tally

_EDGE = 3
_FEWEST_PAGES = 3
_SHARE = 0.1
_LONGEST = 160
_STRAY = 3

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s*)?(?:(?:side|s\.|page|sida)\s*)?(\d{1,4})(?:\s*(?:av|of|/)\s*\d{1,4})?(?:\s*[-–—|])?", re.IGNORECASE
)
_NUMBERS = re.compile(r"\d+")
_NUMBER_AT_EITHER_END = re.compile(r"^(\d{1,4})\s+\D|\D\s+(\d{1,4})$")
_SERIES = re.compile(
    r"\b(?:rapport|notat|nou|innst|prop|meld\. st|arbeidsnotat|veileder)\b.{0,12}\d{4}\s*[:/–-]\s*\d+", re.IGNORECASE
)


def without_margins(pages: Sequence[list[Line]], tally: Tally) -> list[list[Line]]:
    """The pages without headers, footers and page numbers. A page with a header in its middle is two, of one number."""
    shapes = [{at: _shape(lines[at].text) for at in _edge_places(len(lines))} for lines in pages]
    repeated, numbered = _repeated(pages, shapes), _numbered_shapes(pages)
    headings = _headings_like(pages, shapes, repeated)
    several = len(pages) > 1
    out: list[list[Line]] = []
    for place, lines in enumerate(pages):
        gone = {at for at, shape in shapes[place].items() if shape in repeated} - {headings.get(place)}
        middle = [at for at, line in enumerate(lines) if _unnumbered_header(line) in numbered] if numbered else []
        gone.update(middle)
        if several:
            gone.update(_page_numbers(lines, gone))
            gone.update(_series_lines(lines, gone))
        out.extend(_parted(lines, gone, [at for at in middle if at >= _EDGE], tally))
    return out


def _repeated(pages: Sequence[list[Line]], shapes: Sequence[Mapping[int, str]]) -> frozenset[str]:
    """The shapes of line that stand in one and the same place at the edge of enough pages."""
    counts: Counter[tuple[str, int]] = Counter()
    for lines, edges in zip(pages, shapes, strict=True):
        counts.update({(shape, at if at < _EDGE else at - len(lines)) for at, shape in edges.items()})
    enough = max(_FEWEST_PAGES, int(_SHARE * len(pages)))
    return frozenset(shape for (shape, _), count in counts.items() if count >= enough and any(map(str.isalpha, shape)))


def _headings_like(
    pages: Sequence[list[Line]], edges: Sequence[Mapping[int, str]], repeated: frozenset[str]
) -> dict[int, int]:
    """Page → the first line, where a header stands for the first time and can be the heading that it repeats."""
    found: dict[int, int] = {}
    seen: set[str] = set()
    for place, lines in enumerate(pages):
        shapes = list(edges[place].values())
        if shapes and shapes[0] in repeated and shapes[0] not in seen and "#" not in shapes[0]:
            before = pages[place - 1][-1].text if place and pages[place - 1] else "."
            if before[-1] in ".!?:" and len(lines) > 1 and not lines[1].text[0].islower():
                found[place] = 0
        seen.update(shapes)
    return found


def _shape(text: str) -> str:
    return " ".join(_NUMBERS.sub("#", text[:_LONGEST]).split()).lower()


def _unnumbered(text: str) -> str:
    return " ".join(_NUMBERS.sub(" ", text[:_LONGEST]).split()).lower()


def _numbered_shapes(pages: Sequence[list[Line]]) -> set[str]:
    """Lines with a number at either end that stand twice, the number grown as much as the pages between them."""
    seen: dict[str, tuple[int, int]] = {}
    found: set[str] = set()
    for place, lines in enumerate(pages):
        for line in lines:
            number = _number_at_end(line)
            if number is None or "://" in line.text:
                continue
            shape = _unnumbered(line.text)
            before = seen.setdefault(shape, (number, place))
            if (
                place > before[1]
                and number > before[0]
                and abs((number - before[0]) - (place - before[1])) <= _STRAY
                and len(shape) > 20
            ):
                found.add(shape)
    return found


def _number_at_end(line: Line) -> int | None:
    """The page number that a line begins or ends with, if it may be a header or footer."""
    text = line.text
    if len(text) > _LONGEST or not (text[0].isdigit() or text[-1].isdigit()):
        return None
    match = _NUMBER_AT_EITHER_END.search(text)
    return int(match[1] or match[2]) if match else None


def _unnumbered_header(line: Line) -> str | None:
    return _unnumbered(line.text) if _number_at_end(line) else None


def _parted(lines: list[Line], gone: set[int], middle: Sequence[int], tally: Tally) -> list[list[Line]]:
    """The lines that are left, in a part for each header in the middle: a page break was lost there."""
    if not gone:
        return [lines]
    for at in gone:
        tally["margin_lines"] += 1
        tally.removed(lines[at].text)
    parts = []
    for start, end in pairwise([0, *middle, len(lines)]):
        kept = [lines[at] for at in range(start, end) if at not in gone]
        if kept:
            kept[0].starts_page = True
            parts.append(kept)
    return parts


def _edge_places(count: int) -> list[int]:
    return [place for place in range(count) if place < _EDGE or place >= count - _EDGE]


def _page_numbers(lines: Sequence[Line], gone: set[int]) -> list[int]:
    """The first and the last line that are left, if they are a page number alone."""
    left = [place for place in range(len(lines)) if place not in gone]
    return [place for place in {*left[:1], *left[-1:]} if _PAGE_NUMBER.fullmatch(lines[place].text)]


def _series_lines(lines: Sequence[Line], gone: set[int]) -> list[int]:
    left = [place for place in range(len(lines)) if place not in gone]
    found = []
    for place in {*left[:1], *left[-1:]}:
        line = lines[place]
        before = line.gap if place == left[-1] else 0
        after = lines[left[1]].gap if place == left[0] and len(left) > 1 else 0
        alone = max(before, after) > 1
        if alone and len(line.text) < _LONGEST and _SERIES.search(line.text) and line.text[-1] not in ".,;:":
            found.append(place)
    return found
