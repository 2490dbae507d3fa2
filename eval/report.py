"""Results on disk: JSON for programs and, beside it, Markdown for people. Every run writes through here."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kunnskapsbase.settings import ROOT

RESULTS = ROOT / "eval" / "results"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading and what a reader must know to read it; without rows it is a paragraph."""

    heading: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One run's results. ``results`` is what goes to JSON; ``tables`` are the same numbers to read."""

    name: str
    title: str
    provenance: dict[str, Any]
    results: dict[str, Any]
    tables: Sequence[Table] = field(default_factory=tuple)


def decimal(value: float | None, digits: int = 3) -> str:
    """A number the Norwegian way; a dash where there is none."""
    # Adding nothing makes a rounded minus nought a plain one.
    return "–" if value is None else f"{round(value, digits) + 0.0:.{digits}f}".replace(".", ",")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _table(table: Table) -> str:
    parts = [f"## {table.heading}"]
    if table.note:
        parts.append(table.note)
    if table.rows:
        lines = [table.columns, ["---"] + ["---:"] * (len(table.columns) - 1), *table.rows]
        parts.append("\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines))
    return "\n\n".join(parts)


def _origin(provenance: dict[str, Any]) -> str:
    """Where the numbers come from, as a list."""
    machine, model, corpus = provenance["machine"], provenance["model"], provenance["corpus"]
    state = {True: " med endringer som ikke var sjekket inn", False: "", None: " (ukjent tilstand)"}
    settings = ", ".join(f"{name} {value}" for name, value in provenance["settings"].items() if value is not None)
    libraries = ", ".join(f"{name} {number}" for name, number in provenance["libraries"].items() if number)
    return "\n".join(
        [
            f"- Dato: {provenance['date']}",
            f"- Kode: {provenance['commit'] or 'ukjent'}{state[provenance['dirty']]}",
            f"- Maskin: {machine['cpu']}, {machine['cores']} kjerner, {machine['platform']}, "
            f"Python {machine['python']}; last før kjøringen {decimal(machine['load_before'], 2)}",
            f"- Modell: {model['name']} ({model['fingerprint']})",
            f"- Korpus: {corpus['solutions']} erfaringer, {corpus['passages']} tekster ({corpus['fingerprint']}); "
            f"tekstanalyse {provenance['analysis']}; {provenance['engine']}",
            f"- Innstillinger: {settings}",
            f"- Biblioteker: {libraries}",
        ]
    )


def markdown(report: Report) -> str:
    """The report as people read it."""
    parts = [f"# {report.title}", *map(_table, report.tables), "## Hvor tallene kommer fra", _origin(report.provenance)]
    return "\n\n".join(parts) + "\n"


def write(report: Report, folder: Path = RESULTS) -> Path:
    """Write ``<name>.json`` and ``<name>.md`` to ``folder``; returns the JSON file."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"name": report.name, "provenance": report.provenance, "results": report.results}
    file = folder / f"{report.name}.json"
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / f"{report.name}.md").write_text(markdown(report), encoding="utf-8")
    return file
