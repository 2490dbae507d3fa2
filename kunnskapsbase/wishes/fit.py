"""How well a solution fulfils a question's wishes, and what that is worth in the ranking.

``score × (1 + weight × (sector + status + year))``: each fit is 0–1, so what fulfils every wish is lifted by three
times the weight. Nothing is pushed down: a solution that fulfils none, or does not tell its year, keeps its score.
"""

import math
from dataclasses import dataclass

from kunnskapsbase.solution import Solution, Status
from kunnskapsbase.wishes.model import Wishes, YearSpan

# The fit of a year falls as a Gaussian of the years outside the span: 0.95 at one year, 0.61 at three, 0.25 at five.
YEAR_SCALE = 3.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How well each wish is fulfilled (0–1); ``None`` where it was not wished for, or the solution does not tell."""

    sector: float | None = None
    status: float | None = None
    years: float | None = None

    @property
    def total(self) -> float:
        """The fits added, 0–3."""
        return (self.sector or 0.0) + (self.status or 0.0) + (self.years or 0.0)


def solution_years(solution: Solution) -> tuple[int, int] | None:
    """The first and the last year a solution tells of; where it tells none, the year of its source; else ``None``."""
    start, end = solution.year_start or solution.year_end, solution.year_end or solution.year_start
    if start is not None and end is not None:
        return start, end
    if solution.source.date:
        year = int(solution.source.date[:4])
        return year, year
    return None


def _year_fit(solution: Solution, wanted: YearSpan) -> float | None:
    years = solution_years(solution)
    if years is None:
        return None
    return math.exp(-0.5 * (wanted.distance(*years) / YEAR_SCALE) ** 2)


def wish_fit(solution: Solution, wishes: Wishes) -> Fit:
    """How well ``solution`` fulfils ``wishes``."""
    return Fit(
        sector=float(solution.sector in wishes.sectors) if wishes.sectors else None,
        status=(
            float(solution.status in wishes.status.statuses)
            if wishes.status and solution.status is not Status.UNKNOWN
            else None
        ),
        years=_year_fit(solution, wishes.years) if wishes.years else None,
    )


def lifted(score: float, fit: Fit, weight: float) -> float:
    """The score, lifted by a share for each wish that is fulfilled."""
    return score * (1.0 + weight * fit.total)
