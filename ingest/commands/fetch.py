"""``ingest fetch``: bring the reports of the catalogue from their publishers."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.console import NOTHING_DONE, OK, SOME_FAILED, Console, command
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers

FOLDER_NAME = "hentet"


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "fetch", run, "hent rapportene i corpus/rapporter.yml fra utgivernes adresser")
    parser.add_argument("ids", nargs="*", metavar="id", help="rapportens id; uten noen hentes alle med kjent adresse")
    parser.add_argument("--to", type=Path, metavar="mappe", help="hvor de lagres (hentet/ i KB_DATA)")
    parser.add_argument(
        "--allow-private",
        action="append",
        default=[],
        metavar="vert",
        help="tillat denne verten, selv om den er i lokalnettet eller uten kryptering (eget speil); kan gjentas",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    # Loaded here: the reader process and the HTTP client take half a second.
    from ingest.addresses import AddressRules  # noqa: PLC0415
    from ingest.fetched_reports import FetchStatus, choose, fetch_reports  # noqa: PLC0415
    from ingest.fetching import Fetcher  # noqa: PLC0415
    from ingest.isolation import ReaderProcess  # noqa: PLC0415
    from ingest.limits import Limits  # noqa: PLC0415
    from ingest.report_catalogue import load_reports  # noqa: PLC0415

    settings = Settings()
    limits = Limits.of(settings)
    folder = arguments.to or settings.data / FOLDER_NAME
    reports = choose(load_reports(settings.corpus), arguments.ids)
    outcomes = []
    with Fetcher(limits, AddressRules(arguments.allow_private)) as fetcher, ReaderProcess(limits) as reader:
        for outcome in fetch_reports(reports, folder, fetcher, reader):
            outcomes.append(outcome)
            failed = outcome.status in {FetchStatus.FAILED, FetchStatus.NO_ADDRESS}
            (console.complain if failed else console.say)(f"{outcome.id}: {outcome.message}")
    counts = {status: sum(outcome.status is status for outcome in outcomes) for status in FetchStatus}
    there = counts[FetchStatus.FETCHED] + counts[FetchStatus.CHANGED] + counts[FetchStatus.UNCHANGED]
    console.say(
        f"Hentet: {counts[FetchStatus.FETCHED]}. Endret: {counts[FetchStatus.CHANGED]}. "
        f"Uendret: {counts[FetchStatus.UNCHANGED]}. Feilet: {counts[FetchStatus.FAILED]}. "
        f"Uten kjent adresse: {counts[FetchStatus.NO_ADDRESS]}."
    )
    if there:
        console.say(f"Ta dem inn med: python -m ingest add {folder}")
    console.result({"mappe": str(folder), "rapporter": [outcome.data() for outcome in outcomes]})
    # That an address is not known is no failure of fetching all, but it is of fetching that one.
    failed_count = counts[FetchStatus.FAILED] + (counts[FetchStatus.NO_ADDRESS] if arguments.ids else 0)
    if not failed_count:
        return OK
    return SOME_FAILED if there else NOTHING_DONE
