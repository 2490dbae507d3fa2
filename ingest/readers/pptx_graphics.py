"""What can be had as text out of a slide's tables, charts and SmartArt."""

from collections.abc import Iterator

from pptx.chart.chart import Chart
from pptx.oxml import parse_xml
from pptx.shapes.graphfrm import GraphicFrame
from pptx.table import Table

from ingest.readers.office_text import one_line, row_text

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def table_rows(table: Table) -> Iterator[str]:
    """The rows as text with the names of the columns; merged cells hold their text in each row and column they span."""
    rows: list[list[str]] = []
    for row in table.rows:
        cells: list[str] = []
        for number, cell in enumerate(row.cells):
            text = one_line(cell.text)
            if cell.is_spanned and not text and rows and number < len(rows[-1]):
                text = rows[-1][number]
            cells.append(text)
        rows.append(cells)
    headed = table.first_row and len(rows) > 1
    headers = rows[0] if headed else []
    for cells in rows[1:] if headed else rows:
        text = row_text(headers, cells)
        if text:
            yield text


def chart_rows(chart: Chart, most: int) -> list[str]:
    """One text for each category, with what each series says of it: «2023. Heltid: 41.»; at most ``most``.

    Empty where the chart is of a kind that python-pptx does not know, or has no categories.
    """
    titled = chart.has_title and chart.chart_title.has_text_frame
    title = one_line(chart.chart_title.text_frame.text) if titled else ""
    rows = [f"Diagram: {title}."] if title else []
    try:
        plots = list(chart.plots)
    except ValueError:
        return rows
    for plot in plots:
        categories = [one_line(str(category)) for category in plot.categories]
        series = [(one_line(one.name or ""), list(one.values)) for one in plot.series]
        headers = ["", *(name for name, _ in series)]
        for number, category in enumerate(categories[:most]):
            values = [_number(values[number]) if number < len(values) else "" for _, values in series]
            rows.append(row_text(headers, [category, *values]))
    return [row for row in rows if row]


def smart_art_texts(frame: GraphicFrame) -> list[str]:
    """The texts of a SmartArt drawing, in its own order; none where the frame holds something else."""
    reference = frame.element.find(f".//{_DGM}relIds")
    part_id = None if reference is None else reference.get(f"{_R}dm")
    if part_id is None:
        return []
    drawing = parse_xml(frame.part.related_part(part_id).blob)
    texts = (
        "".join(piece.text or "" for piece in paragraph.iter(f"{_A}t"))
        for point in drawing.iter(f"{_DGM}pt")
        # Points of other types are the lines between these and the layout itself.
        if point.get("type", "node") == "node"
        for paragraph in point.iter(f"{_A}p")
    )
    return [text for each in texts if (text := one_line(each))]


def _number(value: float | None) -> str:
    """A number as Norwegians write it: 2,5."""
    return "" if value is None else f"{value:.10g}".replace(".", ",")
