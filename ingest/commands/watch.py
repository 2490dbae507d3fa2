"""``ingest watch MAPPE``: take in what comes to a folder, until it is stopped."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.console import OK, Console, command
from kunnskapsbase.errors import InputError
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers
    from ingest.pipeline import Outcome


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "watch", run, "følg med på en mappe, og ta inn det som kommer (stopp med Ctrl-C)")
    parser.add_argument("folder", type=Path, metavar="mappe")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command. With ``--json`` each round is a JSON document on a line of its own."""
    from ingest.telling import as_data, tell  # noqa: PLC0415
    from ingest.watching import watch  # noqa: PLC0415

    if not arguments.folder.is_dir():
        raise InputError(f"Fant ikke mappen {arguments.folder}.")
    console.say(f"Følger med på {arguments.folder}. Stopp med Ctrl-C.")

    def told(outcome: "Outcome") -> None:
        tell(outcome, console)
        console.line(as_data(outcome))

    watch(arguments.folder, Settings(), told, console.complain)
    console.say("Stoppet.")
    return OK
