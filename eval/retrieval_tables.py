"""The retrieval results as tables for people."""

from typing import Any

from eval.metrics import MEASURES
from eval.report import Table, decimal
from kunnskapsbase.settings import Settings

RUN_NAMES = {
    "bm25": "BM25 alene",
    "dense": "vektor alene",
    "both": "begge, slik produktet veier dem",
    "answer": "hele svaret (API-et)",
}
GROUP_NAMES = {"all": "alle", "nb": "bokmål", "nn": "nynorsk"}
SET_NAMES = {"vanlig_dev": "Vanlige spørsmål", "vanskelig_dev": "Omskrevne spørsmål"}
_INTERVAL_NOTE = (
    "Snitt over spørsmålene som har svar, med 95 % intervall (bootstrap over spørsmålene, de samme trekningene for "
    "alle kjøringene). De tre første spør indeksen rett fram med spørsmålets egen tekst; den siste er hele veien til "
    "svaret."
)


def _estimate(value: dict[str, float]) -> str:
    return f"{decimal(value['mean'])} ({decimal(value['low'])} til {decimal(value['high'])})"


def _quality(name: str, result: dict[str, Any]) -> Table:
    rows = []
    for group in result["runs"]["answer"]:
        for run, by_group in result["runs"].items():
            label = f"{GROUP_NAMES[group]} ({result['answerable'][group]}): {RUN_NAMES[run]}"
            rows.append([label, *(_estimate(by_group[group][measure]) for measure in MEASURES)])
    return Table(SET_NAMES.get(name, name), ("", *MEASURES), rows, _INTERVAL_NOTE)


def _differences(name: str, result: dict[str, Any]) -> Table:
    rows = []
    for pair, by_measure in result["differences"].items():
        second, _, first = pair.partition(" - ")
        label = f"{RUN_NAMES[second]} minus {RUN_NAMES[first]}"
        rows.append([label, *(_estimate(by_measure[measure]) for measure in MEASURES)])
    note = "Parvis, spørsmål for spørsmål. Et intervall som går over null, er ingen forskjell å bygge på."
    return Table(f"{SET_NAMES.get(name, name)}: forskjeller", ("", *MEASURES), rows, note)


def _said(sets: dict[str, Any]) -> Table:
    kinds = {"answerable": "har svar", "unanswerable": "har ikke svar"}
    rows = [
        [f"{SET_NAMES.get(name, name)} som {words}", str(counts["answer_found"]), str(counts["no_answer"])]
        for name, result in sets.items()
        for kind, words in kinds.items()
        if sum((counts := result["said"][kind]).values())
    ]
    note = "Hva svaret sier om seg selv: «answer_found» sann, eller at ingenting passer."
    return Table("Sier svaret fra når ingenting passer?", ("", "svar funnet", "ingenting passer"), rows, note)


_SIGNS = {
    "coverage": ("dekning", "den av løsningene som vises, som dekker mest av spørsmålets ord, dekker så stor del"),
    "similarity": ("likhet", "teksten som er nærmest spørsmålet i mening, har så stor cosinus"),
}


def _bars(sets: dict[str, Any], sign: str, in_force: float) -> Table:
    name, meaning = _SIGNS[sign]
    columns = [name]
    for key, result in sets.items():
        shown = SET_NAMES.get(key, key).lower()
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


def _fusion(results: dict[str, Any], settings: Settings) -> Table:
    names = list(results["fusion"][0]["ndcg"])
    rows = []
    for row in results["fusion"]:
        weights = f"{row['sparse']:g}:{row['dense']:g}"
        k = "–" if row["rrf_k"] is None else str(row["rrf_k"])
        cells = [weights, k]
        for name in names:
            cells += [decimal(row["ndcg"][name]), _estimate(row["against_settings"][name])]
        rows.append(cells)
    note = (
        f"nDCG@10 rett fra indeksen. Produktet bruker {settings.sparse_weight:g}:{settings.dense_weight:g} og "
        f"k = {settings.rrf_k}. Qdrant lar en tekst på plass p i en kanal med vekt v telle 1 / (p / v + k − 1): vekten "
        "strekker plassene, den ganger ikke. Jo større k, jo mindre betyr den. «Forskjell» er parvis mot "
        "produktets valg; den som velger den beste av så mange, får et for godt tall."
    )
    columns = ["BM25:vektor", "k"]
    for name in names:
        columns += [SET_NAMES.get(name, name), "forskjell"]
    return Table("Vekter og k i sammenslåingen", columns, rows, note)


def _size(size: dict[str, Any], settings: Settings) -> Table:
    rows = [
        [decimal(row["size_weight"], 2), decimal(row["ndcg"]), decimal(row["median_ln_ratio"], 2)]
        for row in size["rows"]
    ]
    note = (
        f"Over de {size['topics']} spørsmålene med svar som sier hvor stor kommunen er; produktet leste størrelsen i "
        f"{size['size_read_by_product']} av dem. Avstanden er medianen av |ln(deltakerens innbyggere / spørrerens)| "
        f"blant de fem øverste. Produktets vekt er {decimal(settings.size_weight, 2)}. Få spørsmål: les "
        "retningen, ikke tredje desimal."
    )
    return Table("Vekten på størrelse", ("vekt", "nDCG@10", "median avstand i størrelse"), rows, note)


def tables(results: dict[str, Any], settings: Settings) -> list[Table]:
    """All tables, the most important first."""
    sets: dict[str, Any] = results["sets"]
    shown = [_quality(name, result) for name, result in sets.items()]
    shown += [_differences(name, result) for name, result in sets.items()]
    shown += [_said(sets), _bars(sets, "similarity", settings.answer_similarity)]
    shown += [_bars(sets, "coverage", settings.answer_coverage), _fusion(results, settings)]
    if results["size"]["rows"]:
        shown.append(_size(results["size"], settings))
    return shown
