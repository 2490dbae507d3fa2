"""``python -m eval.analysis``: what each step of the text analysis gives, alone and fused with the rest.

Every step is left out and taken alone, on all sets of questions, as written and with slips of the keyboard. BM25 is
done over matrices in memory (``eval.sparse_matrix``), and the fusion by ``eval.retrieval.fusion``, with the weights of
the settings. Exit status: 0 done; 2 nothing could be measured.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.analysis_tables import tables
from eval.analysis_ways import ALL, AS_WRITTEN, ASKED, GRAM_WAYS, NONE, PRODUCT_GRAMS, STEPS, TERM_WAYS, Way
from eval.building import describe, temporary_base
from eval.command import show
from eval.long_texts import DATA
from eval.metrics import NDCG, difference, estimate, groups, per_topic
from eval.provenance import provenance
from eval.report import RESULTS, Report, write
from eval.retrieval.fusion import Weights, fuse
from eval.retrieval.tasks import ASKED_SETS, SETS, Task, Wanted, experience_task, passage_tasks
from eval.sparse_matrix import SparseMatrix
from eval.topics import QUESTIONS, Topic, fingerprint, read_topics
from kunnskapsbase.bridging import bridged
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.settings import Settings

Ranked = Mapping[str, Mapping[str, Sequence[int]]]
"""How it was asked → topic id → the places of the passages found."""

MEANING = "mening"
MEANING_BRIDGED = "mening, nynorsk som bokmål"


def ranked_by_words(task: Task, way: Way, depth: int) -> Ranked:
    """What one analysis finds."""
    matrix = SparseMatrix([way(text.text) + way(text.heading) for text in task.texts])
    return {
        asked: {topic.id: matrix.best(way(put(topic)), depth) for topic in task.topics} for asked, put in ASKED.items()
    }


def ranked_by_meaning(task: Task, embedder: Embedder, depth: int, *, bridge: bool) -> Ranked:
    """What the model finds, of the texts as they are or with nynorsk as bokmål."""
    ready = bridged if bridge else str
    passages = np.array(embedder.passages([ready(text.text) for text in task.texts]))
    found: dict[str, dict[str, list[int]]] = {}
    for asked, put in ASKED.items():
        vectors = np.array(embedder.queries([ready(put(topic)) for topic in task.topics]))
        order = np.argsort(-(vectors @ passages.T), axis=1, kind="stable")[:, :depth].tolist()
        found[asked] = {topic.id: places for topic, places in zip(task.topics, order, strict=True)}
    return found


def _records(task: Task, places: Sequence[int]) -> list[tuple[int, str]]:
    return [(task.texts[place].point, task.texts[place].record_id) for place in places]


def _fused(task: Task, runs: Mapping[str, Ranked], settings: Settings) -> dict[str, dict[str, list[str]]]:
    weights = Weights(
        terms=settings.terms_weight if "terms" in runs else 0.0,
        dense=settings.dense_weight if "dense" in runs else 0.0,
        grams=settings.grams_weight if "grams" in runs else 0.0,
        rrf_k=settings.rrf_k,
    )
    found: dict[str, dict[str, list[str]]] = {}
    for asked in ASKED:
        kept = {
            run: {topic: _records(task, places) for topic, places in by_asked[asked].items()}
            for run, by_asked in runs.items()
        }
        found[asked] = {topic.id: fuse(kept, topic.id, weights) for topic in task.topics}
    return found


def ways_to_search(task: Task, settings: Settings, embedder: Embedder) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every (table, row, rankings by how it was asked)."""
    depth = settings.candidates
    terms = {name: ranked_by_words(task, way, depth) for name, way in TERM_WAYS.items()}
    grams = {name: ranked_by_words(task, way, depth) for name, way in GRAM_WAYS.items()}
    plain = ranked_by_meaning(task, embedder, depth, bridge=False)
    turned = ranked_by_meaning(task, embedder, depth, bridge=True)
    for name, ranked in terms.items():
        yield "terms", name, _fused(task, {"terms": ranked}, settings)
    for name, ranked in grams.items():
        yield "grams", name, _fused(task, {"grams": ranked}, settings)
    for name, ranked in ((MEANING, plain), (MEANING_BRIDGED, turned)):
        yield "dense", name, _fused(task, {"dense": ranked}, settings)
    whole = {"terms": terms[ALL], "grams": grams[PRODUCT_GRAMS], "dense": plain}
    yield "fused", ALL, _fused(task, whole, settings)
    for name in (NONE, *(f"uten {step}" for step in STEPS.values())):
        yield "fused", name, _fused(task, {**whole, "terms": terms[name]}, settings)
    for name, ranked in grams.items():
        if name != PRODUCT_GRAMS:
            yield "fused", f"biter: {name}", _fused(task, {**whole, "grams": ranked}, settings)
    yield "fused", MEANING_BRIDGED, _fused(task, {**whole, "dense": turned}, settings)
    for run, name in (("terms", "uten ord"), ("grams", "uten biter av ord"), ("dense", "uten mening")):
        yield "fused", name, _fused(task, {each: ranked for each, ranked in whole.items() if each != run}, settings)


def judge(topics: Sequence[Topic], rankings: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """nDCG@10 of all topics and by written form, and of each topic."""
    values = per_topic(topics, rankings)[NDCG]
    means = {group: estimate([values[topic] for topic in ids]).plain() for group, ids in groups(topics).items()}
    return {"groups": means, "per_topic": values}


def measure(task: Task, settings: Settings, embedder: Embedder) -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
    """Table → row → set → how it was asked → what was judged."""
    found: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for table, row, rankings in ways_to_search(task, settings, embedder):
        cells = found.setdefault(table, {}).setdefault(row, {})
        for name, topics in task.sets.items():
            cells[name] = {asked: judge(topics, rankings[asked]) for asked in ASKED}
    return found


def _compared(rows: Mapping[str, Any], whole: str) -> dict[str, Any]:
    """Each row's cells with the difference from the product's row, topic by topic; topics' own values are dropped."""
    out: dict[str, Any] = {}
    for row, cells in rows.items():
        out[row] = {}
        for name, by_asked in cells.items():
            base = rows[whole][name][AS_WRITTEN]["per_topic"]
            out[row][name] = {asked: dict(seen["groups"]) for asked, seen in by_asked.items()}
            out[row][name]["difference"] = difference(base, by_asked[AS_WRITTEN]["per_topic"]).plain()
    return out


def run(wanted: Wanted, folder: Path) -> Path:
    """Measure and write the report; returns the JSON file."""
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        embedder = Embedder(settings)
        asked = {name: read_topics(wanted.questions / f"{name}.jsonl") for name in ASKED_SETS if name in wanted.sets}
        experiences = experience_task(settings, asked)
        tasks = [task for task in (experiences, *passage_tasks(wanted)) if task is not None]
        measured: dict[str, dict[str, Any]] = {}
        for task in tasks:
            for table, rows in measure(task, settings, embedder).items():
                for row, cells in rows.items():
                    measured.setdefault(table, {}).setdefault(row, {}).update(cells)
    results: dict[str, Any] = {
        "sets": {
            name: {"fingerprint": fingerprint(topics), "topics": sum(topic.answerable for topic in topics)}
            for task in tasks
            for name, topics in task.sets.items()
        },
        **{table: _compared(rows, _whole(table)) for table, rows in measured.items()},
    }
    report = Report("analyse", "Tekstanalysen: hva hvert steg gir", origin, results, tables(results))
    return write(report, folder)


def _whole(table: str) -> str:
    return {"grams": PRODUCT_GRAMS, "dense": MEANING}.get(table, ALL)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.analysis", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the questions (JSON Lines)")
    parser.add_argument("--data", type=Path, default=DATA / "gjenfinning", help="folder with the retrieval sets")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    given = parser.parse_args(argv)
    return show(lambda: run(Wanted(given.questions, given.data, given.sets), given.results))


if __name__ == "__main__":
    sys.exit(main())
