"""CSV as Norwegian offices save it: semicolon, comma or tab, in any encoding, with titles above and ragged rows.

Haystack's ``CSVToDocument`` (3.4) takes the comma for granted and gives no row numbers.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ingest.blocks import Extract, Remark, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.encoding import decode, plain_lines, read_bytes
from ingest.readers.office_text import joined_lines
from ingest.readers.sheets import Sheet, check_size, mapping_for, take
from kunnskapsbase.document import Spot

DELIMITERS = ";\t,|"
_SAMPLE = 64_000
_SAMPLE_ROWS = 100
# «sep=;» on the first line is Excel's own way to say it.
_SAID = re.compile(r'"?sep=([;,|\t])"?(?:\r\n?|\n)', re.IGNORECASE)
# Excel is made to keep the zero of 0301 by writing it as a formula.
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_FORMULA = re.compile(r"=\s*[A-Za-zÆØÅæøå0-9(+@\-\"]")


def read(file: Path, limits: Limits) -> Extract:
    """The rows of the CSV file ``file``: experiences where a column mapping file lies beside it, else passages.

    Rows are counted as a spreadsheet counts them: a cell with line breaks in it is still one row.

    Raises:
        UnreadableError: it is empty, no text, or has too many rows or columns.
    """
    mapping = mapping_for(file)
    data = read_bytes(file, limits)
    undamaged = plain_lines(data)
    text, remarks = decode(data) if undamaged is None else (undamaged[0], [])
    every = text.split("\n") if undamaged is None else undamaged[1]
    extract = Extract(SourceType.CSV, "csv", remarks=remarks)
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
        del every[0]
    delimiter = said.group(1) if said else delimiter_of(text)
    sheet = Sheet(None)
    records = records_of(every, delimiter, extract)
    # Most lists have nothing to put right, and cell by cell that takes twice as long to find out. With fewer rows than
    # lines there are cells with line breaks in them.
    plain = undamaged is not None and len(records) == len(every) and are_plain(text, delimiter)
    formulas = _without_formulas(records) if "=" in text else []
    for number, record in enumerate(records, 1):
        texts = list(map(str.strip, record)) if plain else list(map(joined_lines, record))
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            sheet.rows.append((number, texts))
            check_size(len(sheet.rows), len(texts), limits)
    if formulas:
        named = ", ".join(map(str, formulas[:10])) + (f" og {len(formulas) - 10} til" if len(formulas) > 10 else "")
        message = (
            f"Rad {named} har formler i stedet for verdier; de er lest som tomme. Lagre listen på nytt med verdier."
        )
        extract.remarks.append(Remark("formel_uten_verdi", message, Spot(row=formulas[0])))
    take(sheet, mapping, extract, file)
    if not extract.blocks and not extract.experiences:
        raise UnreadableError(Reason.NO_TEXT, "Listen har ingen celler med innhold. Sjekk at det er riktig fil.")
    extract.counts["characters"] = sum(len(block.text) for block in extract.blocks)
    return extract


def _without_formulas(records: list[list[str]]) -> list[int]:
    """Put the values of cells that were kept as text into the rows, and give the numbers of rows that have formulas."""
    formulas = []
    for number, record in enumerate(records, 1):
        if any(map(_is_formula, record)):
            formulas.append(number)
        record[:] = map(_value, record)
    return formulas


def delimiter_of(text: str) -> str:
    """The delimiter that parts the first rows into the same number of cells most often."""
    sample = text[:_SAMPLE].replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > _SAMPLE:
        sample = sample.rpartition("\n")[0]
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def are_plain(text: str, delimiter: str) -> bool:
    """Whether no cell of undamaged text has anything to put right but a space at its ends: asked of all at once."""
    return (
        "\xa0" not in text
        and (delimiter == "\t" or "\t" not in text)
        and ("_" not in text or "_x00" not in text)
        and "  " not in text
    )


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    if delimiter not in sample:
        return 0.0, 0
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            # Rows with one cell are titles and blank lines, or cells of a table that is not parted by this.
            widths[len(record)] += 1
            if widths.total() >= _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    width, rows = max(((each, count) for each, count in widths.items() if each > 1), key=_often, default=(0, 0))
    return rows / max(1, widths.total()), width


def _often(item: tuple[int, int]) -> tuple[int, int]:
    return item[1], item[0]


def records_of(every: list[str], delimiter: str, extract: Extract) -> list[list[str]]:
    """The rows in the lines. Most have no quotation marks; parting those takes a third of what the library takes."""
    if max(map(len, every), default=0) > csv.field_size_limit():
        return by_library("\n".join(every), delimiter, extract)
    records = []
    rest = iter(every)
    try:
        for line in rest:
            records.append(_quoted(line, rest, delimiter) if '"' in line else line.split(delimiter))
    except csv.Error:
        return by_library("\n".join(every), delimiter, extract)
    return records


def _quoted(line: str, rest: Iterator[str], delimiter: str) -> list[str]:
    """The row that begins with ``line`` and takes as many lines of ``rest`` as its quotation marks hold together."""
    return next(csv.reader((f"{each}\n" for each in chain((line,), rest)), delimiter=delimiter, strict=True))


def by_library(text: str, delimiter: str, extract: Extract) -> list[list[str]]:
    """The rows; where the quotation marks do not add up, each line is a row and they are taken as they stand."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error:
        message = (
            f"Anførselstegnene i filen går ikke opp (ved linje {reader.line_num}). Hver linje er lest som én rad. Se "
            "etter et anførselstegn for mye, og lagre på nytt."
        )
        extract.remarks.append(Remark("anforselstegn", message))
        plain = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        try:
            return [[cell.strip().strip('"') for cell in record] for record in plain]
        except csv.Error as error:
            raise UnreadableError(
                Reason.INVALID, f"Linje {plain.line_num} er for lang til å være en rad. Sjekk at filen er en tabell."
            ) from error


def _value(cell: str) -> str:
    if not cell.startswith("="):
        return cell
    return "" if _is_formula(cell) else _KEPT_AS_TEXT.sub(r"\1", cell)


def _is_formula(cell: str) -> bool:
    return cell.startswith("=") and bool(_FORMULA.match(cell)) and not _KEPT_AS_TEXT.fullmatch(cell)
