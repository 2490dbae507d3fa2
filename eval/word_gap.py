"""``python -m eval.word_gap``: what stands between the product and its targets, words that differ or order?

Two things are told apart. How good the answer is by how much of the question stands in the text that answers it: where
nothing of it does, words cannot find it. And how good it could be were what is found put in the best order: what is not
among the fifty found, no second stage can lift. Beside them stands what words about the one who asks would do if they
were matched. Exit status: 0 done; 2 nothing could be measured.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from eval.building import describe, temporary_base
from eval.command import show
from eval.long_texts import DATA
from eval.metrics import NDCG, Rankings, estimate, mean_ndcg, per_topic
from eval.provenance import provenance
from eval.report import RESULTS, Report, Table, decimal, write
from eval.retrieval.asker_words import compare
from eval.retrieval.collection import own_index
from eval.retrieval.folds import in_force
from eval.retrieval.fusion import Kept, fuse, keep
from eval.retrieval.searchers import ALONE, FUSED, LABELS, channels, fused
from eval.retrieval.tables import estimate as shown
from eval.retrieval.tables import p, set_name
from eval.retrieval.tasks import SETS, Task, Wanted, asked_sets, experience_task, passage_tasks
from eval.runs import open_index
from eval.topics import QUESTIONS, Topic
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.settings import Settings
from kunnskapsbase.text import terms
from search_api.evidence import asked_words, coverage

# The share of a question that stands in the text that answers it, rare words counting more: from, and below.
SHARES = ((0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.01))
_RUNS = (*ALONE, FUSED)
_WAYS = {
    "inhabitants": "Vi er så mange innbyggere.",
    "size word": "Gjerne fra små kommuner.",
    "county": "Hva er gjort i et fylke?",
}

Terms = Mapping[str, frozenset[str]]


def terms_by_record(task: Task) -> Terms:
    """Record → the terms of its texts."""
    found: dict[str, frozenset[str]] = {}
    for text in task.texts:
        found[text.record_id] = found.get(text.record_id, frozenset()).union(terms(text.text))
    return found


def shared(topic: Topic, by_record: Terms) -> float:
    """The largest share (0–1) of the question that stands in one of the texts that answer it best."""
    best = max(topic.relevant.values())
    asked = asked_words(topic.question)
    answering = [record for record, grade in topic.relevant.items() if grade == best]
    return max(coverage(asked, by_record.get(record, frozenset())) for record in answering)


def best_order(topics: Sequence[Topic], found: Rankings) -> Rankings:
    """What was found in the best order there is."""
    return {topic.id: sorted(found[topic.id], key=lambda each: -topic.relevant.get(each, 0)) for topic in topics}


def _together(kept: Kept, topic_id: str) -> list[str]:
    """Everything that any channel found."""
    return list(dict.fromkeys(record for run in ALONE for _, record in kept[run][topic_id]))


def _rankings(kept: Kept, topics: Sequence[Topic], settings: Settings) -> dict[str, Rankings]:
    runs: dict[str, Rankings] = {
        run: {topic.id: list(dict.fromkeys(record for _, record in kept[run][topic.id])) for topic in topics}
        for run in ALONE
    }
    return runs | {FUSED: {topic.id: fuse(kept, topic.id, in_force(settings)) for topic in topics}}


def _judged(topics: Sequence[Topic], kept: Kept, by_record: Terms, settings: Settings) -> dict[str, Any]:
    runs = _rankings(kept, topics, settings)
    values = {run: per_topic(topics, rankings)[NDCG] for run, rankings in runs.items()}
    share = {topic.id: shared(topic, by_record) for topic in topics}
    parts = []
    for low, high in SHARES:
        ids = [each for each, value in share.items() if low <= value < high]
        ndcg = {run: estimate([values[run][each] for each in ids]).plain() for run in _RUNS} if ids else {}
        parts.append({"from": low, "topics": len(ids), "ndcg": ndcg})
    shown = {topic.id: runs[FUSED][topic.id][: settings.candidates] for topic in topics}
    together = {topic.id: _together(kept, topic.id) for topic in topics}
    return {
        "topics": len(topics),
        "by_share": parts,
        "now": mean_ndcg(topics, runs[FUSED]),
        "best_order": mean_ndcg(topics, best_order(topics, shown)),
        "best_order_of_all": mean_ndcg(topics, best_order(topics, together)),
    }


def _measure(settings: Settings, experiences: Task | None, others: Sequence[Task]) -> dict[str, Any]:
    embedder, register = Embedder(settings), load_register(settings.corpus / "kommuner")
    results: dict[str, Any] = {}
    for task in [*([experiences] if experiences else []), *others]:
        with ExitStack() as opened:
            ours = task is experiences
            index = opened.enter_context(open_index(settings) if ours else own_index(task.texts, settings, embedder))
            kept = keep(channels(index, embedder, settings), task.topics)
            all_channels = fused(index, embedder, settings)
            asked = {name: compare(topics, all_channels, register) for name, topics in task.sets.items() if ours}
        by_record = terms_by_record(task)
        for name, topics in task.sets.items():
            if answerable := [topic for topic in topics if topic.answerable]:
                results[name] = _judged(answerable, kept, by_record, settings) | {"asker": asked.get(name, {})}
    return results


def _share_table(name: str, judged: Mapping[str, Any]) -> Table:
    rows = [
        [
            f"{decimal(low, 2)} til {decimal(min(high, 1.0), 2)}",
            str(part["topics"]),
            *(decimal(part["ndcg"][run]["mean"]) if part["ndcg"] else decimal(None) for run in _RUNS),
        ]
        for (low, high), part in zip(SHARES, judged["by_share"], strict=True)
    ]
    return Table(set_name(name), ("andel felles", "spørsmål", *(LABELS[run] for run in _RUNS)), rows)


def _asker_table(results: Mapping[str, Any]) -> Table:
    rows = [
        [
            f"{set_name(name)} ({found['topics']}): «{_WAYS[way]}»",
            shown(found["taken_out"]),
            shown(found["left_in"]),
            f"{shown(found['gain'])}; p {p(found['gain']['p'])}",
        ]
        for name, judged in results.items()
        for way, found in judged["asker"].items()
    ]
    note = (
        "Spørsmålene som ikke sier noe om den som spør, med en setning om det lagt til av en regel (tallet og fylket "
        "trukket med fast frø). nDCG@10 for alle kanalene sammen når ordene tas ut av det som søkes etter, slik "
        "produktet gjør, og når de blir stående."
    )
    return Table("Ord om den som spør", ("", "tatt ut", "stående", "tatt ut minus stående"), rows, note)


def _tables(results: Mapping[str, Any], settings: Settings) -> list[Table]:
    order = Table(
        "Om rekkefølgen var den beste",
        ("", "nå", f"de {settings.candidates} øverste", "alt en kanal fant"),
        [
            [set_name(name), *(decimal(judged[each]) for each in ("now", "best_order", "best_order_of_all"))]
            for name, judged in results.items()
        ],
        "nDCG@10 for alle kanalene sammen, og om det som ble funnet, sto i den beste rekkefølgen: blant de øverste "
        f"etter sammenslåingen, og i alt en av kanalene fant ({settings.candidates} fra hver). Mer enn det kan ingen "
        "omsortering gi.",
    )
    words = Table(
        "Hvor mye av spørsmålet som står i svaret",
        note="nDCG@10 etter hvor stor del av spørsmålets ord som står i teksten som svarer best; sjeldne ord teller "
        "mer, og ordene er analysert slik søket gjør det.",
    )
    return [
        order,
        words,
        *(_share_table(name, judged) for name, judged in results.items()),
        *([_asker_table(results)] if any(judged["asker"] for judged in results.values()) else []),
    ]


def run(arguments: argparse.Namespace) -> Path:
    """Measure and write the report; returns the JSON file."""
    wanted = Wanted(arguments.questions, arguments.data, arguments.sets)
    asked, others = asked_sets(wanted), passage_tasks(wanted)
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        results = _measure(settings, experience_task(settings, asked), others)
    title = "Gjenfinning: hva som står i veien"
    return write(Report("retrieval-hinder", title, origin, results, _tables(results, settings)), arguments.results)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.word_gap", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the questions (JSON Lines)")
    parser.add_argument("--data", type=Path, default=DATA / "gjenfinning", help="folder with the other sets")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="the sets to ask (all)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments))


if __name__ == "__main__":
    sys.exit(main())
