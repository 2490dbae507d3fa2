"""Who needs what, told so that nobody can be found behind it: by size band and part of Norway, from three askings on.

What is kept of who asked is a size band and a landsdel: the smallest of the fifteen such cells has four municipalities.
A cell is told only when it was asked in at least ``K`` times. What is left is told by band alone, then by landsdel
alone, under the same rule, and else without either. Each asking is told once, so that nothing is found by subtraction.

An asking is no municipality: nobody knows who asked, so ``K`` askings may come from fewer. The API counts the same
words from the same municipality once a day.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kunnskapsbase.size_bands import SizeBand

K = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of who asked: ``None`` where it was not said."""

    band: SizeBand | None = None
    region: str | None = None


NOWHERE = Cell()


def told(cells: Mapping[Cell, int]) -> tuple[tuple[Cell, int], ...]:
    """The cells as they may be told, largest first; their sum is that of ``cells``."""
    left = Counter(cells)
    shown: Counter[Cell] = Counter()
    coarser: tuple[Callable[[Cell], Cell], ...] = (
        lambda cell: cell,
        lambda cell: Cell(band=cell.band),
        lambda cell: Cell(region=cell.region),
    )
    for coarsen in coarser:
        sums: Counter[Cell] = Counter()
        for cell, times in left.items():
            sums[coarsen(cell)] += times
        enough = {cell for cell, times in sums.items() if times >= K and cell != NOWHERE}
        for cell in [cell for cell in left if coarsen(cell) in enough]:
            shown[coarsen(cell)] += left.pop(cell)
    if rest := sum(left.values()):
        shown[NOWHERE] = rest
    return tuple(sorted(shown.items(), key=_order))


def _order(told_cell: tuple[Cell, int]) -> tuple[bool, int, str, str]:
    cell, times = told_cell
    return cell == NOWHERE, -times, cell.band or "", cell.region or ""
