"""What was measured of the preference for municipalities like the asker, as tables and as a drawing."""

from pathlib import Path
from typing import Any

import altair as alt

from eval.report import RESULTS, Table, decimal
from eval.retrieval.plots import svg
from kunnskapsbase.settings import Settings

WEIGHTS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8)
NETWORK_SHARES = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8)
LABELS = {
    "ours": "produktets likhet",
    "inhabitants": "innbyggertall alene (ln)",
    "kostra": "KOSTRA-gruppe alene",
    "standardised": "nærmeste naboer på standardiserte mål (som CIPFA)",
}
_ASKED = {
    "stated": "Spørsmål som sier hvor stor kommunen er",
    "sampled": "Alle spørsmål med svar, stilt av små kommuner",
}
_NETWORKED = {**_ASKED, "networked": "Alle spørsmål med svar, stilt av små kommuner som er i et nettverk"}
# Told apart by those who see few colours (Okabe and Ito).
_COLOURS = ["#0072B2", "#009E73", "#999999", "#D55E00"]


def _rows(ways: dict[str, Any]) -> list[list[str]]:
    return [
        [
            LABELS[name],
            decimal(seen["weight"], 2),
            decimal(seen["ndcg"]),
            decimal(seen["median_ln_ratio"], 2),
            str(seen["hidden"]),
        ]
        for name, by_weight in ways.items()
        for seen in by_weight
    ]


def tables(results: dict[str, Any], settings: Settings) -> list[Table]:
    """A table for each kind of asker, with the order changed among the ten shown; and one with more to choose from."""
    columns = ("likhet", "vekt", "nDCG@10", "median avstand i størrelse", "skjulte svar")
    shown = [
        Table(
            "Hva som måles",
            note=(
                "Et treff løftes med vekt × likhet (0–1). Avstanden er medianen av |ln(deltakerens innbyggere / "
                "spørrerens)| blant de fem øverste; 0,69 er dobbelt så stor, 1,10 tre ganger. «Skjulte svar» er "
                "relevante løsninger som teksten satte blant de ti første, og som likheten skjøv ut. Kommunen selv "
                f"teller ikke. Produktets vekt er {decimal(settings.match_weight, 2)}, og det bytter bare om på de ti "
                "teksten valgte. Bare størrelsen kan måles slik: hva sted, sentralitet, KOSTRA-gruppe og målform er "
                "verdt for den som spør, sier ingen av spørsmålene, og andelene deres er satt etter skjønn."
            ),
        )
    ]
    for name, result in _compared(results).items():
        note = f"{result['askings']} ganger ble {result['questions']} spørsmål stilt. Rekkefølgen på de ti bytter om."
        shown.append(Table(_ASKED[name], columns, _rows(result["within"]), note))
    for name, result in _compared(results).items():
        note = (
            "Her kan likheten også hente fram noe av det neste teksten fant (plass 11–20). De ti første hadde "
            f"{result['relevant_in_the_first']} relevante løsninger i alt. Slik gjør ikke produktet."
        )
        shown.append(Table(f"{_ASKED[name]}: med mer å velge i", columns, _rows(result["beyond"]), note))
    return [*shown, _networks(results["networks"], settings)]


def _compared(results: dict[str, Any]) -> dict[str, Any]:
    """What was compared in every way, by who asks."""
    return {name: result for name, result in results.items() if name in _ASKED}


def _networks(results: dict[str, list[dict[str, Any]]], settings: Settings) -> Table:
    note = (
        f"Med produktets vekt ({decimal(settings.match_weight, 2)}): hvor mye det teller i likheten at de to er i "
        "samme nettverk utenom regionrådet, ved siden av de andre andelene, som er 1 til sammen. «I nettverk» er "
        "andelen av de fem øverste som er i et nettverk med den som spør. Produktets andel er "
        f"{decimal(settings.match_network, 2)}."
    )
    rows = [
        [
            _NETWORKED[name],
            decimal(seen["network"], 2),
            decimal(seen["ndcg"]),
            decimal(seen["median_ln_ratio"], 2),
            decimal(seen["in_network"]),
        ]
        for name, by_share in results.items()
        for seen in by_share
    ]
    return Table("Nettverk", ("spurt av", "andel", "nDCG@10", "median avstand i størrelse", "i nettverk"), rows, note)


def _panel(title: str, ways: dict[str, Any]) -> alt.LayerChart | alt.FacetChart:
    rows = [seen | {"way": LABELS[name]} for name, by_weight in ways.items() for seen in by_weight]
    base = alt.Chart({"values": rows}, title=title, width=380, height=260).encode(
        x=alt.X(
            "median_ln_ratio:Q", title="median |ln forhold| i innbyggere, fem øverste", scale=alt.Scale(zero=False)
        ),
        y=alt.Y("ndcg:Q", title="nDCG@10", scale=alt.Scale(zero=False)),
        color=alt.Color(
            "way:N",
            title=None,
            scale=alt.Scale(domain=list(LABELS.values()), range=_COLOURS),
            legend=alt.Legend(labelLimit=320, orient="bottom", columns=1),
        ),
    )
    return alt.layer(
        base.mark_line().encode(order="weight:Q"),
        base.mark_point(filled=True, size=50),
        base.mark_text(dx=4, dy=-8, align="left", fontSize=9).encode(text=alt.Text("weight:Q", format=".2f")),
    )


def draw(results: dict[str, Any], folder: Path = RESULTS) -> Path:
    """The curve of relevance against distance in size, a panel for each kind of asker; returns the file."""
    panels = [_panel(_ASKED[name], result["within"]) for name, result in _compared(results).items()]
    file = folder / "storrelse.svg"
    file.write_text(f"{svg(alt.hconcat(*panels))}\n", encoding="utf-8")
    return file
