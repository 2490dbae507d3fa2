"""The tables of ``eval.analysis``."""

from collections.abc import Mapping
from typing import Any

from eval.analysis_ways import AS_WRITTEN, ASKED
from eval.report import Table, decimal

_TITLES = {
    "fused": "Alle kanalene sammen",
    "terms": "Ord (BM25) alene",
    "grams": "Biter av ord alene",
    "dense": "Mening (vektor) alene",
}
_NAMES = {
    "vanlig_dev": "vanlige",
    "vanskelig_dev": "omskrevne",
    "norquad_dev": "NorQuAD",
    "lov_dev": "lover",
}
_NOTES = {
    "fused": "nDCG@10. Første rad er produktet; de andre er produktet med én ting endret. Forskjellen er fra "
    "produktet, spørsmål for spørsmål, på den første samlingen, med 95 % intervall: går det over null, er den ikke "
    "påvist.",
    "terms": "nDCG@10 av BM25 over ordene alene, med hvert steg alene og med alle steg uten det ene.",
    "grams": "nDCG@10 av BM25 over biter av ord alene.",
    "dense": "nDCG@10 av den innebygde modellen alene.",
}
_SLIPS_NOTE = (
    "De samme spørsmålene med én tastefeil i et ord på fem bokstaver eller mer, og skrevet uten æ, ø og å på to måter."
)


def _mean(cells: Mapping[str, Any], name: str, asked: str, group: str) -> str:
    seen = cells[name][asked].get(group)
    return decimal(seen["mean"] if seen else None)


def _plain_table(table: str, rows: Mapping[str, Any], sets: Mapping[str, Any]) -> Table:
    both = [name for name in sets if "nn" in next(iter(rows.values()))[name][AS_WRITTEN]]
    first = next(iter(sets))
    columns = ["", *_columns(sets, both), "forskjell"]
    lines = []
    for row, cells in rows.items():
        shown = [row]
        for name in sets:
            shown += [
                _mean(cells, name, AS_WRITTEN, group) for group in (("all", "nb", "nn") if name in both else ("all",))
            ]
        away = cells[first]["difference"]
        lines.append([*shown, f"{decimal(away['mean'])} ({decimal(away['low'])} til {decimal(away['high'])})"])
    return Table(_TITLES[table], columns, lines, _NOTES[table])


def _columns(sets: Mapping[str, Any], both: list[str]) -> list[str]:
    columns: list[str] = []
    for name in sets:
        label = _NAMES.get(name, name)
        columns += [label, f"{label}, bokmål", f"{label}, nynorsk"] if name in both else [label]
    return columns


def _slips_table(table: str, rows: Mapping[str, Any], sets: Mapping[str, Any]) -> Table:
    columns = ["", *(f"{_NAMES.get(name, name)}, {asked}" for name in sets for asked in ASKED)]
    lines = [
        [row, *(_mean(cells, name, asked, "all") for name in sets for asked in ASKED)] for row, cells in rows.items()
    ]
    return Table(f"{_TITLES[table]}: tastefeil", columns, lines, _SLIPS_NOTE)


def tables(results: Mapping[str, Any]) -> list[Table]:
    """All of them: as written, then with slips."""
    sets = results["sets"]
    return [
        *(_plain_table(table, results[table], sets) for table in _TITLES),
        *(_slips_table(table, results[table], sets) for table in _TITLES),
    ]
