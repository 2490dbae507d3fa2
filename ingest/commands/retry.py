"""``ingest retry``: read again what could not be taken in, or accept what was held back."""

import argparse
from typing import TYPE_CHECKING

from ingest.console import OK, SOME_FAILED, Console, command
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "retry", run, "les på nytt det som ikke ble tatt inn")
    parser.add_argument("sources", nargs="*", metavar="kilde", help="id eller sti; uten er det alle som feilet")
    parser.add_argument(
        "--accept", action="store_true", help="ta inn det som er i karantene, selv om mengden tekst er uventet"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.pipeline import retry  # noqa: PLC0415
    from ingest.telling import as_data, tell  # noqa: PLC0415

    outcome = retry(Settings(), arguments.sources, accept=arguments.accept)
    if outcome is None:
        console.say("Det er ingenting å prøve på nytt.")
        console.result({"kilder": []})
        return OK
    tell(outcome, console)
    console.result(as_data(outcome))
    return SOME_FAILED if outcome.summary.incomplete else OK
