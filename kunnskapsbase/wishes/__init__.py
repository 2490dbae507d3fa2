"""Wishes: sector, status and year that a question asks for. They lift what fits a little, and never hide the rest."""

from kunnskapsbase.wishes.fit import Fit, lifted, solution_years, wish_fit
from kunnskapsbase.wishes.model import NO_WISHES, StatusWish, Wishes, YearSpan
from kunnskapsbase.wishes.reading import read_wishes
from kunnskapsbase.wishes.sectors import sector_named

__all__ = [
    "NO_WISHES",
    "Fit",
    "StatusWish",
    "Wishes",
    "YearSpan",
    "lifted",
    "read_wishes",
    "sector_named",
    "solution_years",
    "wish_fit",
]
