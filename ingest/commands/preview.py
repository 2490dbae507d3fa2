"""``ingest preview FIL``: read a file and show what may become experiences, without keeping anything."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.console import NOTHING_DONE, OK, SOME_FAILED, Console, command
from ingest.text_files import is_file
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers
    from kunnskapsbase.sharing import Reading


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "preview", run, "les en fil, og vis hva som kan bli erfaringer; ingenting lagres")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("file", type=Path, nargs="?", metavar="fil")
    which.add_argument(
        "--lines", action="store_true", help="les filer som navngis på standard inn, én linje hver, og svar likedan"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.previewing import Previewer  # noqa: PLC0415

    previewer = Previewer(Settings())
    try:
        if arguments.lines:
            # For a program that has file after file: it waits for no start but the first.
            for line in sys.stdin:
                print(previewer.preview(Path(line.rstrip("\n"))).model_dump_json(), flush=True)
            return OK
        if not is_file(arguments.file):
            console.complain(f"Fant ikke filen {arguments.file}.")
            return NOTHING_DONE
        reading = previewer.preview(arguments.file)
    finally:
        previewer.close()
    return _tell(reading, console)


def _tell(reading: "Reading", console: Console) -> int:
    console.result(reading.model_dump(mode="json"))
    if reading.document is None:
        console.complain(reading.refused or "")
        return SOME_FAILED
    masked = sum(reading.masked.values())
    console.say(f"{reading.document.title}: {len(reading.document.passages)} tekstbiter, {masked} steder skjult.")
    for remark in reading.remarks:
        console.say(f"Merk: {remark}")
    for proposal in reading.proposals:
        console.say(f"{proposal.confidence:<8}{proposal.title}")
    console.say(f"{len(reading.proposals)} utkast. Ingenting er lagret.")
    return OK
