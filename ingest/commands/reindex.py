"""``ingest reindex``: build the indexes anew beside those that serve, and swap."""

import argparse
from typing import TYPE_CHECKING

from ingest.amounts import amount
from ingest.console import OK, Console, command
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "reindex", run, "bygg søkeindeksen på nytt ved siden av den som er i bruk, og bytt")
    parser.add_argument("--if-changed", action="store_true", help="bygg bare det som ikke lenger stemmer")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.pipeline import bring_up_to_date, reindex  # noqa: PLC0415

    count = bring_up_to_date(Settings())[0] if arguments.if_changed else reindex(Settings())
    if count is None:
        console.say("Søkeindeksen over erfaringer stemmer alt.")
        console.result({"erfaringstekster": None})
        return OK
    console.say(f"Søkeindeksen er bygd på nytt med {amount(count, 'tekst', 'tekster')}.")
    console.result({"erfaringstekster": count})
    return OK
