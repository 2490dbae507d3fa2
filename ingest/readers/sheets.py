"""A table out of a spreadsheet or a CSV file: with a column mapping its rows are experiences, without one passages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.blocks import Block, BlockKind, Extract, RawExperience, Remark, row_spot
from ingest.limits import Limits
from ingest.mapping_suggestions import suggest_mapping
from ingest.problems import FileRejectedError, Reason, UnreadableError
from ingest.readers.office_text import cell_names, named_cells, one_line, row_text
from ingest.row_mapping import ENDING, GUIDE, OF_FOLDER, RowMapping, load_mapping, mapping_file
from ingest.rows import fields_of
from ingest.validation import nearest
from kunnskapsbase.document import Spot

# The names of the columns stand at the top, though titles and explanations may stand above them.
_SEARCHED = 30
_MAX_NAME = 80


@dataclass
class Sheet:
    """The filled rows of a sheet with their numbers, as text; ``name`` is None for CSV."""

    name: str | None
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def mapping_for(file: Path) -> RowMapping | None:
    """The column mapping that ``file`` is to be read with, if there is one.

    Raises:
        UnreadableError: it cannot be used; the message says what to mend, and the list itself is not read.
    """
    path = mapping_file(file)
    if path is None:
        return None
    try:
        return load_mapping(path)
    except (FileRejectedError, OSError) as error:
        raise UnreadableError(
            Reason.INVALID, f"Kolonnefilen {path.name} kan ikke brukes, så listen er ikke lest.\n{error}"
        ) from error


def check_size(rows: int, columns: int, limits: Limits) -> None:
    """Refuse a table that is larger than its bounds.

    Raises:
        UnreadableError: there are too many rows or columns.
    """
    if columns > limits.columns:
        raise UnreadableError(
            Reason.TOO_MANY_COLUMNS,
            f"Tabellen har minst {columns} kolonner; grensen er {limits.columns}. Ta ut kolonnene som ikke trengs, og "
            "lagre på nytt.",
        )
    if rows > limits.rows:
        raise UnreadableError(Reason.TOO_MANY_ROWS, f"Tabellen har over {limits.rows} rader. Del den i flere filer.")


def take(sheet: Sheet, mapping: RowMapping | None, extract: Extract, file: Path) -> None:
    """Add what ``sheet`` holds to ``extract``."""
    if not sheet.rows:
        return
    extract.counts["rows"] = extract.counts.get("rows", 0) + len(sheet.rows)
    header = _mapped_header(sheet, mapping) if mapping else None
    if mapping and header is not None:
        _take_experiences(sheet, mapping, header, extract)
        return
    if mapping:
        extract.remarks.append(
            Remark(
                "kolonner_ikke_funnet",
                f"{_called(sheet)} har ingen rad med kolonnenavnene i {mapping.path}, og er lest som tekst. Rett "
                "navnene, eller skriv «overskriftsrad: nummer» i kolonnefilen.",
                Spot(sheet=sheet.name),
            )
        )
    _take_passages(sheet, extract, file, suggest=mapping is None)


def _take_experiences(sheet: Sheet, mapping: RowMapping, header: int, extract: Extract) -> None:
    names = column_names(sheet.rows[header][1])
    _compare_columns(sheet, mapping, names, extract)
    wanted = {name.casefold(): name for name in mapping.names}
    keys = [wanted.get(name.casefold(), name) for name in names]
    _remark_on_extra(sheet, header, names, extract)
    seen: dict[str, int] = {}
    for number, cells in sheet.rows[header + 1 :]:
        spot = Spot(row=number, sheet=sheet.name)
        fields = fields_of(mapping, dict(zip(keys, cells, strict=False)))
        own_id = fields.get("id", "")
        if fields and own_id in seen:
            message = (
                f"Rad {number} får samme id («{own_id}») som rad {seen[own_id]}, og er ikke tatt med. Er det to "
                "prosjekter, gi dem ulike titler eller en egen kolonne for id; er det ett, slett den ene raden."
            )
            extract.remarks.append(Remark("samme_id", message, spot))
        elif fields:
            if own_id:
                seen[own_id] = number
            extract.experiences.append(RawExperience(spot, fields))


def _take_passages(sheet: Sheet, extract: Extract, file: Path, *, suggest: bool) -> None:
    header = _likely_header(sheet)
    before = sheet.rows[: header or 0]
    # The sheet's name says what its rows are about, and keeps them apart from the rows of the sheet before.
    if sheet.name:
        extract.blocks.append(Block(BlockKind.HEADING, one_line(sheet.name), Spot(sheet=sheet.name), 1))
    for number, cells in before:
        extract.blocks.append(Block(BlockKind.PARAGRAPH, row_text([], cells), Spot(row=number, sheet=sheet.name)))
    names = column_names(sheet.rows[header][1]) if header is not None else []
    before_values = cell_names(names)
    for number, cells in sheet.rows[len(before) + (header is not None) :]:
        text = named_cells(before_values, cells)
        if text:
            extract.blocks.append(Block(BlockKind.TABLE, text, row_spot(number, sheet.name)))
    if header is not None:
        _remark_on_extra(sheet, header, names, extract)
    if names and suggest:
        extract.remarks.append(_suggestion(sheet, names, file))


def column_names(cells: Sequence[str]) -> list[str]:
    """The names of the columns: those without one are called by their letter, and equal ones numbered."""
    names: list[str] = []
    for number, cell in enumerate(cells):
        name = one_line(cell)[:_MAX_NAME] or f"Kolonne {_letters(number)}"
        again = sum(1 for other in names if other == name or other.startswith(f"{name} ("))
        names.append(f"{name} ({again + 1})" if again else name)
    return names


def _letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _mapped_header(sheet: Sheet, mapping: RowMapping) -> int | None:
    """The index of the row that has most of the mapping's columns; None where no row has half of them."""
    if mapping.sheets and sheet.name is not None and sheet.name not in mapping.sheets:
        return None
    wanted = {name.casefold() for name in mapping.names}
    best, most = None, 0
    for index, (number, cells) in enumerate(sheet.rows):
        if mapping.header_row is not None and number != mapping.header_row:
            continue
        if mapping.header_row is None and index >= _SEARCHED:
            break
        found = len(wanted & {one_line(cell).casefold() for cell in cells})
        if found > most:
            best, most = index, found
    return best if most * 2 >= len(wanted) else None


def _likely_header(sheet: Sheet) -> int | None:
    """The index of the first row that looks like names of columns: as wide as most, mostly different, no numbers."""
    first = sheet.rows[:_SEARCHED]
    width = max(sum(1 for cell in cells if cell.strip()) for _, cells in first)
    for index, (_, cells) in enumerate(first):
        filled = [one_line(cell) for cell in cells if cell.strip()]
        names = len(filled) >= max(1, 0.6 * width) and len(set(filled)) * 2 > len(filled)
        if names and all(any(letter.isalpha() for letter in cell) and len(cell) <= _MAX_NAME for cell in filled):
            return index if index + 1 < len(sheet.rows) else None
    return None


def _compare_columns(sheet: Sheet, mapping: RowMapping, names: Sequence[str], extract: Extract) -> None:
    """Say which columns the mapping asks for in vain, and which it leaves out."""
    present = {name.casefold() for name in names}
    spot = Spot(sheet=sheet.name)
    for name in mapping.names:
        if name.casefold() not in present:
            near = nearest(name, names)
            hint = f"Mente du «{near}»?" if near else "Rett navnet i kolonnefilen."
            message = f"{_called(sheet)} har ingen kolonne «{name}», som {mapping.path} nevner. {hint}"
            extract.remarks.append(Remark("mangler_kolonne", message, spot))
    wanted = {name.casefold() for name in mapping.names}
    unread = [f"«{name}»" for name in names if name.casefold() not in wanted]
    if unread:
        message = f"Disse kolonnene står ikke i {mapping.path}, og er ikke lest: {', '.join(unread)}."
        extract.remarks.append(Remark("ulest_kolonne", message, spot))


def _remark_on_extra(sheet: Sheet, header: int, names: Sequence[str], extract: Extract) -> None:
    width = len(names)
    rows = [number for number, cells in sheet.rows[header + 1 :] if len(cells) > width and any(cells[width:])]
    if rows:
        named = ", ".join(map(str, rows[:10])) + (f" og {len(rows) - 10} til" if len(rows) > 10 else "")
        message = (
            f"Rad {named} har flere celler enn det er kolonner ({len(names)}). Se om et skilletegn i teksten mangler "
            "anførselstegn rundt seg, eller om en kolonne mangler navn."
        )
        extract.remarks.append(Remark("ujevn_rad", message, Spot(row=rows[0], sheet=sheet.name)))


def _suggestion(sheet: Sheet, names: Sequence[str], file: Path) -> Remark:
    suggested = suggest_mapping(names)
    lines = (
        "; ".join(f"{name}: {column}" for name, column in suggested["kolonner"].items()) or "ingen kolonner kjent igjen"
    )
    left = ", ".join(f"«{name}»" for name in suggested["ikke_plassert"]) or "ingen"
    message = (
        f"{_called(sheet)} er lest som tekst, rad for rad. Skal hver rad bli en erfaring, skriver du "
        f"{file.stem}{ENDING} eller {OF_FOLDER} i samme mappe ({GUIDE}). Forslag: {lines}. Ikke plassert: {left}. "
        f"Mangler: {', '.join(suggested['mangler'])}."
    )
    return Remark("uten_kolonnefil", message, Spot(sheet=sheet.name))


def _called(sheet: Sheet) -> str:
    return f"Arket «{sheet.name}»" if sheet.name else "Listen"
