"""The board as a sheet to work on: CSV, or XLSX for those who have a spreadsheet.

What a spreadsheet would take for a formula is text in both: with an apostrophe before it in CSV, and told to be text in
XLSX. Notes and titles are written by others.
"""

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kunnskapsbase.mentor import Choice
from search_api.mentors.wire import BoardRow, MentorBoard, PairNoteFound
from search_api.wording import Wording, number
from tables.cells import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The columns, by the end of the key of their heading, with how wide they are in a workbook (in characters).
_COLUMNS = {
    "asker": 22, "asker_number": 16, "asker_population": 12, "mentor": 22, "mentor_number": 16, "mentor_population": 12,
    "origin": 18, "solution": 50, "standing": 20, "fit": 10, "load": 12, "room": 12, "over": 12, "sentence": 60,
    "why": 80, "email": 34, "fixed": 18, "note": 50,
}  # fmt: skip
_WRAPPED = frozenset({"solution", "sentence", "why", "note"})
Cell = str | int | float


def _cells(row: BoardRow, wording: Wording) -> dict[str, Cell]:
    asker = row.asker
    cells: dict[str, Cell] = {
        "asker": asker.name,
        "asker_number": asker.kommunenummer,
        "asker_population": asker.population,
        "fixed": row.fixed_words or "",
        "note": (row.note.note if row.note else None) or "",
    }
    match = row.match
    if match is None:
        return cells | {"sentence": wording.say("pair_nobody")}
    mentor = match.mentor
    best = mentor.solutions[0] if mentor.solutions else None
    return cells | {
        "mentor": mentor.municipality.name,
        "mentor_number": mentor.municipality.kommunenummer,
        "mentor_population": mentor.municipality.population,
        "origin": mentor.origin_words,
        "solution": best.title if best else "",
        "standing": best.standing_words if best else "",
        "fit": match.fit,
        "load": match.load,
        "room": mentor.capacity,
        "over": wording.say("sheet_yes" if match.over else "sheet_no"),
        "sentence": match.sentence,
        "why": "; ".join(reason.text for reason in match.why),
        "email": mentor.contact.email or "",
    }


def _decided_cells(note: PairNoteFound, wording: Wording) -> dict[str, Cell]:
    """A line of what is decided of a pair that is not on the board, or of a mentor that is taken out."""
    key = "avoided" if note.asker else "taken_out"
    return {
        "asker": note.asker.name if note.asker else wording.say("sheet_everybody"),
        "asker_number": note.asker.kommunenummer if note.asker else "",
        "asker_population": note.asker.population if note.asker else "",
        "mentor": note.mentor.name,
        "mentor_number": note.mentor.kommunenummer,
        "mentor_population": note.mentor.population,
        "fixed": wording.say(f"pair_{key}") if note.choice == Choice.AVOIDED else "",
        "note": note.note or "",
    }


def _lines(board: MentorBoard, wording: Wording) -> list[dict[str, Cell]]:
    """The pairs, and under them what is decided of others."""
    return [
        *(_cells(row, wording) for row in board.results),
        *(_decided_cells(note, wording) for note in board.decided),
    ]


def _headings(wording: Wording) -> list[str]:
    return [wording.say(f"sheet_{column}") for column in _COLUMNS]


def as_csv(board: MentorBoard, wording: Wording) -> str:
    """The board as CSV (RFC 4180) with a header, a pair a line; under them what is decided of others."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(_headings(wording))
    for cells in _lines(board, wording):
        writer.writerow([harmless(_local(cells.get(column, ""))) for column in _COLUMNS])
    return written.getvalue()


def _local(cell: Cell) -> Cell:
    """A number with decimals the way a Norwegian spreadsheet reads it."""
    return number(cell) if isinstance(cell, float) else cell


def as_xlsx(board: MentorBoard, wording: Wording) -> bytes:
    """The board as a workbook of one sheet, with its first row held in sight and a filter on every column."""
    book = Workbook()
    page = book.active
    page.title = wording.say("sheet_title")
    page.append(_headings(wording))
    for line, cells in enumerate(_lines(board, wording), start=2):
        for place, column in enumerate(_COLUMNS, start=1):
            cell = page.cell(line, place, cells.get(column, ""))
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.quotePrefix = True
            cell.alignment = Alignment(vertical="top", wrap_text=column in _WRAPPED)
    for place, width in enumerate(_COLUMNS.values(), start=1):
        page.cell(1, place).font = Font(bold=True)
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
