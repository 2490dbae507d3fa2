"""``ingest export MAPPE``: write what people have added to the store as Markdown files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.amounts import amount
from ingest.console import OK, Console, command
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "export", run, "skriv det folk har lagt til, som Markdown-filer")
    parser.add_argument("folder", type=Path, metavar="mappe", help="tom, ny, eller en tidligere eksport")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.added_files import export  # noqa: PLC0415

    count = export(arguments.folder, Settings().database)
    console.say(f"Skrev {amount(count, 'fil', 'filer')} til {arguments.folder}.")
    console.result({"skrevet": count})
    return OK
