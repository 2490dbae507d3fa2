"""``python -m eval.retrieval`` (``make eval``): how well the product finds what answers, beside others who try.

Asked: the index with each of its three channels alone, with all as the product weighs them, and the whole query
pipeline as the API serves it; plain BM25, Haystack's BM25 and character n-grams; any model given with ``--model``; and
what other tools wrote to run files (``--run``). Exit status: 0 done; 2 nothing could be measured.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.building import describe, temporary_base
from eval.command import show
from eval.long_texts import DATA
from eval.metrics import Rankings
from eval.provenance import provenance
from eval.report import RESULTS, Report, write
from eval.retrieval.judging import judge
from eval.retrieval.measuring import Extent, Measured, measure, sets_of
from eval.retrieval.more_tables import part_tables, weight_tables
from eval.retrieval.plots import draw
from eval.retrieval.size import size_table
from eval.retrieval.tables import tables
from eval.retrieval.tasks import SETS, Task, Wanted, asked_sets, experience_task, passage_tasks
from eval.retrieval.trec import export, read_runs
from eval.topics import QUESTIONS, Topic
from kunnskapsbase.settings import Settings


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the questions (JSON Lines)")
    parser.add_argument("--data", type=Path, default=DATA / "gjenfinning", help="folder with the other sets")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="the sets to ask (all)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the reports and drawings")
    parser.add_argument(
        "--model", action="append", default=[], help="a sentence-transformers model, name or folder; may be repeated"
    )
    parser.add_argument("--run", type=Path, action="append", default=[], help="a TREC run file; may be repeated")
    parser.add_argument("--export", type=Path, help="folder for topics, grades and runs in TREC form")
    parser.add_argument("--quick", action="store_true", help="the product alone: no peers, variants or weights")
    return parser.parse_args(argv)


@dataclass(frozen=True)
class _Given:
    """What is read before anything is built, so that a file that cannot be used is told of at once."""

    asked: Mapping[str, Sequence[Topic]]
    others: Sequence[Task]
    outside: Mapping[str, Mapping[str, Rankings]]


def _read(arguments: argparse.Namespace) -> _Given:
    wanted = Wanted(arguments.questions, arguments.data, arguments.sets)
    asked, others = asked_sets(wanted), passage_tasks(wanted)
    return _Given(asked, others, read_runs(arguments.run, asked | sets_of(others)))


def _measure(arguments: argparse.Namespace, given: _Given, settings: Settings) -> tuple[Measured, list[Task]]:
    experiences = experience_task(settings, given.asked)
    tasks = [*([experiences] if experiences else []), *given.others]
    thorough = not arguments.quick
    extent = Extent(peers=thorough, variants=thorough, weights=thorough, models=arguments.model)
    measured = measure(settings, experiences, given.others, extent)
    for name, runs in given.outside.items():
        measured.runs[name] |= runs
        measured.labels |= {run: run.removeprefix("run:") for run in runs}
    return measured, tasks


def _report(results: dict[str, Any], settings: Settings, origin: dict[str, Any], folder: Path) -> Path:
    """The main report with all results, and beside it the two that show more of them."""
    title = "Gjenfinning: finner vi erfaringene som svarer?"
    file = write(Report("retrieval", title, origin, results, tables(results, settings)), folder)
    more: Mapping[str, tuple[str, Any]] = {
        "retrieval-deler": ("Gjenfinning: hvem og hva det går bra for", part_tables(results)),
        "retrieval-vekter": ("Gjenfinning: vektene i sammenslåingen", weight_tables(results)),
    }
    for name, (heading, shown) in more.items():
        if shown:
            # The numbers stand in retrieval.json; here they are only shown.
            write(Report(name, heading, origin, {"from": "retrieval.json"}, shown), folder)
    draw(results, folder)
    return file


def run(arguments: argparse.Namespace) -> Path:
    """Measure and write the reports; returns the JSON file."""
    given = _read(arguments)
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        measured, tasks = _measure(arguments, given, settings)
        results = judge(measured, sets_of(tasks), settings)
        results["size"] = size_table(settings, [topic for topics in given.asked.values() for topic in topics])
    if arguments.export:
        export(arguments.export, tasks, measured.runs)
    return _report(results, settings, origin, arguments.results)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    arguments = _arguments(argv)
    return show(lambda: run(arguments))


if __name__ == "__main__":
    sys.exit(main())
