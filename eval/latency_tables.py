"""The latency results as tables for people."""

from typing import Any

from eval.report import Table, decimal

_TEXTS = {
    "copied": "Tekstene er kopier av korpuset, så et spørsmål finner mange like.",
    "mixed": "Tekstene er kopier av korpuset der hvert tredje ord er byttet ut, så ingen er like.",
}


def _times(times: dict[str, float]) -> list[str]:
    return [decimal(times[share], 2) for share in ("p50", "p95", "p99")]


def _share(results: dict[str, Any]) -> Table:
    share = results["own_share_ms"]
    rows = [
        ["hele svaret over HTTP", decimal(share["whole"], 2)],
        ["spørringene i indeksen alene", decimal(share["index"], 2)],
        ["innleiringen av spørsmålet alene", decimal(share["embedding"], 2)],
        ["resten: API-ets egen del", decimal(share["own"], 2)],
    ]
    if "own_paced" in share:
        rows += [
            ["indeksen alene, med pause før hvert spørsmål", decimal(share["index_paced"], 2)],
            ["innleiringen alene, med pause før hvert spørsmål", decimal(share["embedding_paced"], 2)],
            ["resten, regnet mot disse", decimal(share["own_paced"], 2)],
        ]
    note = (
        "Én klient, p50 i millisekunder. Et svar spør indeksen tre ganger: etter løsninger, etter løsninger med de "
        "bestes temaer, og etter tekstbiter fra rapporter. API-ets egen del er differansen mellom de tre radene over. "
        "Uten pauser holder en løkke minne og kjerner varmere enn noen tjener med én klient gjør; derfor står samme "
        "arbeid der også med en pause på to millisekunder før hvert spørsmål."
    )
    return Table("Hva tiden går til", ("", "p50, ms"), rows, note)


def _targets(targets: dict[str, Any]) -> Table:
    rows = []
    for key, name in (
        ("own_share_at_most_index_and_embedding", "API-ets egen del er høyst like lang som indeks og innleiring"),
        ("own_share_at_most_paced_index_and_embedding", "det samme, mot arbeidet med pauser"),
    ):
        if own := targets.get(key):
            wanted = f"høyst {decimal(own['wanted_ms'], 2)} ms"
            rows.append([name, wanted, f"{decimal(own['seen_ms'], 2)} ms", "ja" if own["met"] else "nei"])
    if busy := targets.get("answers_per_s_at_8"):
        met = "ja" if busy["met"] else "nei"
        rows.append(
            ["Svar i sekundet med 8 klienter", f"minst {busy['wanted']:g}", decimal(busy["seen"], 1), met],
        )
    return Table("Målene", ("mål", "ønsket", "målt", "nådd"), rows)


def tables(results: dict[str, Any], origin: dict[str, Any]) -> list[Table]:
    """All tables, the most important first."""
    shown: list[Table] = []
    if "own_share_ms" in results:
        shown.append(_share(results))
    shown.append(_targets(results["targets"]))
    times, work = [], []
    for clients, level in results["levels"].items():
        whole = level["whole"]
        times += [
            [f"{clients} klienter: hele svaret", *_times(whole)],
            [f"{clients} tråder: indeksen alene", *_times(level["index"])],
            [f"{clients} tråder: innleiringen alene", *_times(level["embedding"])],
        ]
        work.append(
            [
                clients,
                str(whole["processes"]),
                decimal(whole["answers_per_s"], 1),
                decimal(level["bare"]["answers_per_s"], 1),
                decimal(whole["server_cpu_ms_per_answer"], 2),
                decimal(level["bare"]["cpu_ms_per_answer"], 2),
                decimal(whole["client_cpu_ms_per_answer"], 2),
                ", ".join(decimal(each, 2) for each in whole["p50_by_round"]),
                str(whole["stalled_answers"]),
            ]
        )
    note = (
        f"{results['rounds']} runder med {results['requests_per_round']} spørsmål på hvert trinn, med det bare "
        f"arbeidet og hele svaret annenhver gang på samme mappe. {_TEXTS[results['texts']]} Hvert spørsmål stilles "
        "for en ny kommune, så ingen spørring er lik en tidligere. Klientene går på samme maskin som API-et og tar av "
        "de samme kjernene."
    )
    shown.append(Table("Svartider", ("", "p50, ms", "p95, ms", "p99, ms"), times, note))
    columns = (
        "klienter", "prosesser", "svar/s", "bart arbeid/s", "CPU per svar, ms", "CPU per bart arbeid, ms",
        "klientenes CPU per svar, ms", "p50 per runde, ms", "kropp > 30 ms etter hode",
    )  # fmt: skip
    passages = origin["corpus"]["passages"]
    note = (
        f"{passages} tekster i indeksen. «Bart arbeid» er innleiring og indeks uten API-et rundt, i én prosess. "
        "«Prosesser» er hvor mange som svarte: API-et henter inn en til når mange venter, og tiden den bruker på å "
        "starte, er ikke med."
    )
    shown.append(Table("Svar i sekundet og arbeid per svar", columns, work, note))
    return shown
