"""``ingest remove KILDE``: take a source down, with all that was made of it."""

import argparse
import sys
from typing import TYPE_CHECKING

from ingest.console import OK, SOME_FAILED, Console, command
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import open_to_read
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "remove", run, "ta ned en kilde: oppføring, tekst, vektorer og indeks slettes")
    parser.add_argument("source", metavar="kilde", help="id, sti eller slutten av stien")
    parser.add_argument("--yes", action="store_true", help="ikke spør først")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.takedown import find_target, take_down  # noqa: PLC0415

    settings = Settings()
    store = open_to_read(settings.database)
    try:
        target = find_target(store, arguments.source)
    finally:
        store.close()
    if not arguments.yes:
        _confirm(f"Ta ned {target.path} ({len(target.record_ids)} oppføringer)? Skriv ja: ")
    done = take_down(settings, target)
    file = "Kopien som var hentet, er slettet" if done.file_deleted else "Filen selv er ikke rørt"
    console.say(f"Tatt ned: {target.path}. {file}. Den tas ikke inn igjen uten «add --again».")
    if settings.database_url and not settings.database_url.startswith("sqlite"):
        console.say("Databasen bestemmer selv når slettede rader forsvinner fra disken; kjør VACUUM FULL i PostgreSQL.")
    if done.left:
        console.complain(
            "En eldre søkeindeks er fortsatt åpen i et annet program, trolig API-et. Den slettes når "
            f"det slipper den, senest når det stoppes: {', '.join(done.left)}"
        )
    if not done.log_emptied:
        console.complain(
            "Databasens logg kunne ikke tømmes, fordi et annet program leser. Kjør kommandoen «remove» på nytt når "
            "det er ferdig."
        )
    complete = not done.left and done.log_emptied
    console.result({"id": target.id, "oppforinger": list(target.record_ids), "fullstendig": complete})
    return OK if complete else SOME_FAILED


def _confirm(question: str) -> None:
    if not sys.stdin.isatty():
        raise InputError("Å ta ned en kilde kan ikke angres. Legg til --yes når du er sikker.")
    print(question, end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() != "ja":
        raise InputError("Ingenting er tatt ned.")
