"""What is covered as plots, each with the same numbers as a table."""

from collections.abc import Sequence

import altair as alt
import streamlit as st

from search_api.wire_coverage import Count, Coverage
from ui.markup import text
from ui.texts import Texts

_BAR, _INK = "#1a5e63", "#1c2526"
_BAR_HEIGHT = 24


def show_coverage(coverage: Coverage, texts: Texts) -> None:
    """Counties and sectors by how many, sizes and years in their order."""
    left, right = st.columns(2, gap="large")
    sectors = [Count(value=texts.or_itself("sector", each.value), count=each.count) for each in coverage.sectors]
    with left:
        show_bars("county", by_count(coverage.counties), texts)
        show_bars("year", coverage.years, texts)
    with right:
        show_bars("sector", by_count(sectors), texts)
        show_bars("size", sizes(coverage.sizes, texts), texts)


def by_count(counts: Sequence[Count]) -> list[Count]:
    """Most first."""
    return sorted(counts, key=lambda each: (-each.count, each.value))


def sizes(counts: Sequence[Count], texts: Texts) -> list[Count]:
    """The spans of inhabitants, smallest first, in words."""
    ordered = sorted(counts, key=lambda each: int(each.value))
    return [Count(value=texts.or_itself("span", each.value), count=each.count) for each in ordered]


def show_bars(kind: str, counts: Sequence[Count], texts: Texts) -> None:
    """A bar for each value with its number at the end; below it the same as a table."""
    heading = texts.say(f"plot_{kind}")
    st.subheader(heading, anchor=False)
    rows = alt.InlineData(values=[{"value": each.value, "count": each.count} for each in counts])
    order = [each.value for each in counts]
    base = alt.Chart(rows).encode(
        x=alt.X("count:Q", title=None, axis=None),
        y=alt.Y("value:N", sort=order, title=None, axis=_names()),
    )
    numbers = base.mark_text(align="left", dx=4, fontSize=13).encode(text="count:Q")
    chart = alt.layer(base.mark_bar(color=_BAR), numbers).properties(height=_BAR_HEIGHT * len(counts))
    st.altair_chart(chart.configure_view(stroke=None), alt=texts.say("plot_alt", what=heading), key=f"plott-{kind}")
    st.html(table_html(heading, counts, texts))


def _names() -> alt.Axis:
    return alt.Axis(labelLimit=260, labelFontSize=13, labelColor=_INK, ticks=False)


def table_html(heading: str, counts: Sequence[Count], texts: Texts) -> str:
    """The numbers of a plot as a table, folded away."""
    rows = "".join(f'<tr><th scope="row">{text(each.value)}</th><td>{each.count}</td></tr>' for each in counts)
    columns = f'<tr><th scope="col">{text(heading)}</th><th scope="col">{text(texts.say("plot_count"))}</th></tr>'
    label = text(texts.say("plot_as_table"))
    return f"<details><summary>{label}</summary><table><thead>{columns}</thead><tbody>{rows}</tbody></table></details>"
