"""``ingest convert``: make the corpus of the seed data, leaving what people have edited."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.console import OK, Console, command
from kunnskapsbase.settings import ROOT

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "convert", run, "lag corpus/ av grunndataene, uten å røre det folk har endret")
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="mappe")
    parser.add_argument("--to", type=Path, default=ROOT / "corpus", metavar="mappe")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.convert import convert  # noqa: PLC0415

    report = convert(arguments.source, arguments.to)
    console.say(str(report))
    console.result(
        {
            "nye": report.new,
            "oppdatert": report.updated,
            "uendret": len(report.unchanged),
            "endret_av_folk": sorted(report.edited),
            "slettet_av_folk": report.deleted,
            "problemer": [str(problem) for problem in report.problems],
        }
    )
    return OK
