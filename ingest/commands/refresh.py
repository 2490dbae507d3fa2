"""``ingest refresh``: renew the municipality register from open APIs."""

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ingest.console import NOTHING_DONE, OK, SOME_FAILED, Console, command
from kunnskapsbase.locking import ProcessLock
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers
    from ingest.refreshing import Change, SourcePlan

_LOCK_NAME = ".kommuneregisteret.lock"
# Nobody is asked more often than this.
_PAUSE_S = 0.1


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = command(subparsers, "refresh", run, "hent nye tall og navn til kommuneregisteret fra åpne API-er")
    parser.add_argument(
        "ids", nargs="*", metavar="kilde", help="id i corpus/kommuner/kilder.yml; uten noen spørres alle"
    )
    parser.add_argument("--dry-run", action="store_true", help="vis hva som ville blitt endret, men skriv ingenting")
    parser.add_argument(
        "--allow-private",
        action="append",
        default=[],
        metavar="vert",
        help="tillat denne verten, selv om den er i lokalnettet eller uten kryptering (eget speil); kan gjentas",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    # Loaded here: the HTTP client takes a good while.
    from ingest.addresses import AddressRules  # noqa: PLC0415
    from ingest.fetching import Fetcher  # noqa: PLC0415
    from ingest.limits import Limits  # noqa: PLC0415
    from ingest.refreshing import Answers, RegisterFolder, choose, load_sources  # noqa: PLC0415

    settings, day = Settings(), date.today()
    folder = settings.corpus / "kommuner"
    sources = choose(load_sources(folder), arguments.ids)
    plans = []
    with (
        ProcessLock(settings.data / _LOCK_NAME, "Oppdateringen av kommuneregisteret"),
        TemporaryDirectory() as kept,
        Fetcher(Limits.of(settings), AddressRules(arguments.allow_private)) as fetcher,
    ):
        register_folder = RegisterFolder(folder)
        for plan in register_folder.plans(sources, Answers(fetcher, Path(kept), _PAUSE_S), day):
            _show(plan, console)
            plans.append(plan)
        if not arguments.dry_run:
            register_folder.write(plans, day)
    count = sum(len(plan.changes) for plan in plans)
    failed = all(plan.failure for plan in plans)
    console.say(_summary(count, failed=failed, dry_run=arguments.dry_run))
    console.result({"skrevet": bool(count) and not arguments.dry_run, "kilder": [_data(plan) for plan in plans]})
    if failed:
        return NOTHING_DONE
    return SOME_FAILED if any(plan.is_for_a_person for plan in plans) else OK


def _summary(count: int, *, failed: bool, dry_run: bool) -> str:
    if failed:
        return "Ingen av kildene kunne leses. Ingenting er endret."
    if not count:
        return "Ingen verdier er endret."
    if dry_run:
        return f"{count} verdier ville blitt endret. Ingenting er skrevet."
    return f"{count} verdier er endret i kommuneregisteret. Ta dem i bruk med: make index"


def _show(plan: "SourcePlan", console: Console) -> None:
    name = plan.source.id
    if plan.failure:
        columns = ", ".join(plan.source.columns)
        console.complain(f"{name}: {plan.failure} Kolonnene {columns} er som før.")
        return
    console.say(f"{name}: {len(plan.changes)} endringer (gjelder {plan.valid}).")
    for change in plan.changes:
        console.say(f"  {change}")
    for held in plan.held_back:
        for change in held.changes:
            console.complain(f"  Holdt tilbake: {change} – {held.reason}.")
    for number in plan.gone:
        console.complain(f"  {name} har ikke kommune {number}. Raden står som før; sjekk om kommunen er slått sammen.")
    for number in plan.new:
        console.complain(f"  {name} har kommune {number}, som ikke står i registeret. Legg den til for hånd.")
    for remark in plan.remarks:
        console.complain(f"  {remark}")


def _data(plan: "SourcePlan") -> dict[str, Any]:
    def changes(of: Iterable["Change"]) -> list[dict[str, str]]:
        return [
            {"kommunenummer": each.kommunenummer, "kolonne": each.column, "fra": each.old, "til": each.new}
            for each in of
        ]

    return {
        "id": plan.source.id,
        "feil": plan.failure,
        "gjelder": plan.valid,
        "endringer": changes(plan.changes),
        "holdt_tilbake": [{"grunn": each.reason, "endringer": changes(each.changes)} for each in plan.held_back],
        "borte": list(plan.gone),
        "nye": list(plan.new),
        "merknader": list(plan.remarks),
    }
