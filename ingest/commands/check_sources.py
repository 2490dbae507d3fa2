"""``ingest check-sources``: whether the addresses of the sources still lead to what they led to."""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ingest.console import NOTHING_DONE, OK, SOME_FAILED, Console, command
from kunnskapsbase.locking import ProcessLock
from kunnskapsbase.settings import Settings

if TYPE_CHECKING:
    from ingest.console import Subparsers
    from ingest.source_check import Notes, Result, Watched

_LOCK_NAME = ".kildesjekk.lock"
_EXPERIENCES = "erfaringer"
# A page is some hundred kilobytes and a report some megabytes; what is larger or slower is not worth comparing.
_MEGABYTES, _SECONDS = 20, 30
_FRESH_FOR_HOURS = 24


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    what = "sjekk om adressene til kildene lever, er flyttet eller er endret (trenger nett)"
    parser = command(subparsers, "check-sources", run, what)
    parser.add_argument("ids", nargs="*", metavar="id", help="erfaring, webinar eller rapport; uten noen sjekkes alle")
    parser.add_argument("--again", action="store_true", help="sjekk også det som er sjekket det siste døgnet")
    parser.add_argument(
        "--allow-private",
        action="append",
        default=[],
        metavar="vert",
        help="tillat denne verten, selv om den er i lokalnettet eller uten kryptering; kan gjentas",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command."""
    from ingest.source_check import Notes, watched  # noqa: PLC0415

    settings = Settings()
    addresses = watched(settings.corpus, arguments.ids)
    with ProcessLock(settings.data / _LOCK_NAME, "Sjekken av kildene"):
        notes = Notes(settings.data)
        due = [each for each in addresses if arguments.again or not notes.is_fresh(each.address, _FRESH_FOR_HOURS)]
        fresh = len(addresses) - len(due)
        console.say(f"{len(addresses)} adresser; {fresh} er sjekket det siste døgnet. Sjekker {len(due)}.")
        if due and not _check(due, notes, settings, arguments.allow_private):
            console.complain("Ingen av adressene svarte, så ingenting er notert. Er maskinen på nett?")
            console.result({"sjekket": 0, "erfaringer_med_dod_kilde": [], "adresser": []})
            return NOTHING_DONE
    named_by = {each.address: each.named_by for each in addresses}
    results = [result for address in named_by if (result := notes.get(address))]
    _tell(results, named_by, console)
    console.result(
        {
            "sjekket": len(due),
            "erfaringer_med_dod_kilde": _with_dead_source(results, named_by),
            "adresser": [_data(each, named_by[each.address]) for each in results],
        }
    )
    return SOME_FAILED if any(each.status.is_for_a_person for each in results) else OK


def _check(due: Sequence["Watched"], notes: "Notes", settings: Settings, private: Sequence[str]) -> bool:
    """Check the addresses and note what came; whether any of them answered."""
    # Loaded here: the reader process and the HTTP client take half a second.
    from ingest.addresses import AddressRules  # noqa: PLC0415
    from ingest.isolation import ReaderProcess  # noqa: PLC0415
    from ingest.limits import Limits  # noqa: PLC0415
    from ingest.source_check import Checker, Rounds, record  # noqa: PLC0415

    limits = Limits.of(settings)
    limits = replace(limits, megabytes=min(_MEGABYTES, limits.megabytes), seconds=min(_SECONDS, limits.seconds))
    with TemporaryDirectory() as folder, ReaderProcess(limits) as reader:
        rounds = Rounds(lambda: Checker(limits, AddressRules(private), reader, Path(folder)), notes.get)
        return record(rounds.results(due), notes)


def _tell(results: Sequence["Result"], named_by: Mapping[str, Sequence[str]], console: Console) -> None:
    for result in results:
        if result.status.is_for_a_person:
            console.complain(f"{result.status}: {result.address} ({', '.join(named_by[result.address])})")
            console.complain(f"  {result.message}")
    counts = Counter(result.status.value for result in results)
    console.say("; ".join(f"{status}: {count}" for status, count in counts.most_common()) + ".")
    if dead := _with_dead_source(results, named_by):
        console.complain(f"Erfaringer med død kilde ({len(dead)}): {', '.join(dead)}.")


def _with_dead_source(results: Iterable["Result"], named_by: Mapping[str, Sequence[str]]) -> list[str]:
    """The ids of the experiences whose source is gone."""
    from ingest.source_check import SourceStatus  # noqa: PLC0415

    dead = [where for each in results if each.status is SourceStatus.DEAD for where in named_by[each.address]]
    return sorted({where.rpartition("/")[2] for where in dead if where.startswith(f"{_EXPERIENCES}/")})


def _data(result: "Result", named_by: Sequence[str]) -> dict[str, object]:
    return {**result.model_dump(mode="json", by_alias=True, exclude_none=True), "brukt_av": list(named_by)}
