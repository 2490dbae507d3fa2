"""The main results as tables for people: what is reached, how good each way of searching is, and how they differ."""

from collections.abc import Iterable
from typing import Any

from eval.metrics import MEASURES, PERMUTATIONS, RESAMPLES
from eval.report import Table, decimal
from eval.retrieval.searchers import OURS
from eval.retrieval.tasks import LAWS, NORQUAD
from eval.topics import ORDINARY, PARAPHRASED
from kunnskapsbase.settings import Settings

GROUP_NAMES = {"all": "alle", "nb": "bokmål", "nn": "nynorsk"}
SET_NAMES = {
    ORDINARY: "Vanlige spørsmål",
    PARAPHRASED: "Omskrevne spørsmål",
    NORQUAD: "NorQuAD",
    LAWS: "Lover",
}
_ABOUT = {
    ORDINARY: "Spørsmål slik folk i kommunene stiller dem, til erfaringene i korpuset.",
    PARAPHRASED: "Spørsmål som med vilje er skrevet med andre ord enn erfaringene som svarer.",
    NORQUAD: "Spørsmål andre har laget, til avsnitt på rundt 400 tegn. Samme motor og kanaler, i en indeks for seg.",
    LAWS: "Overskrifter i lover og paragrafen som står under. Samme motor og kanaler, i en indeks for seg.",
}
_TARGETS = {
    "above_every_channel": "bedre enn hver kanal alene (nDCG@10)",
    "nb_minus_nn": "bokmål minus nynorsk (nDCG@10)",
    "no_answer_told": "spørsmål uten svar som får vite at ingenting passer",
    "false_refusals": "spørsmål med svar som får beskjed om at ingenting passer",
}


def estimate(value: dict[str, float]) -> str:
    """A mean with its interval."""
    return f"{decimal(value['mean'])} ({decimal(value['low'])} til {decimal(value['high'])})"


def p(value: float) -> str:
    """A p value."""
    return "< 0,001" if value < 0.001 else decimal(value)


def set_name(name: str) -> str:
    """A set's name to people."""
    return SET_NAMES.get(name, name)


def in_order(runs: Iterable[str]) -> list[str]:
    """Runs as they are shown: our channels, the whole, the answer, then the others as they came."""
    given = list(runs)
    first = [run for run in OURS if run in given]
    return first + [run for run in given if run not in first]


def _target_name(target: str) -> str:
    where, _, what = target.rpartition(": ")
    words = _TARGETS.get(what, what)
    return f"{set_name(where)}: {words}" if where else words[:1].upper() + words[1:]


def _targets(results: dict[str, Any]) -> Table:
    rows = [
        [
            _target_name(row["target"]),
            f"{'høyst' if row['at_most'] else 'minst'} {decimal(row['wanted'], 2)}",
            decimal(row["seen"]),
            "ja" if row["met"] else "nei",
        ]
        for row in results["targets"]
    ]
    note = "For spørsmål til erfaringene gjelder det hele svaret, for de andre settene alle kanalene sammen."
    return Table("Målene", ("", "mål", "målt", "nådd"), rows, note)


def _quality(name: str, result: dict[str, Any], labels: dict[str, str]) -> Table:
    rows = []
    for group, words in GROUP_NAMES.items():
        count = result["answerable"][group]
        for run in in_order(result["runs"]) if count else ():
            by_measure = result["runs"][run][group]
            cells = [estimate(by_measure[each]) if each in by_measure else "–" for each in MEASURES]
            rows.append([f"{words} ({count}): {labels[run]}", *cells])
    note = (
        f"{_ABOUT.get(name, '')} Snitt over spørsmålene som har svar, med 95 % intervall ({RESAMPLES} bootstrap-utvalg "
        "av spørsmålene, de samme for alle). Alle unntatt «hele svaret» får spørsmålets egen tekst og ikke mer."
    )
    return Table(set_name(name), ("", *MEASURES), rows, note.strip())


def _difference(value: dict[str, float] | None) -> str:
    if value is None:
        return "–"
    return f"{estimate(value)}; p {p(value['p'])}" if "p" in value else estimate(value)


def _comparisons(name: str, result: dict[str, Any], labels: dict[str, str]) -> Table:
    rows = []
    for pair in result["comparisons"]:
        cells = [_difference(pair["measures"].get(each)) for each in MEASURES]
        rows.append([f"{labels[pair['second']]} minus {labels[pair['first']]}", *cells])
    note = (
        "Parvis, spørsmål for spørsmål. p er hvor ofte tilfeldige fortegn på forskjellene gir en like stor forskjell "
        f"(randomisering, {PERMUTATIONS} trekninger); den er ikke justert for at det er mange sammenligninger."
    )
    return Table(f"{set_name(name)}: forskjeller", ("", *MEASURES), rows, note)


def _said(sets: dict[str, Any], elsewhere: dict[str, Any]) -> Table:
    kinds = {"answerable": "har svar", "unanswerable": "ikke har svar"}
    rows = [
        [f"{set_name(name)} som {words}", str(counts["answer_found"]), str(counts["no_answer"])]
        for name, result in sets.items()
        for kind, words in kinds.items()
        if sum((counts := result["said"][kind]).values())
    ]
    rows += [
        [
            f"{set_name(name)}: spørsmål om noe annet",
            str(seen["answer_found"]),
            str(seen["asked"] - seen["answer_found"]),
        ]
        for name, seen in elsewhere.items()
    ]
    note = (
        "Hva svaret sier om seg selv: «answer_found» sann, eller at ingenting passer. Spørsmål om noe annet er laget "
        "til andre samlinger og stilt til denne; noen få kan ha et svar også her. Grensene er valgt på disse tallene."
    )
    return Table("Sier svaret fra når ingenting passer?", ("", "svar funnet", "ingenting passer"), rows, note)


_SIGNS = {
    "coverage": ("dekning", "den av løsningene som vises, som dekker mest av spørsmålets ord, dekker så stor del"),
    "similarity": ("likhet", "teksten som er nærmest spørsmålet i mening, har så stor cosinus"),
    "agreement": ("enighet", "kanalene er så enige om hvilken løsning som er best; 1 er når alle setter den først"),
}


def _bars(sets: dict[str, Any], sign: str, in_force: float) -> Table:
    name, meaning = _SIGNS[sign]
    columns = [name]
    for key, result in sets.items():
        shown = set_name(key).lower()
        if result["bars"][sign][0]["unanswerable"]:
            columns.append(f"falske svar, {shown}")
        columns.append(f"falske avslag, {shown}")
    rows = []
    for points in zip(*(result["bars"][sign] for result in sets.values()), strict=True):
        row = [decimal(points[0]["bar"], 2)]
        for point in points:
            if point["unanswerable"]:
                row.append(f"{point['false_answers']} av {point['unanswerable']}")
            row.append(f"{point['false_refusals']} av {point['answerable']}")
        rows.append(row)
    note = (
        f"Svaret regnes som funnet når {meaning}; her holdes dette ene tegnet mot sin grense. "
        f"Produktets grense er {decimal(in_force, 2)}; hva tegnene gir til sammen, står over. Tabellen velger "
        "ikke, og spørsmålene uten svar er få."
    )
    return Table(f"Grensen for «ingenting passer»: {name}", columns, rows, note)


def _size(size: dict[str, Any], settings: Settings) -> Table:
    rows = [
        [decimal(row["match_weight"], 2), decimal(row["ndcg"]), decimal(row["median_ln_ratio"], 2)]
        for row in size["rows"]
    ]
    note = (
        f"Over de {size['topics']} spørsmålene med svar som sier hvor stor kommunen er; produktet leste størrelsen i "
        f"{size['size_read_by_product']} av dem. Avstanden er medianen av |ln(deltakerens innbyggere / spørrerens)| "
        f"blant de fem øverste. Produktets vekt er {decimal(settings.match_weight, 2)}. Få spørsmål: les "
        "retningen, ikke tredje desimal."
    )
    return Table("Vekten på likhet med den som spør", ("vekt", "nDCG@10", "median avstand i størrelse"), rows, note)


def _costs(results: dict[str, Any]) -> Table:
    rows = [
        [results["labels"][run], decimal(cost["cpu_ms"], 2), decimal(cost["megabytes"], 1)]
        for run in in_order(results["costs"])
        if (cost := results["costs"][run])
    ]
    note = (
        "Prosessortid for ett spørsmål om gangen til erfaringene, alle tråder regnet med, i samme kjøring; svartid "
        "over HTTP står i latency-rapporten. Modell er megabyte på disk, 0 der ingen trengs."
    )
    return Table("Hva et spørsmål koster", ("", "prosessortid (ms)", "modell (MB)"), rows, note)


def tables(results: dict[str, Any], settings: Settings) -> list[Table]:
    """All of the main report, the most important first."""
    sets: dict[str, Any] = results["sets"]
    asked = {name: result for name, result in sets.items() if "said" in result}
    shown = [_targets(results)]
    for name, result in sets.items():
        shown += [_quality(name, result, results["labels"]), _comparisons(name, result, results["labels"])]
    if asked:
        shown += [_said(asked, results["elsewhere"]), _bars(asked, "similarity", settings.answer_similarity)]
        shown.append(_bars(asked, "agreement", settings.answer_agreement))
        shown.append(_bars(asked, "coverage", settings.answer_coverage))
    if results["costs"]:
        shown.append(_costs(results))
    if results["size"]["rows"]:
        shown.append(_size(results["size"], settings))
    return shown
