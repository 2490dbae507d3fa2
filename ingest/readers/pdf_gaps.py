"""Tables without ruling lines, known by the wide gaps in their lines, one above the other.

The cells of a row lie side by side and are read on one line; which of them belong together over several lines nobody
can tell. Such a table is kept as rows, and is not to be trusted.
"""

from collections.abc import Sequence
from itertools import pairwise

from pypdfium2 import PdfTextPage

from ingest.readers.office_text import one_line
from ingest.readers.pdf_lines import Box, Line, plain_lines, rectangles

# Chromium draws nearly every word by itself; then the pieces of a line say nothing, and fetching them takes 7 ms.
_MOST_PIECES = 800
# Justified text is pulled apart by less than this many letter heights between words.
_GAP = 2.0
_ALIGNED = 4.0
_SKIPPED = 50
_FEWEST_ROWS = 3


def gapped_rows(page: PdfTextPage, lines: Sequence[Line]) -> list[tuple[range, list[list[str]]]]:
    """The tables: which of ``lines`` each takes, and its rows of cells."""
    if page.count_rects() > _MOST_PIECES:
        return []
    pieces = rectangles(page)
    # Where hardly a piece lies to the right of the one before it, no line has two cells.
    if sum(piece[0] >= before[2] for before, piece in pairwise(pieces)) < _FEWEST_ROWS:
        return []
    cells = _cells(lines, pieces)
    return [
        (run, [[_text(page, cell) for cell in cells[place]] for place in run])
        for run in _runs(cells)
        if _is_aligned([cells[place] for place in run])
    ]


def _cells(lines: Sequence[Line], pieces: Sequence[Box]) -> list[list[Box]]:
    """Each line's boxes between wide gaps; pieces lie in the order of the lines they make up."""
    cells: list[list[Box]] = []
    at = 0
    for line in lines:
        # Next to nothing lies between two lines' pieces; a line whose pieces cannot be found has no cells.
        if at < len(pieces) and not _is_of(pieces[at], line):
            near = range(at, min(at + _SKIPPED, len(pieces)))
            at = next((begin for begin in near if _is_of(pieces[begin], line)), at)
        found: list[Box] = []
        while at < len(pieces) and _is_of(pieces[at], line):
            piece = pieces[at]
            if found and piece[0] - found[-1][2] < _GAP * (line.box[3] - line.box[1]):
                left, bottom, right, top = found[-1]
                found[-1] = (left, min(bottom, piece[1]), max(right, piece[2]), max(top, piece[3]))
            else:
                found.append(piece)
            at += 1
        cells.append(found)
    return cells


def _is_of(piece: Box, line: Line) -> bool:
    middle = (piece[1] + piece[3]) / 2
    return line.box[1] - 2 <= middle <= line.box[3] + 2 and line.box[0] - 2 <= piece[0] <= line.box[2] + 2


def _runs(cells: Sequence[Sequence[Box]]) -> list[range]:
    """Stretches of lines with two cells and more."""
    runs = []
    start = None
    for place in range(len(cells) + 1):
        is_row = place < len(cells) and len(cells[place]) >= 2
        if is_row and start is None:
            start = place
        elif not is_row and start is not None:
            if place - start >= _FEWEST_ROWS:
                runs.append(range(start, place))
            start = None
    return runs


def _is_aligned(rows: Sequence[Sequence[Box]]) -> bool:
    """Whether cells stand below cells: in most rows a cell begins where one in another row does."""
    starts = [[cell[0] for cell in row[1:]] for row in rows]
    aligned = sum(
        any(
            abs(begin - other) <= _ALIGNED
            for begin in own
            for row, others in enumerate(starts)
            if row != place
            for other in others
        )
        for place, own in enumerate(starts)
    )
    return aligned >= max(_FEWEST_ROWS, 2 * len(rows) // 3)


def _text(page: PdfTextPage, cell: Box) -> str:
    return one_line(plain_lines(page.get_text_bounded(cell[0] - 1, cell[1] - 1, cell[2] + 1, cell[3] + 1)))
