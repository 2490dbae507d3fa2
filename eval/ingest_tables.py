"""The figures of the way in as tables for people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.ingest_stages import STAGES
from eval.report import Table, decimal

_UNITS = {"pages": "sider", "slides": "lysbilder", "rows": "rader", "cues": "undertekster", "characters": "1 000 tegn"}
_SIDES = {
    "bare": "PDF med PDFium",
    "bare_with_pypdf": "PDF med pypdf",
    "haystack": "Haystacks egne omformere",
}
_RUNS = {
    "first": "alt i én «add»",
    "again": "det samme igjen",
    "one_more": "ett dokument til",
    "alone": "enda ett, bare filen",
}


def tables(results: Mapping[str, Any]) -> list[Table]:
    """All tables of what was measured, the targets first."""
    shown = [_targets(results)]
    if found := results.get("formats"):
        shown += _formats(found, results["versions"])
    if found := results.get("mixed"):
        shown.append(_mixed(found))
    if found := results.get("growth"):
        shown += _growth(found)
    return shown


def _targets(results: Mapping[str, Any]) -> Table:
    rows: list[list[str]] = []
    if found := results.get("formats"):
        target = found["target"]
        above = [f"{name} ({decimal(found['formats'][name]['ratio'], 2)})" for name in target["above"]]
        wanted = f"høyst {decimal(target['wanted_ratio'], 1)}"
        seen = f"{len(target['within'])} formater innenfor; over: {', '.join(above) or 'ingen'}"
        rows.append(["lesing og rensing / bart bibliotek, hvert format", wanted, seen, _yes(not above)])
        for side, name in _SIDES.items():
            if whole := found.get("together", {}).get(side):
                met = _yes(whole["ratio"] <= target["wanted_ratio"])
                rows.append([f"det samme, alle filene samlet: {name}", wanted, decimal(whole["ratio"], 2), met])
    targets = results.get("growth", {}).get("targets", {})
    if memory := targets.get("memory"):
        wanted, seen = f"under {memory['wanted_mb']:g} MB", f"{decimal(memory['seen_mb'], 0)} MB"
        rows.append(["minne på det høyeste, alle prosesser", wanted, seen, _yes(memory["met"])])
    if growth := targets.get("growth"):
        wanted, seen = f"høyst {decimal(growth['wanted'], 1)}", decimal(growth["seen"], 2)
        rows.append(["ett dokument til blant mange / blant få", wanted, seen, _yes(growth["met"])])
    return Table("Målene", ("mål", "ønsket", "målt", "nådd"), rows)


def _yes(met: object) -> str:
    return "ja" if met else "nei"


def _formats(found: Mapping[str, Any], versions: Mapping[str, str | None]) -> list[Table]:
    speed, peers = [], []
    for name, row in found["formats"].items():
        ratio = "–" if "ratio" not in row else " – ".join(decimal(each, 2) for each in row["ratio_by_turn"])
        speed.append(
            [
                name,
                f"{decimal(row['units'], 0)} {_UNITS[row['unit']]}",
                decimal(row["units_per_s"], 0),
                decimal(row.get("bare_ms"), 1),
                decimal(row["own_ms"], 1),
                decimal(row.get("ratio"), 2),
                ratio,
                decimal(row["process_ms"], 1),
                decimal(row["letters"] / row["bare_letters"], 2) if row.get("bare_letters") else "–",
            ]
        )
        if row["peer"]:
            library = f"{row['peer']} {versions.get(row['peer']) or ''}".strip()
            peers.append([name, library, row["bare_does"], row["adds"]])
    turns = len(next(iter(found["formats"].values()))["own_ms_by_turn"])
    note = (
        f"Samme fil lest bart og av leseren annenhver gang, {turns} ganger hver; medianer. «Bart» og «vårt» er "
        "prosessortid i millisekunder. «Vårt» er alt som skjer i leseprosessen: gjenkjenning, grenser, lesing og "
        "rensing. «I prosessen» er veggtid med meldingene dit og tilbake, og det farten regnes av. Siste kolonne er "
        "hvor mange bokstaver og sifre leseren gir for hver i det bare biblioteket; over 1 gjentas kolonnenavn."
    )
    columns = (
        "format", "filen har", "i sekundet", "bart, ms", "vårt, ms", "forhold", "forhold, lavest – høyest",
        "i prosessen, ms", "bokstaver, vårt/bart",
    )  # fmt: skip
    what = "Det bare biblioteket henter samme tekst som strenger, og gjør ikke annet."
    return [
        Table("Fart etter format", columns, speed, note),
        Table("Hva «bart» er", ("format", "bibliotek", "gjør", "leseren gjør i tillegg"), peers, what),
        _others(found["formats"], versions),
        _together(found["together"]),
    ]


def _others(formats: Mapping[str, Mapping[str, Any]], versions: Mapping[str, str | None]) -> Table:
    rows = [
        [
            name,
            f"{other} ({each['library']} {versions.get(each['library']) or ''})".replace(" )", ")"),
            each["does"],
            decimal(each["ms"], 1),
            decimal(row["own_ms"], 1),
            decimal(each["ratio"], 2),
            decimal(row["letters"] / each["letters"], 2) if each["letters"] else "–",
        ]
        for name, row in formats.items()
        for other, each in row["others"].items()
    ]
    note = (
        "Andre som kunne vært brukt i stedet, på de samme filene i samme kjøring. Prosessortid i millisekunder. "
        "Haystack har ingen omformer for teksting eller JSONL, og den for Markdown krever et bibliotek som produktet "
        "ikke har; det som ikke er installert, er ikke med."
    )
    columns = ("format", "annet bibliotek", "gjør", "dette, ms", "vårt, ms", "forhold", "bokstaver, vårt/dette")
    return Table("Mot andre bibliotek", columns, rows, note)


def _together(sides: Mapping[str, Mapping[str, Any]]) -> Table:
    rows = [
        [name, str(len(side["formats"])), decimal(side["theirs_ms"], 0), decimal(side["own_ms"], 0),
         decimal(side["ratio"], 2)]
        for key, name in _SIDES.items()
        if (side := sides.get(key))
    ]  # fmt: skip
    note = "Summen av tidene over, én fil av hvert format, for de formatene som begge sider leser."
    return Table("Alle filene samlet", ("mot", "filer", "deres, ms", "vårt, ms", "forhold"), rows, note)


def _mixed(found: Mapping[str, Any]) -> Table:
    rows = [
        [stage, decimal(found["stages"][stage], 2), decimal(100 * found["stages"][stage] / found["seconds"], 1), holds]
        for stage, holds in STAGES.items()
    ]
    note = (
        f"{found['files']} filer, like mange av hvert format ({', '.join(found['formats'])}), tatt inn med én kommando "
        f"i en tom base på {decimal(found['seconds'], 1)} sekunder. Hvert trinn er uten det som står på egen linje."
    )
    return Table("Hva tiden går til, blandede filer", ("trinn", "sekunder", "%", "det er"), rows, note)


def _growth(found: Mapping[str, Any]) -> list[Table]:
    sizes = found["sizes"]
    return [_sizes(sizes), *_more(found["growth"]), _tenths(sizes[-1]), *_by_stage(sizes), _memory(sizes)]


def _sizes(sizes: Sequence[Mapping[str, Any]]) -> Table:
    rows = []
    for size in sizes:
        whole = size["runs"]["first"]["seconds"]
        others = [decimal(size["runs"][run]["seconds"], 1) if run in size["runs"] else "–" for run in list(_RUNS)[1:]]
        documents = size["documents"]
        rows.append(
            [
                _count(documents),
                decimal(whole, 1),
                decimal(whole / documents * 1000, 1),
                *others,
                decimal(size["disk_mb"], 0),
            ]
        )
    note = (
        "Dokumenter på rundt to sider i PDF, DOCX, HTML, Markdown og tekst, alle ulike, tatt inn med én «add» i en tom "
        "base; så det samme igjen uten at noe er endret; så med ett dokument til; så enda ett, der «add» bare får "
        "den filen. Hele kommandoen, oppstarten med."
    )
    again = ("det samme igjen, s", "ett til, s", "enda ett, bare filen, s")
    columns = ("dokumenter", "sekunder", "ms per dokument", *again, "på disken, MB")
    return Table("Få og mange dokumenter", columns, rows, note)


def _more(steps: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    """What one more costs, by stage; nothing where only one size was measured."""
    if not steps:
        return
    rows = [["i alt", *(decimal(step["ms"], 2) for step in steps)]]
    rows += [[stage, *(decimal(step["stages"][stage], 2) for step in steps)] for stage in STAGES]
    note = "Millisekunder for hvert dokument til. Det er forskjellen mellom to kjøringer, så det faste er ute."
    columns = ("trinn", *(f"fra {_count(step['from'])} til {_count(step['to'])}" for step in steps))
    yield Table("Hva et dokument koster når det er få og mange", columns, rows, note)


def _tenths(size: Mapping[str, Any]) -> Table:
    rows = [
        [f"{tenth}. tidel", decimal(row["ms"], 1), decimal(row["mb"], 0)]
        for tenth, row in enumerate(size["runs"]["first"]["by_tenth"], 1)
    ]
    note = (
        f"Lesing til lagring for {_count(size['documents'])} dokumenter, før indeksen bygges; minnet i alle prosesser."
    )
    return Table("Underveis i den største kjøringen", ("", "ms per dokument", "mest minne, MB"), rows, note)


def _by_stage(sizes: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    """Where the time of one more goes; of the first run where nothing came after."""
    columns = ("trinn", *(f"{_count(size['documents'])} dokumenter" for size in sizes))
    for run in [run for run in ("one_more", "alone") if run in sizes[0]["runs"]] or ["first"]:
        rows = [[stage, *(decimal(size["runs"][run]["stages"][stage], 2) for size in sizes)] for stage in STAGES]
        note = "Sekunder, etter hvor mange det var fra før."
        yield Table(f"Hva tiden går til: {_RUNS[run]}", columns, rows, note)


def _memory(sizes: Sequence[Mapping[str, Any]]) -> Table:
    rows = [
        [
            f"{_count(size['documents'])}: {_RUNS[run]}",
            *(
                decimal(seen["memory"][what], 0)
                for what in (
                    "peak_while_reading_mb", "peak_after_mb", "peak_mb", "peak_anonymous_mb", "main_process_mb",
                    "reader_process_mb", "ru_maxrss_mb",
                )
            ),
        ]
        for size in sizes
        for run, seen in size["runs"].items()
    ]  # fmt: skip
    note = (
        "Megabyte (millioner). De fire første er summen av alle prosesser, sett på ti ganger i sekundet; «egen topp» "
        "er det hver prosess selv har hatt på det meste (VmHWM), og fanger også det som varer kortere. ru_maxrss er "
        "hovedprosessens, men aldri mindre enn det målingen selv hadde da den startet den. Det som ikke er anonymt, er "
        "filer i minnet: programbiblioteker og indeksen."
    )
    columns = (
        "kjøring", "under lesing", "etterpå", "på det høyeste", "av det anonymt", "hovedprosessen, egen topp",
        "leseprosessen, egen topp", "ru_maxrss",
    )  # fmt: skip
    return Table("Minne", columns, rows, note)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")
