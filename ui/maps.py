"""Maps of Norway by municipality, drawn from our own outlines: no tiles, and nothing fetched from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

LAND, EDGE, MARKED, OURS, PAPER = "#d3dedb", "#ffffff", "#1a5e63", "#b5541c", "#ffffff"
HEIGHT = 520


@dataclass(frozen=True, slots=True)
class Mark:
    """A municipality on the map. ``label`` is written on it; ``ours`` gives it another colour and outline."""

    kommunenummer: str
    label: str
    told: str
    ours: bool = False


def map_of(outlines: dict[str, Any], marks: Sequence[Mark], title: str) -> alt.LayerChart:
    """Every municipality, those marked darker and with their labels; ``title`` names what pointing at one says."""
    data = alt.InlineData(values=outlines, format=alt.TopoDataFormat(feature="Kommuner", type="topojson"))
    rows = [{"id": each.kommunenummer, "label": each.label, "told": each.told, "ours": each.ours} for each in marks]
    told = alt.LookupData(data=alt.InlineData(values=rows), key="id", fields=["label", "told", "ours"])
    # The drawing as a whole has a text of its own; its single shapes would only be noise to a screen reader.
    land = alt.Chart(data).mark_geoshape(aria=False, fill=LAND, stroke=EDGE, strokeWidth=0.4)
    looked_up = alt.Chart(data).transform_lookup(lookup="id", from_=told).transform_filter("isValid(datum.told)")
    colour = alt.condition("datum.ours", alt.value(OURS), alt.value(MARKED))
    marked = looked_up.mark_geoshape(aria=False, stroke=EDGE, strokeWidth=0.6).encode(
        fill=colour, tooltip=alt.Tooltip("told:N", title=title)
    )
    at = {"longitude": alt.Longitude("properties.lon:Q"), "latitude": alt.Latitude("properties.lat:Q")}
    spot = looked_up.mark_circle(aria=False, size=340, opacity=1, stroke=PAPER, strokeWidth=1.5).encode(
        **at, color=colour, tooltip=alt.Tooltip("told:N", title=title)
    )
    number = looked_up.mark_text(aria=False, fontSize=12, fontWeight="bold", color=PAPER).encode(**at, text="label:N")
    chart = alt.LayerChart(layer=[land, marked, spot, number], height=HEIGHT)
    chart.projection = alt.Projection(type="conicConformal", rotate=[-15, 0, 0], parallels=[60, 70])
    chart.config = alt.Config(view=alt.ViewConfig(stroke=None))
    return chart
