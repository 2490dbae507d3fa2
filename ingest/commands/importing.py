"""``ingest import MAPPE``: put back what ``ingest export`` wrote, or what somebody has written like it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.console import OK, SOME_FAILED, Console, command
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "import", run, "legg inn igjen det «export» skrev: adopsjoner, kontakter, mentorer")
    parser.add_argument("folder", type=Path, metavar="mappe")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.added_import import import_added  # noqa: PLC0415
    from kunnskapsbase.municipalities import load_register  # noqa: PLC0415

    settings = Settings()
    imported = import_added(arguments.folder, settings.database, load_register(settings.corpus / "kommuner"))
    for remark in imported.remarks:
        console.complain(f"{remark.path}: merk: {remark.message}")
    for problem in imported.problems:
        console.complain(str(problem))
    console.say(f"Lagt inn: {imported.new} nye; {imported.there} var der fra før. Søkeindeksen: kjør «make index».")
    console.result(
        {"nye": imported.new, "fra_for": imported.there, "feil": [str(problem) for problem in imported.problems]}
    )
    return SOME_FAILED if imported.problems else OK
