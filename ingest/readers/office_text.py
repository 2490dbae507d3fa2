"""What the office formats leave in their text, taken out: odd spaces, soft hyphens and characters nobody sees."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

# Control characters, the soft hyphen, zero-width marks, and what cannot be written as UTF-8 at all.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffe\uffff]"
)
# A carriage return that Excel could not write as XML, and says so.
_ESCAPED = re.compile(r"_x00(?:0[AaDd]|0[Bb])_")
_BREAKS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_ENDED = frozenset(".!?:…")
_NO_TITLES = frozenset(
    {"word document", "word-dokument", "powerpoint presentation", "powerpoint-presentasjon", "lysbilde 1", "slide 1"}
)
# The days on which the templates of python-docx and python-pptx were made, which every file made with them repeats.
_TEMPLATES = frozenset({date(2013, 12, 23), date(2013, 1, 27)})


def lines(text: str) -> list[str]:
    """The lines of ``text``, in NFC, with single spaces and nothing unseen; empty lines are left out."""
    if _is_plain(text):
        return [text] if text else []
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _ESCAPED.sub("\n", text)))
    return [line for part in _BREAKS.split(text) if (line := _SPACES.sub(" ", part).strip())]


def joined_lines(text: str) -> str:
    """The same lines as one text."""
    return text if _is_plain(text) else "\n".join(lines(text))


def one_line(text: str) -> str:
    """``text`` on one line."""
    return text if _is_plain(text) else " ".join(lines(text))


def _is_plain(text: str) -> bool:
    """Whether there is nothing to put right, as in nine cells of ten: much the quickest to ask first."""
    return (
        text.isprintable()
        and "  " not in text
        and "_x00" not in text
        and text == text.strip()
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    )


def row_text(headers: Sequence[str], cells: Sequence[str]) -> str:
    """A row as «Kolonne: verdi. Kolonne: verdi.», each cell with the name of its column; empty cells are left out."""
    return named_cells(cell_names(headers), list(map(one_line, cells)))


def cell_names(headers: Sequence[str]) -> list[str]:
    """What stands before the value of a cell in each column: «Kolonne: »."""
    return [f"{name}: " if (name := header.rstrip(":")) else "" for header in headers]


def named_cells(names: Sequence[str], cells: Sequence[str]) -> str:
    """The same as ``row_text`` with ``cell_names`` and cells out of ``lines``, for tables of many rows."""
    if len(cells) > len(names):
        names = [*names, *[""] * (len(cells) - len(names))]
    filled = list(zip(names, cells, strict=False))
    if not all(cells):
        filled = [(name, cell) for name, cell in filled if cell]
    said = " ".join([f"{name}{cell}" if cell[-1] in _ENDED else f"{name}{cell}." for name, cell in filled])
    return said.replace("\n", " ") if "\n" in said else said


def own_title(title: str | None) -> str | None:
    """The title a file gives itself; None for the ones that Office and the libraries put there."""
    title = one_line(title or "")
    return None if title.casefold() in _NO_TITLES else title or None


def own_date(*moments: datetime | None) -> str | None:
    """The first of ``moments`` (UTC) that says when the file was made, as YYYY-MM-DD."""
    return next((moment.date().isoformat() for moment in moments if moment and moment.date() not in _TEMPLATES), None)
