"""``ingest schema``: write the JSON schemas of the corpus."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.console import OK, Console, command
from kunnskapsbase.settings import ROOT

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "schema", run, "skriv JSON-skjemaene til corpus/skjema")
    parser.add_argument("--to", type=Path, default=ROOT / "corpus" / "skjema", metavar="mappe")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.schema import write_schemas  # noqa: PLC0415

    written = write_schemas(arguments.to)
    console.result({"skrevet": [str(path) for path in written]})
    return OK
