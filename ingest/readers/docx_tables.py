"""Tables in Word: each row as text with the names of its columns, merged cells filled in.

A table of one column or one row is a frame that somebody drew around text; it is read as that text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.readers.docx_styles import W, Xml

_MAX_NAME = 80
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"})


@dataclass
class Table:
    """The rows of a table as cells of text, on one grid; ``headers`` are the names of the columns, if it has any."""

    headers: list[str]
    rows: list[list[str]]


def children(element: Xml, tag: str) -> Iterator[Xml]:
    """The ``tag`` children of ``element``, also those in content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tag)


def is_frame(table: Xml) -> bool:
    """Whether the table is a frame around text and no table."""
    rows = list(children(table, f"{W}tr"))
    return len(rows) <= 1 or all(len(list(children(row, f"{W}tc"))) <= 1 for row in rows)


def read_table(table: Xml, text_of_cell: Callable[[Xml], str]) -> Table:
    """The table, its cells read by ``text_of_cell`` in the order they stand in the file."""
    rows: list[list[str]] = []
    marked = 0
    for row in children(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        rows.append(_cells(row, rows[-1] if rows else [], text_of_cell))
        if properties is not None and properties.find(f"{W}tblHeader") is not None and marked == len(rows) - 1:
            marked += 1
    if 0 < marked < len(rows):
        return Table(_joined(rows[:marked]), rows[marked:])
    if _first_row_names(table, rows):
        return Table(rows[0], rows[1:])
    return Table([], rows)


def _cells(row: Xml, above: list[str], text_of_cell: Callable[[Xml], str]) -> list[str]:
    cells: list[str] = []
    for cell in children(row, f"{W}tc"):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        text = text_of_cell(cell)
        if merge is not None and merge.get(f"{W}val") != "restart" and len(cells) < len(above):
            text = above[len(cells)]
        cells.append(text)
        width = span.get(f"{W}val") if span is not None else "1"
        # Wider than any page, where a file says so: it is damaged.
        cells += [""] * (min(int(width), 200) - 1 if str(width).isdecimal() else 0)
    return cells


def _joined(rows: list[list[str]]) -> list[str]:
    """Several header rows as one: «2023 Antall». A name that spans columns counts for all of them."""
    width = max(map(len, rows))
    names: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        name = ""
        for column in range(width):
            name = row[column] if column < len(row) and row[column] else name
            if name and name not in names[column]:
                names[column].append(name)
    return [" ".join(parts) for parts in names]


def _first_row_names(table: Xml, rows: list[list[str]]) -> bool:
    if len(rows) < 2:
        return False
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is not None and look.get(f"{W}firstRow") == "0":
        return False
    first = rows[0]
    return all(first) and len(set(first)) == len(first) and max(map(len, first)) <= _MAX_NAME
