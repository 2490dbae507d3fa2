"""The spread of solutions as a plot: a line for each group, a column for each month or year, a number in each cell.

The number says what the colour says. Months in which nothing happened stand as the month before them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from search_api.wire_statistics import SpreadRow
from ui.markup import text
from ui.texts import Texts
from ui.writing import date

# More columns than this cannot be read; then each year has one, as it stood at its end.
MOST_MONTHS = 12
MOST_GROUPS = 12
_PALE, _DARK, _INK, _PAPER = "#dbe8e6", "#1a5e63", "#1c2526", "#ffffff"
_ROW_HEIGHT = 30
_COUNTS = ("considering", "following", "adopting", "in_operation", "stopped", "ever_in_use")


@dataclass(frozen=True, slots=True)
class OverTime:
    """How many used a solution by each of ``periods``, for the ``groups`` with most; so many others are ``hidden``."""

    groups: tuple[str, ...]
    periods: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    hidden: int = 0


def over_time(rows: Sequence[SpreadRow]) -> OverTime:
    """The groups with most in use at the end first, through every period from the first that is told to the last."""
    told: dict[str, dict[str, int]] = {}
    for row in rows:
        told.setdefault(row.group_words, {})[row.month] = row.ever_in_use
    periods = periods_of(sorted({row.month for row in rows}))
    counted = {group: tuple(_by_then(months, period) for period in periods) for group, months in told.items()}
    ordered = sorted(counted, key=lambda group: (-counted[group][-1], group))
    shown = tuple(ordered[:MOST_GROUPS])
    return OverTime(shown, periods, tuple(counted[group] for group in shown), len(ordered) - len(shown))


def periods_of(months: Sequence[str]) -> tuple[str, ...]:
    """Every month (``2026-03``) from the first to the last, or every year (``2026``) where those are too many."""
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (months[0], months[-1]))
    if last - first < MOST_MONTHS:
        return tuple(f"{each // 12}-{each % 12 + 1:02}" for each in range(first, last + 1))
    return tuple(str(year) for year in range(first // 12, last // 12 + 1))


def _by_then(months: dict[str, int], period: str) -> int:
    """What the last month up to the end of a period says; nothing before the first."""
    before = [month for month in months if month[: len(period)] <= period]
    return months[max(before)] if before else 0


def spread_chart(told: OverTime, texts: Texts) -> alt.LayerChart:
    """The plot; the table under it says the same."""
    most = max((count for line in told.counts for count in line), default=0)
    cells = [
        {"group": group, "period": date(period), "count": count}
        for group, line in zip(told.groups, told.counts, strict=True)
        for period, count in zip(told.periods, line, strict=True)
    ]
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        x=alt.X("period:O", sort=[date(each) for each in told.periods], title=None, axis=_axis()),
        y=alt.Y("group:N", sort=list(told.groups), title=None, axis=_axis()),
    )
    colour = alt.Color("count:Q", legend=None, scale=alt.Scale(domain=[0, max(most, 1)], range=[_PALE, _DARK]))
    tooltip = [
        alt.Tooltip("group:N", title=texts.say("spread_group")),
        alt.Tooltip("period:O", title=texts.say("spread_month")),
        alt.Tooltip("count:Q", title=texts.say("spread_ever_in_use")),
    ]
    ink = alt.condition(f"datum.count > {max(most, 1) / 2}", alt.value(_PAPER), alt.value(_INK))
    squares = base.mark_rect(stroke=_PAPER, strokeWidth=2).encode(color=colour, tooltip=tooltip)
    numbers = base.mark_text(fontSize=13).encode(text="count:Q", color=ink)
    height = _ROW_HEIGHT * len(told.groups)
    chart: alt.LayerChart = (squares + numbers).configure_view(stroke=None).properties(height=height)
    return chart


def _axis() -> alt.Axis:
    return alt.Axis(labelFontSize=13, labelColor=_INK, labelAngle=0, labelLimit=220, ticks=False, domain=False)


def table_html(rows: Sequence[SpreadRow], heading: str, texts: Texts) -> str:
    """Everything that is told, a line for each group and month in which something happened, folded away."""
    columns = ("group", "month", *_COUNTS)
    head = "".join(f'<th scope="col">{text(texts.say(f"spread_{name}"))}</th>' for name in columns)
    lines = "".join(_line(row) for row in rows)
    label = text(texts.say("spread_as_table", what=heading))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    return f'<details><summary>{label}</summary><div class="rull" tabindex="0">{table}</div></details>'


def _line(row: SpreadRow) -> str:
    counts = "".join(f"<td>{getattr(row, name)}</td>" for name in _COUNTS)
    return f'<tr><th scope="row">{text(row.group_words)}</th><td>{text(date(row.month))}</td>{counts}</tr>'
