"""``ingest add PATH…``: take in files and folders."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.console import OK, SOME_FAILED, Console, command
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers

_TOLD = ("title", "publisher", "url", "date", "kind", "webinar")


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "add", run, "ta inn filer og mapper: det som ligger i corpus/, og dokumenter")
    parser.add_argument("places", type=Path, nargs="+", metavar="sted", help="fil eller mappe")
    parser.add_argument("--dry-run", action="store_true", help="les og sjekk, men skriv ingenting")
    parser.add_argument("--again", action="store_true", help="ta inn igjen også det som er tatt ned med «remove»")
    told = parser.add_argument_group("opplysninger om ett dokument (ellers fra <fil>.yml, katalogen eller filen selv)")
    told.add_argument("--title", metavar="TITTEL")
    told.add_argument("--publisher", metavar="UTGIVER")
    told.add_argument("--url", metavar="ADRESSE", help="der dokumentet er publisert")
    told.add_argument("--date", metavar="DATO", help="2021, 2021-05 eller 2021-05-04")
    told.add_argument(
        "--kind", metavar="TYPE", help="rapport, webinar, presentasjon, regneark, nettside eller dokument"
    )
    told.add_argument("--webinar", metavar="ID", help="webinaret som filen er teksten til")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.pipeline import add  # noqa: PLC0415
    from ingest.preparing import Wishes  # noqa: PLC0415
    from ingest.telling import as_data, tell  # noqa: PLC0415

    told = {name: value for name in _TOLD if (value := getattr(arguments, name))}
    wishes = Wishes(dry_run=arguments.dry_run, told=told, again=arguments.again)
    outcome = add(arguments.places, Settings(), wishes=wishes)
    tell(outcome, console, dry_run=arguments.dry_run)
    console.result(as_data(outcome))
    return SOME_FAILED if outcome.summary.incomplete else OK
