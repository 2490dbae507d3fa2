"""The results as drawings: ``python -m eval.retrieval.plots`` draws ``eval/results/retrieval.json`` again.

SVG made by Vega-Lite in this process: no browser and no network. Equal results give equal bytes.
"""

import json
import sys
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from eval.metrics import NDCG
from eval.report import RESULTS
from eval.retrieval.searchers import OURS
from eval.retrieval.tables import GROUP_NAMES, in_order, set_name

# Vega-Lite's newest that both Altair and the converter know.
_VERSION = "6.1"
_COMMAS = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", ""]}
# Colours that are told apart by those who see few (Okabe and Ito).
_OURS, _OTHERS, _NYNORSK = "#0072B2", "#999999", "#D55E00"
_WIDTH = 300
_LEAST_MS = 0.01
# Names of points that take about as long stand over and under them in turn.
_LEVELS = (-14, 16, -24, 26)


def svg(chart: alt.TopLevelMixin) -> str:
    """A chart as SVG, with numbers written the Norwegian way."""
    drawn: str = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=_VERSION, format_locale=_COMMAS)
    return drawn


def _rows(results: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [
        {"run": results["labels"][run], "whose": _whose(run), "group": group, "form": GROUP_NAMES[group]}
        | by_measure[NDCG]
        for run in in_order(results["sets"][name]["runs"])
        for group, by_measure in results["sets"][name]["runs"][run].items()
    ]


def _whose(run: str) -> str:
    return "vår" if run in OURS else "andres"


def _intervals(title: str, rows: list[dict[str, Any]], order: list[str]) -> tuple[alt.Chart, alt.Chart, str]:
    """The lines and the points of a panel, to be coloured, and its title."""
    base = alt.Chart({"values": rows}, title=title, width=_WIDTH).encode(
        y=alt.Y("run:N", sort=order, title=None, axis=alt.Axis(labelLimit=260))
    )
    axis = alt.Scale(zero=True)
    lines = base.mark_rule().encode(x=alt.X("low:Q", title=NDCG, scale=axis), x2="high:Q")
    return lines, base.mark_point(filled=True, size=60).encode(x=alt.X("mean:Q", scale=axis)), title


def _colours(field: str, names: tuple[str, str], colours: tuple[str, str], *, legend: bool) -> alt.Color:
    scale = alt.Scale(domain=list(names), range=list(colours))
    return alt.Color(f"{field}:N", title=None, scale=scale, legend=alt.Legend() if legend else None)


def channels(results: dict[str, Any]) -> str:
    """nDCG@10 of every way of searching, with its interval, a panel a set."""
    panels = []
    colour = _colours("whose", ("vår", "andres"), (_OURS, _OTHERS), legend=False)
    for name, result in results["sets"].items():
        rows = [row for row in _rows(results, name) if row["group"] == "all"]
        order = [results["labels"][run] for run in in_order(result["runs"])]
        lines, points, title = _intervals(set_name(name), rows, order)
        panels.append(alt.layer(lines, points, title=title).encode(color=colour))
    return svg(alt.concat(*panels, columns=2))


def has_both_forms(result: dict[str, Any]) -> bool:
    """Whether a set has questions in bokmål and in nynorsk."""
    return all(result["answerable"][form] for form in ("nb", "nn"))


def written_forms(results: dict[str, Any]) -> str:
    """nDCG@10 of our ways for bokmål and nynorsk side by side, a panel a set that has both."""
    panels = []
    colour = _colours("form", ("bokmål", "nynorsk"), (_OURS, _NYNORSK), legend=True)
    offset = alt.YOffset("form:N", sort=["bokmål", "nynorsk"])
    for name, result in results["sets"].items():
        if has_both_forms(result):
            rows = [row for row in _rows(results, name) if row["group"] != "all" and row["whose"] == "vår"]
            order = [results["labels"][run] for run in in_order(result["runs"])]
            lines, points, title = _intervals(set_name(name), rows, order)
            panels.append(alt.layer(lines, points, title=title).encode(color=colour, yOffset=offset))
    return svg(alt.concat(*panels, columns=2))


def costs(results: dict[str, Any]) -> str:
    """nDCG@10 against processor time a question; the larger the point, the larger the model."""
    panels = []
    colour = _colours("whose", ("vår", "andres"), (_OURS, _OTHERS), legend=True)
    for name, result in results["sets"].items():
        rows: list[dict[str, Any]] = [
            {
                "run": results["labels"][run],
                "whose": _whose(run),
                "mean": result["runs"][run]["all"][NDCG]["mean"],
                "cpu_ms": max(cost["cpu_ms"], _LEAST_MS),
                "megabytes": cost["megabytes"] or 0.0,
            }
            for run, cost in results["costs"].items()
            if run in result["runs"] and "said" in result
        ]
        if not rows:
            continue
        for place, row in enumerate(sorted(rows, key=lambda row: float(row["cpu_ms"]))):
            row["level"] = place % len(_LEVELS)
        time_scale = alt.Scale(type="log", nice=False, padding=80)
        base = alt.Chart({"values": rows}).encode(
            x=alt.X("cpu_ms:Q", title="prosessortid for et spørsmål (ms)", scale=time_scale),
            y=alt.Y("mean:Q", title=NDCG, scale=alt.Scale(zero=False, padding=24)),
            color=colour,
        )
        size = alt.Size("megabytes:Q", title="modell (MB)", scale=alt.Scale(range=[40, 400]))
        names = [
            base.mark_text(dy=_LEVELS[level], fontSize=9)
            .encode(text="run:N")
            .transform_filter(f"datum.level === {level}")
            for level in range(len(_LEVELS))
        ]
        points = base.mark_circle().encode(size=size)
        panels.append(alt.layer(points, *names, title=set_name(name), width=560, height=280))
    return svg(alt.vconcat(*panels))


def draw(results: dict[str, Any], folder: Path = RESULTS) -> list[Path]:
    """Write the drawings that the results have something for; returns the files."""
    drawings = {"retrieval-kanaler.svg": channels(results)}
    if any(map(has_both_forms, results["sets"].values())):
        drawings["retrieval-maalform.svg"] = written_forms(results)
    if results["costs"]:
        drawings["retrieval-kostnad.svg"] = costs(results)
    for name, drawn in drawings.items():
        (folder / name).write_text(f"{drawn}\n", encoding="utf-8")
    return [folder / name for name in drawings]


def main() -> int:
    """Draw the results that lie there."""
    for file in draw(json.loads((RESULTS / "retrieval.json").read_text(encoding="utf-8"))["results"]):
        print(file.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
