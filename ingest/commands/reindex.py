"""``ingest reindex``: build the indexes anew beside those that serve, and swap."""

import argparse
from typing import TYPE_CHECKING

from ingest.console import OK, Console, command
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    command(subparsers, "reindex", run, "bygg søkeindeksen på nytt ved siden av den som er i bruk, og bytt")


def run(_: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.pipeline import reindex  # noqa: PLC0415

    count = reindex(Settings())
    console.say(f"Søkeindeksen er bygd på nytt med {count} tekster.")
    console.result({"erfaringstekster": count})
    return OK
