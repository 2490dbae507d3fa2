"""``python -m search_api reminders``: who is to be asked how it went, and the mails that ask them.

Exit status: 0 done; 1 some have no address we know; 2 nothing was done.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from pydantic import ValidationError

from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.records import Adoptions, Contacts, RecordStore
from kunnskapsbase.settings import Settings, explain
from search_api.reminders import Kept, Reminder, due, mail

DONE, SOME_UNREACHABLE, NOTHING_DONE = 0, 1, 2
# How far back is looked unless told: longer than anybody forgets to run it, who runs it once a month.
_DAYS = 45


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m search_api reminders",
        description="Hvem som skal spørres hvordan det gikk, 6 og 12 måneder etter at de tok en løsning i bruk.",
    )
    for option, name, default, means in (
        ("--from", "first", None, f"første dag; {_DAYS} dager før den siste uten"),
        ("--until", "last", date.today(), "siste dag; i dag uten"),
    ):
        parser.add_argument(
            option, dest=name, default=default, type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD", help=means
        )
    parser.add_argument("--to", type=Path, metavar="MAPPE", help="skriv e-postene hit; de som er der fra før, står")
    return parser


def _line(reminder: Reminder) -> str:
    to = reminder.to or "ingen adresse"
    return f"{reminder.day}  {reminder.months:>2} md.  {reminder.municipality.name}  {reminder.title}  ({to})"


def _write(reminders: Sequence[Reminder], folder: Path, settings: Settings) -> int:
    """Write the mails that are not there already, each in one step; how many."""
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for reminder in reminders:
            file = folder / reminder.name
            if reminder.to and not file.exists():
                part = file.with_suffix(".part")
                part.write_bytes(mail(reminder, settings))
                part.replace(file)
                written += 1
    except OSError as error:
        raise InputError(
            f"Kan ikke skrive i {folder} ({error.strerror}). Velg en annen mappe, eller frigjør plass. De som er "
            "skrevet, står.",
            parameter="to",
        ) from error
    return written


def _run(arguments: argparse.Namespace) -> int:
    settings = Settings()
    last: date = arguments.last
    first: date = arguments.first or last - timedelta(days=_DAYS)
    if first > last:
        raise InputError(f"Datoene står i feil rekkefølge: {first} er etter {last}. Bytt dem om.", parameter="from")
    address = settings.database
    kept = Kept(Adoptions(address), Contacts(address), RecordStore(address))
    try:
        reminders = due(kept, load_register(settings.corpus / "kommuner"), first, last)
    finally:
        for store in (kept.adoptions, kept.contacts, kept.records):
            store.close()
    for reminder in reminders:
        print(_line(reminder))
    if arguments.to is not None:
        written = _write(reminders, arguments.to, settings)
        print(f"{written} nye e-poster i {arguments.to}. Se over dem, og send dem herfra.", file=sys.stderr)
    return DONE if all(reminder.to for reminder in reminders) else SOME_UNREACHABLE


def main(argv: list[str]) -> int:
    """Run the command."""
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
    except ValidationError as error:
        print(explain(error), file=sys.stderr)
    return NOTHING_DONE
