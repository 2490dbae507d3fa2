"""Tables that the parser flattened, known by how the lines end.

Where lines are much shorter than the document's full lines, they stand in a narrow column: a box, or a table's cells.
In a box a line that ends without a mark is nearly always followed by a small letter; in a table cells of several
columns follow each other, and the next cell begins with a capital or a number. Measured on the Difi report, by page: 6
of 72 lines in a box set beside the text, 4 of 27 to 37 of 105 in its tables; and more cells begin in a table than
sentences end. Rows of numbers are rows as well. What stands in a table is kept, and is not trusted.
"""

import re
from collections.abc import Sequence

from ingest.cleaning.items import sure_bullet
from ingest.cleaning.layout import Line

_FEWEST_LINES = 8
_NARROW = 0.6
_ABRUPT_SHARE = 0.12
_BRIDGED = 2
_FEWEST_BESIDE_BRIDGE = 4
_FEWEST_NUMBER_ROWS = 3
_FEWEST_COLUMNS = 4
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.?!](?:[»”\"]?$| (?=[A-ZÆØÅ]))")
# Raised and lowered ones too.
_DIGIT = re.compile("[\\d\u00b2\u00b3\u00b9\u2070-\u2089]")
_SIGNS = "-–+("
_ENDED = ".:;!?-,\u00ad"


def table_lines(lines: Sequence[Line], width: int) -> frozenset[int]:
    """The numbers of the lines that stand in flattened tables; ``width`` is a full line's length in the document."""
    if not width or not lines:
        return frozenset()
    pages = _page_ranges(lines)
    found: set[int] = set()
    whole: list[range] = []
    for page in pages:
        for run in _narrow_runs(lines, page, width):
            if _is_table(lines, run):
                found.update(run)
            elif len(run) == len(page):
                whole.append(run)
        found.update(_number_rows(lines, page))
    for run in [*whole, *reversed(whole)]:
        # A page that is narrow from top to bottom, before or after a table, is more of it.
        if run.start - 1 in found or run.stop in found:
            found.update(run)
    return frozenset(found)


def _page_ranges(lines: Sequence[Line]) -> list[range]:
    starts = [place for place, line in enumerate(lines) if place == 0 or line.page != lines[place - 1].page]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _narrow_runs(lines: Sequence[Line], page: range, width: int) -> list[range]:
    """Stretches of a page where lines are narrow, over one or two full lines where both sides go on."""
    runs: list[range] = []
    start = None
    for place in [*page, page.stop]:
        narrow = place < page.stop and lines[place].width < _NARROW * width
        if narrow and start is None:
            start = place
        elif not narrow and start is not None:
            run = range(start, place)
            if runs and start - runs[-1].stop <= _BRIDGED and min(len(run), len(runs[-1])) >= _FEWEST_BESIDE_BRIDGE:
                run = range(runs.pop().start, place)
            runs.append(run)
            start = None
    return runs


def _is_table(lines: Sequence[Line], run: range) -> bool:
    plain = [place for place in run if not sure_bullet(lines[place].text)]
    if len(plain) < _FEWEST_LINES:
        return False
    abrupt = sum(place + 1 < run.stop and _is_abrupt(lines[place].text, lines[place + 1].text) for place in plain)
    sentences = sum(len(_SENTENCE_END.findall(lines[place].text)) for place in plain)
    return abrupt >= _ABRUPT_SHARE * len(plain) and abrupt > sentences


def _is_abrupt(text: str, after: str) -> bool:
    """Whether a line ends without a mark and the next begins as if something new began."""
    return text[-1] not in _ENDED and (after[0].isupper() or after[0].isdigit())


def _number_rows(lines: Sequence[Line], page: range) -> set[int]:
    """Rows of at least four columns, numbers for the most part, where three or more follow each other."""
    found: set[int] = set()
    row: list[int] = []
    for place in [*page, page.stop]:
        if place < page.stop and _is_number_row(lines[place].text):
            row.append(place)
            continue
        if len(row) >= _FEWEST_NUMBER_ROWS:
            found.update(row)
        row = []
    return found


def _is_number_row(text: str) -> bool:
    if text.count(" ") < _FEWEST_COLUMNS - 1 or not _DIGIT.search(text):
        return False
    tokens = text.split()
    return len(tokens) >= _FEWEST_COLUMNS and 2 * sum(map(_begins_with_number, tokens)) >= len(tokens)


def _begins_with_number(token: str) -> bool:
    return token[0].isdigit() or (token[0] in _SIGNS and token.lstrip(_SIGNS)[:1].isdigit())
