"""``ingest show KILDE``: all that the ledger and the store know of one source."""

import argparse
from typing import TYPE_CHECKING

from ingest.console import OK, Console, command
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import RecordStore, SourceEntry, Status, open_to_read, source_id
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "show", run, "vis alt om én kilde")
    parser.add_argument("source", metavar="kilde", help="id, sti eller slutten av stien")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.telling import counted, source_data  # noqa: PLC0415

    store = open_to_read(Settings().database)
    try:
        source = _one(store, arguments.source)
        alike = store.alike()
        records = store.of_source(source.path) if source.path else []
    finally:
        store.close()
    near = [pair for record in records for pair in alike.get(record.path, [])]
    lines = [
        ("Kilde", source.id),
        ("Fil", source.path),
        ("Tittel", source.title),
        ("Status", source.status.value),
        ("Grunn", source.reason),
        ("Versjon", _version(source)),
        ("Tatt inn", _times(source)),
        ("Sist sett", source.last_seen),
        ("Lest med", source.parser),
        ("Innhold", counted(source.counts)),
        ("Skjult", counted(source.masked)),
        ("Oppføringer", ", ".join(record.id for record in records[:20]) + (" …" if len(records) > 20 else "")),
    ]
    for name, value in lines:
        if value:
            console.say(f"{name + ':':<13}{value}")
    for line, message in source.problems:
        console.say(f"Feil:        {message if line is None else f'linje {line}: {message}'}")
    for _, message in source.warnings:
        console.say(f"Merk:        {message}")
    for other, similarity in near:
        console.say(f"Ligner:      {other} ({similarity:.0%})")
    data = source_data(source, {source.path: near})
    console.result(data | {"oppforinger": [{"id": record.id, "type": record.kind} for record in records]})
    return OK


def _one(store: RecordStore, name: str) -> SourceEntry:
    found = store.find_sources(name)
    if not found:
        # A row of a list is a record of its own, but no source: show the file it stands in.
        record = store.get([name]).get(name)
        path = record.path.partition("#")[0] if record else ""
        found = store.find_sources(source_id(path)) if path else []
    if not found:
        raise InputError(f"Fant ingen kilde «{name}». «python -m ingest list» viser alle.")
    if len(found) > 1:
        listed = "\n".join(f"  {source.id}  {source.path}" for source in found)
        raise InputError(f"Flere kilder passer til «{name}». Oppgi id-en til den du mener:\n{listed}")
    return found[0]


def _version(source: SourceEntry) -> str:
    if not source.version:
        return ""
    if source.served_version is None:
        return f"{source.version} (ingen versjon er tatt inn)"
    if source.served_version != source.version:
        return f"{source.version}; versjon {source.served_version} er fortsatt i bruk"
    return str(source.version)


def _times(source: SourceEntry) -> str:
    if not source.last_taken_in or source.status is Status.REMOVED:
        return ""
    if source.first_taken_in == source.last_taken_in:
        return source.last_taken_in
    return f"{source.last_taken_in} (første gang {source.first_taken_in})"
