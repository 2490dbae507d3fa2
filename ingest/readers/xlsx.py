"""Spreadsheets: the visible sheets, row by row, with what the cells show.

openpyxl reads in its streaming mode: formulas are never computed, what the program that saved the file computed is
read. Haystack's ``XLSXToDocument`` (3.4) gives each sheet as one Markdown table, without the numbers of the rows.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from ingest.amounts import amount
from ingest.blocks import Extract, Remark, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.office_text import joined_lines, own_date, own_title
from ingest.readers.packed import Package, opened_by_library, unpack
from ingest.readers.sheets import Sheet, check_size, mapping_for, take
from kunnskapsbase.document import Spot

PROGRAM = "Excel"
# Excel's own last row: a file may claim any number, and openpyxl would give as many empty rows.
LAST_ROW = 1_048_576
_CORE = "docProps/core.xml"
_CHUNK = 1 << 20
# Longer than the longest formula (8,192 characters), so that no cell is missed between two chunks.
_OVERLAP = 20_000

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^<>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_NOT_COMPUTED = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_COORDINATE = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_NUMBERS = (int, float)
_ZEROS = re.compile("0{2,}")


@dataclass
class _Layout:
    """What the streaming mode does not tell: merged ranges, and the formulas whose value nobody computed."""

    merged: set[str] = field(default_factory=set)
    not_computed: set[str] = field(default_factory=set)


def read(file: Path, limits: Limits) -> Extract:
    """The rows of the spreadsheet ``file``: experiences where a column mapping file lies beside it, else passages.

    Raises:
        UnreadableError: it is damaged, locked, a bomb, too large or no spreadsheet, or has nothing in it.
    """
    mapping = mapping_for(file)
    package = unpack(file, limits, PROGRAM, ".xlsx")
    extract = Extract(SourceType.XLSX, "openpyxl", remarks=package.remarks)
    with opened_by_library(PROGRAM):
        workbook = load_workbook(package.stream(), read_only=True, data_only=True, keep_links=False)
        if _CORE in package.names:
            properties = workbook.properties
            said = {"tittel": own_title(properties.title), "dato": own_date(properties.modified, properties.created)}
            extract.metadata = {name: value for name, value in said.items() if value}
        sheets = list(_sheets(workbook, package, limits, extract))
    for sheet in sheets:
        take(sheet, mapping, extract, file)
    if not extract.blocks and not extract.experiences:
        raise UnreadableError(
            Reason.NO_TEXT, "Regnearket har ingen synlige celler med innhold. Sjekk at det er riktig fil."
        )
    extract.counts["sheets"] = len(sheets)
    extract.counts["characters"] = sum(len(block.text) for block in extract.blocks)
    return extract


def _sheets(workbook: Any, package: Package, limits: Limits, extract: Extract) -> Iterator[Sheet]:  # noqa: ANN401
    """The visible sheets that have content; of what is too large, a remark, unless there is nothing else."""
    refused: UnreadableError | None = None
    given = 0
    rows_left = limits.rows
    hidden = [f"«{each.title}»" for each in workbook.worksheets if each.sheet_state != "visible"]
    if hidden:
        message = f"Skjulte ark er ikke lest: {', '.join(hidden)}. Vis dem i Excel om de skal være med."
        extract.remarks.append(Remark("skjult_ark", message))
    for worksheet in workbook.worksheets:
        if worksheet.sheet_state != "visible":
            continue
        try:
            sheet = _rows(worksheet, limits, rows_left, extract)
        except UnreadableError as error:
            refused = error
            message = f"Arket «{worksheet.title}» er ikke lest. {error}"
            extract.remarks.append(Remark(error.reason.value, message, Spot(sheet=worksheet.title)))
            continue
        _apply_layout(sheet, _layout(package, worksheet._worksheet_path), extract)
        if sheet.rows:
            rows_left -= len(sheet.rows)
            given += 1
            yield sheet
    if refused and not given:
        raise refused


def _rows(worksheet: Any, limits: Limits, rows_left: int, extract: Extract) -> Sheet:  # noqa: ANN401
    # What a file says of its own size is often wrong, and openpyxl believes it.
    worksheet.reset_dimensions()
    sheet = Sheet(worksheet.title)
    errors = []
    formats: dict[int, str] = {}
    for number, row in enumerate(worksheet.iter_rows(max_row=LAST_ROW), 1):
        cells = [_text(cell, formats) for cell in row]
        errors += [cell.coordinate for cell in row if cell.data_type == "e"]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            sheet.rows.append((number, cells))
            check_size(len(sheet.rows) + limits.rows - rows_left, len(cells), limits)
    if errors:
        message = (
            f"Arket «{sheet.name}» har feilverdier (som #REF!) i {_some(errors)}. De er lest som tomme. Rett formlene."
        )
        extract.remarks.append(Remark("feilverdi", message, Spot(sheet=sheet.name)))
    return sheet


def _text(cell: Any, formats: dict[int, str]) -> str:  # noqa: ANN401 — a cell of openpyxl, which has no types
    """What the cell shows, near enough: numbers with decimal comma, dates as YYYY-MM-DD.

    ``formats`` keeps the number format of each style: openpyxl looks for it anew for each cell.
    """
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return joined_lines(value)
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, _NUMBERS):
        style = cell._style_id
        if style not in formats:
            formats[style] = str(cell.number_format)
        return _number(value, formats[style])
    return _moment(value)


def _moment(value: Any) -> str:  # noqa: ANN401 — a date, a time or whatever else openpyxl makes of a cell
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return joined_lines(str(value))


def _number(value: float, shown_as: str) -> str:
    if "%" in shown_as:
        return f"{_plain(value * 100)} %"
    text = _plain(value)
    return text.zfill(len(shown_as)) if _ZEROS.fullmatch(shown_as) else text


def _plain(value: float) -> str:
    text = str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _layout(package: Package, path: str) -> _Layout:
    found = _Layout()
    tail = b""
    with package.archive.open(path) as content:
        while chunk := content.read(_CHUNK):
            part = tail + chunk
            # Most sheets have neither, and that is known a hundred times sooner than where they would stand.
            if b"mergeCell" in part:
                found.merged.update(match.decode("ascii") for match in _MERGE.findall(part))
            has_formulas = b"<f" in part or b":f" in part
            for attributes in _NOT_COMPUTED.findall(part) if has_formulas else ():
                coordinate = _COORDINATE.search(attributes)
                # A formula whose value is the empty text has been computed, and says so by its type.
                if coordinate and b't="str"' not in attributes:
                    found.not_computed.add(coordinate.group(1).decode("ascii"))
            tail = part[-_OVERLAP:]
    return found


def _apply_layout(sheet: Sheet, layout: _Layout, extract: Extract) -> None:
    """Give each row what a cell merged over several rows says of it, and tell of formulas without a value."""
    by_number = dict(sheet.rows)
    for area in layout.merged:
        left, top, _, bottom = range_boundaries(area)
        above = by_number.get(top, [])
        if bottom <= top or len(above) < left or not above[left - 1]:
            continue
        for number in range(top + 1, min(bottom, sheet.rows[-1][0]) + 1):
            cells = by_number.get(number)
            if cells is not None:
                cells += [""] * (left - len(cells))
                cells[left - 1] = cells[left - 1] or above[left - 1]
    if layout.not_computed:
        cells_named = _some(sorted(layout.not_computed, key=coordinate_to_tuple))
        message = (
            f"Arket «{sheet.name}» har formler uten lagret verdi i {cells_named}. De er lest som tomme. Åpne filen i "
            "Excel og lagre den, så regnes de ut."
        )
        extract.remarks.append(Remark("formel_uten_verdi", message, Spot(sheet=sheet.name)))


def _some(coordinates: list[str]) -> str:
    more = f" og {amount(len(coordinates) - 10, 'celle', 'celler')} til" if len(coordinates) > 10 else ""
    return ", ".join(coordinates[:10]) + more
