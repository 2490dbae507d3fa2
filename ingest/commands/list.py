"""``ingest list``: every source, and what came of it."""

import argparse
from typing import TYPE_CHECKING

from ingest.console import OK, Console, command
from kunnskapsbase.records import Status, open_to_read
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers

_CHOICES = [status.value for status in Status if status is not Status.UNCHANGED]


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "list", run, "vis alle kilder: hva som er tatt inn, og hva som ikke er det")
    parser.add_argument("--status", action="append", choices=_CHOICES, help="bare disse; kan gjentas")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.telling import source_data  # noqa: PLC0415

    store = open_to_read(Settings().database)
    try:
        sources = store.sources([Status(status) for status in arguments.status or ()])
        alike = store.alike()
    finally:
        store.close()
    for source in sources:
        name = source.path or "(tatt ned eller borte)"
        version = f"v{source.version}" if source.version else ""
        console.say(f"{source.id}  {source.status.value:<9}  {version:<4} {name}")
        if source.message:
            console.say(f"{'':20}{source.message}")
        for other, similarity in alike.get(source.path, []):
            console.say(f"{'':20}ligner {other} ({similarity:.0%})")
    counts = {status.value: sum(source.status is status for source in sources) for status in Status}
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    console.say(f"{len(sources)} {'kilde' if len(sources) == 1 else 'kilder'}{f': {told}' if told else ''}.")
    console.result({"kilder": [source_data(source, alike) for source in sources]})
    return OK
