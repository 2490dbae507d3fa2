"""``ingest drafts DOKUMENT``: propose experiences out of a document that is taken in, for a person to finish."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.amounts import amount
from ingest.console import OK, Console, command
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers

FOLDER_NAME = "utkast"


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "drafts", run, "foreslå erfaringer ut fra et dokument; et menneske fullfører dem")
    parser.add_argument("document", metavar="dokument", help="id, sti eller slutten av stien")
    parser.add_argument("--to", type=Path, metavar="mappe", help="hvor utkastene skrives (utkast/ i KB_DATA)")
    parser.add_argument("--chat", action="store_true", help="la språkmodellen i KB_CHAT_URL formulere utkastene")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command.

    Raises:
        InputError: no such document has been taken in, or no chat service is configured.
    """
    from ingest.drafts import drafts  # noqa: PLC0415
    from ingest.drafts.stored import stored_document  # noqa: PLC0415
    from ingest.drafts.writing import write_drafts  # noqa: PLC0415
    from kunnskapsbase.municipalities import load_register  # noqa: PLC0415

    settings = Settings()
    document = stored_document(settings, arguments.document)
    register = load_register(settings.corpus / "kommuner")
    found = drafts(document, register)
    if arguments.chat:
        from ingest.drafts.chat import DraftWriter  # noqa: PLC0415

        found = DraftWriter(settings).run(found, document)["drafts"]
    folder = arguments.to or settings.data / FOLDER_NAME
    written = write_drafts(found, document, register, folder)
    for draft in found:
        console.say(f"{draft.confidence:<8}{draft.title} ({', '.join(draft.municipalities)})")
    console.say(
        f"{len(found)} utkast, {amount(len(written), 'ny fil', 'nye filer')} i {folder}. Ingen av dem er publisert."
    )
    if written:
        console.say("Les kilden, fyll ut FYLL INN, gi filen navn etter id-en og flytt den til corpus/erfaringer.")
    console.result({"mappe": str(folder), "utkast": [draft.model_dump(mode="json") for draft in found]})
    return OK
