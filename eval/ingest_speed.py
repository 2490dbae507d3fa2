"""``python -m eval.ingest_speed``: how fast documents come in, where the time goes, and what many of them cost.

Three parts, in this order: each format beside its bare library; a mixed set by stage; 100, 1,000 and 10,000 documents,
each by one command, with their time and memory. Exit status: 0 done (whether or not the targets are met); 2 nothing
could be measured.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FrameType
from typing import Any

from eval import ingest_formats, ingest_growth, ingest_mixed
from eval.ingest_peers import PEERS
from eval.ingest_tables import tables
from eval.ingest_texts import Writer
from eval.provenance import Corpus, provenance
from eval.report import RESULTS, Report, write
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import Settings

FORMATS, MIXED, GROWTH = "formats", "mixed", "growth"
_PARTS = (FORMATS, MIXED, GROWTH)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured. ``share`` is the size of each format's file, ``copies`` how many go in the mixed set."""

    parts: Sequence[str]
    sizes: Sequence[int]
    turns: int
    share: float
    copies: int
    runs: Sequence[str]
    quick: bool


def measure(plan: Plan, writer: Writer) -> Iterator[dict[str, Any]]:
    """What there is after each step: the parts that are planned, those that take longest last."""
    chosen = ingest_formats.formats(quick=plan.quick)
    others = {peer.library for each in chosen for peer in PEERS.get(each.ending, ())}
    results: dict[str, Any] = {"versions": _versions({each.peer for each in chosen if each.peer} | others)}
    if FORMATS in plan.parts:
        _say("Formatene …")
        with tempfile.TemporaryDirectory(prefix="eval-") as folder:
            made = ingest_formats.make_files(chosen, writer, Path(folder), plan.share)
            results[FORMATS] = ingest_formats.judge(ingest_formats.measure(chosen, made, plan.turns))
        yield results
    if MIXED in plan.parts:
        _say("Blandede filer …")
        results[MIXED] = ingest_mixed.measure(chosen, writer, plan.copies, plan.share)
        yield results
    if GROWTH in plan.parts:
        sizes = []
        for size in plan.sizes:
            _say(f"{size} dokumenter …")
            sizes.append(ingest_growth.at_size(size, plan.runs))
            results[GROWTH] = ingest_growth.judge(sizes)
            yield results


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def _versions(libraries: set[str]) -> dict[str, str | None]:
    """The versions of the libraries, and of Python for what comes with it."""
    found: dict[str, str | None] = {}
    for library in sorted(libraries):
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = f"(Python {sys.version.split()[0]})"
    return found


def _plan(arguments: argparse.Namespace) -> Plan:
    quick = arguments.quick
    return Plan(
        parts=arguments.parts or _PARTS,
        sizes=tuple(arguments.sizes or ()) or ((2,) if quick else ingest_growth.SIZES),
        turns=2 if quick else 9,
        share=0.02 if quick else 1.0,
        copies=1 if quick else ingest_mixed.COPIES,
        runs=ingest_growth.RUNS[:2] if quick else ingest_growth.RUNS,
        quick=quick,
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure and write the report; what is measured so far stands in a file of its own meanwhile."""
    plan = _plan(arguments)
    writer = Writer()
    origin = provenance(Settings(), Corpus(writer.fingerprint, writer.experiences, writer.experiences))
    begin = time.monotonic()
    # A quick run, or one of a part, stands beside the kept result and not in its place.
    is_part = arguments.parts or arguments.sizes
    name = "-".join(["inntak", *(plan.parts if is_part else ()), *["quick"] * plan.quick])
    unfinished = f"{name}-underveis"
    for results in measure(plan, writer):
        results["minutes"] = round((time.monotonic() - begin) / 60, 1)
        _write(unfinished, origin, results, arguments.results)
    print(_write(name, origin, results, arguments.results).with_suffix(".md").read_text(encoding="utf-8"))
    for ending in (".json", ".md"):
        (arguments.results / f"{unfinished}{ending}").unlink()
    return 0


def _write(name: str, origin: dict[str, Any], results: dict[str, Any], folder: Path) -> Path:
    return write(Report(name, "Inntak: fart, hva tiden går til, og minne", origin, results, tables(results)), folder)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.ingest_speed", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small files and few documents: to see that it works")
    parser.add_argument("--parts", nargs="+", choices=_PARTS, help="only these parts")
    parser.add_argument("--sizes", nargs="+", type=int, help="how many documents (100 1000 10000)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    try:
        return run(parser.parse_args(argv))
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 2


def _stop(_: int, __: FrameType | None) -> None:
    """End by an exception, so that what was started and the folders go too."""
    sys.exit(143)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(main())
