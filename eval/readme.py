"""``python -m eval.readme``: the table in the README, quoted as it stands in ``eval/results/retrieval.json``."""

import json
import re
import sys
from pathlib import Path
from typing import Any

from eval.report import decimal
from kunnskapsbase.settings import ROOT

README = ROOT / "README.md"
RESULTS = ROOT / "eval" / "results" / "retrieval.json"
_RUNS = {
    "terms": "ord (BM25) alene",
    "dense": "mening (vektor) alene",
    "grams": "biter av ord alene",
    "all": "alle tre",
    "answer": "hele svaret",
}
_SETS = {"vanlig_dev": "vanlige", "vanskelig_dev": "omskrevne"}
_PLACE = re.compile(r"(<!-- retrieval -->\n).*?(<!-- /retrieval -->)", re.DOTALL)


def table(report: dict[str, Any]) -> str:
    """The README's table: three measures, four ways to search, two sets of questions."""
    lines = ["| spørsmål | søk | nDCG@10 | Recall@10 | hit@5 |", "|---|---|--:|--:|--:|"]
    for set_name, label in _SETS.items():
        for run, words in _RUNS.items():
            seen = report["results"]["sets"][set_name]["runs"][run]["all"]
            numbers = [decimal(seen[measure]["mean"]) for measure in ("nDCG@10", "Recall@10", "hit@5")]
            lines.append(f"| {label} | {words} | {' | '.join(numbers)} |")
    origin = report["provenance"]
    lines += ["", f"Målt {origin['date'][:10]}, kode {origin['commit'][:7]}, modell {origin['model']['name']}."]
    return "\n".join(lines)


def quoted(readme: str, report: dict[str, Any]) -> str:
    """The README with the table put in its place."""
    return _PLACE.sub(lambda place: f"{place[1]}{table(report)}\n{place[2]}", readme)


def update(readme: Path = README, results: Path = RESULTS) -> None:
    """Write the table into the README."""
    report = json.loads(results.read_text(encoding="utf-8"))
    readme.write_text(quoted(readme.read_text(encoding="utf-8"), report), encoding="utf-8")


def main() -> int:
    """The command."""
    update()
    return 0


if __name__ == "__main__":
    sys.exit(main())
