"""What came of taking in, told to a person and to a program."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.amounts import amount
from ingest.console import Console
from ingest.gathering import EXPERIENCE
from ingest.pipeline import Outcome
from ingest.recording import Summary
from kunnskapsbase.document_text import DOCUMENT, WEBINAR
from kunnskapsbase.network import NETWORK
from kunnskapsbase.records import REJECTED, SERVES, SourceEntry, Status, source_id
from kunnskapsbase.scheme import SCHEME

# What readers count, and what is hidden, by the words people use for one and for several of them.
_COUNTED = {
    "pages": ("side", "sider"),
    "slides": ("lysbilde", "lysbilder"),
    "rows": ("rad", "rader"),
    "cues": ("undertekst", "undertekster"),
    "seconds": ("sekund", "sekunder"),
    "tables": ("tabell", "tabeller"),
    "characters": ("tegn", "tegn"),
    "passages": ("tekstbit", "tekstbiter"),
    "experiences": ("erfaring", "erfaringer"),
    "links": ("lenke", "lenker"),
    "fodselsnummer": ("fødselsnummer", "fødselsnumre"),
    "telefon": ("telefonnummer", "telefonnumre"),
    "epost": ("e-postadresse", "e-postadresser"),
    "navn": ("navn", "navn"),
}
# One, and several, of each kind of record.
_KINDS = {
    EXPERIENCE: ("erfaring", "erfaringer"),
    WEBINAR: ("webinar", "webinarer"),
    NETWORK: ("nettverk", "nettverk"),
    SCHEME: ("ordning", "ordninger"),
    DOCUMENT: ("dokument", "dokumenter"),
}
_MOST_PROBLEMS = 20
Alike = Mapping[str, Sequence[tuple[str, float]]]


def tell(outcome: Outcome, console: Console, *, dry_run: bool = False) -> None:
    """Say what was done, and what was not and why."""
    summary = outcome.summary
    for source in summary.sources:
        for problem in _problems(source):
            console.complain(problem)
        for _, message in source.warnings if source.status not in REJECTED else ():
            console.complain(f"{source.path}: merk: {message}")
    for path in summary.gone:
        console.say(f"Fjernet: {path} (filen er borte)")
    for path in summary.removed:
        console.say(f"Hoppet over: {path} (tatt ned tidligere; «add --again» tar den inn igjen)")
    verb = "Ville tatt inn" if dry_run else "Tatt inn"
    counts = summary.counts
    extra = f" Delvis: {counts[Status.PARTLY]}." if counts[Status.PARTLY] else ""
    extra += f" Karantene: {counts[Status.QUARANTINED]}." if counts[Status.QUARANTINED] else ""
    rejected = counts[Status.FAILED]
    console.say(
        f"{verb}: {summary.taken_in}{_by_kind(summary)}. Uendret: {summary.unchanged}. Avvist: {rejected}.{extra}"
    )
    if outcome.indexed is not None:
        console.say(f"Søkeindeksen er bygd på nytt med {amount(outcome.indexed, 'tekst', 'tekster')}.")
    if outcome.passages is not None:
        console.say(f"Tekstbiter fra dokumenter og webinarer i søket: {outcome.passages}.")


def counted(counts: Mapping[str, int]) -> str:
    """What was counted, in the words people use for it."""
    return ", ".join(amount(count, *_COUNTED.get(name, (name, name))) for name, count in counts.items())


def _by_kind(summary: Summary) -> str:
    """What was taken in of each kind, where it was of several."""
    kinds = Counter(source.kind for source in summary.sources if source.status in SERVES)
    if len(kinds) < 2:
        return ""
    return f" ({', '.join(amount(kinds[kind], *words) for kind, words in _KINDS.items() if kinds[kind])})"


def _problems(source: SourceEntry) -> list[str]:
    told = [
        f"{source.path}: {message}" if line is None else f"{source.path}, linje {line}: {message}"
        for line, message in source.problems[:_MOST_PROBLEMS]
    ]
    more = len(source.problems) - len(told)
    return (
        [*told, f"{source.path}: og {amount(more, 'problem', 'problemer')} til (se «ingest show»)"]
        if more > 0
        else told
    )


def as_data(outcome: Outcome) -> dict[str, Any]:
    """The same for a program."""
    summary = outcome.summary
    counts = {status.value: summary.counts[status] for status in Status}
    counts[Status.UNCHANGED.value] = summary.unchanged
    counts[Status.REMOVED.value] = len(summary.gone)
    return {
        "antall": counts,
        "kilder": [source_data(source) for source in summary.sources],
        "borte": list(summary.gone),
        "tatt_ned_for": summary.removed,
        "indeks": {"erfaringstekster": outcome.indexed, "tekstbiter": outcome.passages},
    }


def source_data(source: SourceEntry, alike: Alike | None = None) -> dict[str, Any]:
    """A row of the ledger for a program."""
    data: dict[str, Any] = {
        "id": source.id or source_id(source.path),
        "fil": source.path,
        "status": source.status.value,
        "grunn": source.reason,
        "problemer": [{"linje": line, "melding": message} for line, message in source.problems],
        "merknader": [{"kode": code, "melding": message} for code, message in source.warnings],
        "type": source.kind,
        "tittel": source.title,
        "oppforing": source.record_id,
        "leser": source.parser,
        "antall": dict(source.counts),
        "skjult": dict(source.masked),
    }
    if source.version:
        # Only the ledger's own rows have these.
        data |= {
            "sha256": source.sha256,
            "versjon": source.version,
            "versjon_i_bruk": source.served_version,
            "godtatt": source.accepted,
            "forst_tatt_inn": source.first_taken_in,
            "sist_tatt_inn": source.last_taken_in,
            "sist_sett": source.last_seen,
        }
    if alike is not None:
        data["ligner"] = [{"fil": other, "likhet": similarity} for other, similarity in alike.get(source.path, [])]
    return data
