"""Cells of a sheet, in which a text from others stays a text."""

from typing import TypeVar

# What a spreadsheet would take for a formula, or for the end of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_Cell = TypeVar("_Cell")


def harmless(cell: _Cell) -> _Cell | str:
    """A cell with an apostrophe before it where a spreadsheet would take its text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
