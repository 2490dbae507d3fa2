"""The results by parts and variants of the questions, and the weights: tables of two reports beside the main one."""

from typing import Any

from eval.report import Table, decimal
from eval.retrieval.folds import FOLDS, REPEATS
from eval.retrieval.tables import estimate, in_order, p, set_name

_PARTS = {
    "nb": "bokmål",
    "nn": "nynorsk",
    "question": "spørsmål",
    "keywords": "stikkord",
    "description": "beskrivelse av en situasjon",
    "natural 2": "slik folk ville spurt (2)",
    "natural 1": "kanskje slik folk ville spurt (1)",
    "natural 0": "neppe slik folk ville spurt (0)",
    "says who asks": "sier hvor stor kommunen er, eller hvilken",
    "says nothing of who asks": "sier ikke hvem som spør",
}
_VARIANTS = {
    "keywords": "bare stikkordene",
    "slip": "én tastefeil",
    "ae-oe-aa": "æ, ø og å skrevet ae, oe og aa",
}
_MOST_WEIGHTS = 15


def _parts(name: str, result: dict[str, Any], labels: dict[str, str]) -> Table:
    runs = in_order(result["runs"])
    rows = [
        [f"{_PARTS[part]} ({seen['topics']})", *(estimate(seen["ndcg"][run]) for run in runs)]
        for part, seen in result["parts"].items()
    ]
    note = (
        "nDCG@10 med 95 % intervall. Antall spørsmål i parentes: er de få, er intervallet bredt og snittet lite verdt."
    )
    return Table(f"{set_name(name)}: deler", ("", *(labels[run] for run in runs)), rows, note)


def _variants(name: str, result: dict[str, Any], labels: dict[str, str]) -> Table:
    rows = []
    for variant, by_run in result["variants"].items():
        for run in in_order(by_run):
            change = by_run[run]["against_original"]
            rows.append(
                [
                    f"{_VARIANTS[variant]}: {labels[run]}",
                    estimate(by_run[run]["ndcg"]),
                    estimate(change),
                    p(change["p"]),
                ]
            )
    note = (
        "De samme spørsmålene omskrevet av regler, med de samme fasitene. Stikkord er ordene uten småord. Tastefeilen "
        "er én bokstav byttet om, borte, lagt til eller feil i ett ord på minst fem bokstaver, trukket med fast frø. "
        "Beskrivelser kan ikke lages av regler; de som finnes, er skrevet av folk og står under deler."
    )
    return Table(f"{set_name(name)}: omskrevet av regler", ("", "nDCG@10", "mot spørsmålet selv", "p"), rows, note)


def part_tables(results: dict[str, Any]) -> list[Table]:
    """The report by parts and variants."""
    shown = []
    for name, result in results["sets"].items():
        if result["parts"]:
            shown.append(_parts(name, result, results["labels"]))
        if result["variants"]:
            shown.append(_variants(name, result, results["labels"]))
    return shown


def _chosen(weights: dict[str, Any]) -> list[Table]:
    in_force = next(row for row in weights["rows"] if row["in_force"])
    shown = []
    for choice in weights["chosen"]:
        names = choice["sets"]
        rows = [
            [f"i bruk: {in_force['weights']}", *(decimal(in_force["ndcg"][name]) for name in names)],
            [
                f"den beste, målt på de samme: {choice['best']['weights']}",
                *(decimal(choice["best"]["ndcg"][name]) for name in names),
            ],
            [
                "valgt uten å se spørsmålet den måles på",
                *(
                    f"{decimal(choice['left_out'][name])} ± {decimal(choice['left_out_spread'][name])}"
                    for name in names
                ),
            ],
            [
                "så mye av gevinsten er valg",
                *(decimal(choice["best"]["ndcg"][name] - choice["left_out"][name]) for name in names),
            ],
        ]
        picked = ", ".join(f"{each} ({times})" for each, times in choice["picked"].items())
        note = (
            f"Kryssvalidering i {FOLDS} deler, {REPEATS} ganger: vektene som er best på fire av delene, måles på den "
            "femte. Best er høyest snitt av settenes snitt. ± er standardavviket mellom gangene. "
            f"Oftest valgt: {picked}."
        )
        heading = f"Valgt etter: {', '.join(set_name(name) for name in names)}"
        shown.append(Table(heading, ("", *(set_name(name) for name in names)), rows, note))
    return shown


def weight_tables(results: dict[str, Any]) -> list[Table]:
    """The report on weights; empty where they were not tried."""
    weights = results["weights"]
    if not weights or not weights["rows"][0]["ndcg"]:
        return []
    names = list(weights["topics"])
    ordered = sorted(weights["rows"], key=lambda row: -sum(row["ndcg"].values()))
    kept = [
        row
        for place, row in enumerate(ordered)
        if place < _MOST_WEIGHTS or row["in_force"] or "k" not in row["weights"]
    ]
    rows = [
        [
            f"{row['weights']}{' (i bruk)' if row['in_force'] else ''}",
            *(decimal(row["ndcg"][name]) for name in names),
            decimal(sum(row["ndcg"].values()) / len(names)),
        ]
        for row in kept
    ]
    counts = ", ".join(f"{set_name(name)} {count}" for name, count in weights["topics"].items())
    note = (
        f"nDCG@10 for ord:mening:biter av ord og k. {weights['settings_tried']} innstillinger er prøvd; her står de "
        f"{_MOST_WEIGHTS} beste etter snittet av settene, hver kanal alene og den som er i bruk. Spørsmål: {counts}. "
        "Qdrant lar en tekst på plass p i en kanal med vekt v telle 1 / (p / v + k − 1): vekten strekker plassene, den "
        "ganger ikke. Jo større k, jo mindre betyr plassen. Den som velger den beste av så mange, får et for godt "
        "tall; hvor mye, står i tabellene over."
    )
    return [*_chosen(weights), Table("Vekter og k", ("", *(set_name(name) for name in names), "snitt"), rows, note)]
