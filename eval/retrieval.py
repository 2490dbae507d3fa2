"""``python -m eval.retrieval`` (``make eval``): how well the product finds what answers, on real questions.

Four runs: the index with BM25 alone, with the dense channel alone, with both as the product weighs them, and the whole
query pipeline as the API serves it. Exit status: 0 done; 2 nothing could be measured.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.building import describe, temporary_base
from eval.metrics import MEASURES, NDCG, Estimate, Rankings, difference, per_topic, summarise
from eval.no_answer import curves, said
from eval.provenance import provenance
from eval.report import RESULTS, Report, write
from eval.retrieval_tables import tables
from eval.runs import Fusion, answer_rankings, answers, encode, index_rankings, open_index, open_service
from eval.sweeps import fusion_table, size_table
from eval.topics import QUESTIONS, Topic, fingerprint, read_sets
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import Settings
from search_api.pipeline import Found

# Which differences are worth an interval: what each channel adds to the other, and what the pipeline does to both.
_PAIRS = (("bm25", "both"), ("dense", "both"), ("both", "answer"))

Sets = Mapping[str, Sequence[Topic]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found, before it is judged."""

    runs: Mapping[str, Rankings]
    found: Mapping[str, Found]
    fusion: list[dict[str, Any]]
    size: dict[str, Any]


def measure(settings: Settings, sets: Sets) -> Measured:
    """Ask everything in every way."""
    topics = [topic for each in sets.values() for topic in each]
    encoded = encode(topics, Embedder(settings))
    fusions = {
        "bm25": Fusion(1.0, 0.0, settings.rrf_k),
        "dense": Fusion(0.0, 1.0, settings.rrf_k),
        "both": Fusion(settings.sparse_weight, settings.dense_weight, settings.rrf_k),
    }
    runs: dict[str, Rankings] = {}
    with open_index(settings) as index:
        for name, fusion in fusions.items():
            runs[name] = index_rankings(index, encoded, fusion, settings.candidates)
        grid = fusion_table(index, sets, encoded, settings)
    with open_service(settings) as service:
        found = answers(service, topics)
    runs["answer"] = answer_rankings(found)
    return Measured(runs, found, grid, size_table(settings, topics))


def _plain(estimates: Mapping[str, Mapping[str, Estimate]]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        group: {measure: estimate.plain() for measure, estimate in by_measure.items()}
        for group, by_measure in estimates.items()
    }


def judge(measured: Measured, sets: Sets) -> dict[str, Any]:
    """Everything that goes into the report."""
    results: dict[str, Any] = {"sets": {}}
    for name, topics in sets.items():
        values = {run: per_topic(topics, rankings) for run, rankings in measured.runs.items()}
        if not any(topic.answerable for topic in topics):
            continue
        results["sets"][name] = {
            "fingerprint": fingerprint(topics),
            "topics": len(topics),
            "answerable": {
                group: sum(topic.answerable and group in ("all", topic.language) for topic in topics)
                for group in ("all", "nb", "nn")
            },
            "runs": {run: _plain(summarise(topics, by_measure)) for run, by_measure in values.items()},
            "differences": {
                f"{second} - {first}": {
                    measure: difference(values[first][measure], values[second][measure]).plain() for measure in MEASURES
                }
                for first, second in _PAIRS
            },
            "said": said(topics, measured.found),
            "bars": curves(topics, measured.found),
            "per_topic": {
                topic.id: {run: round(values[run][NDCG][topic.id], 4) for run in values}
                for topic in topics
                if topic.answerable
            },
        }
    return results | {"fusion": measured.fusion, "size": measured.size}


def run(questions: Path, folder: Path) -> Path:
    """Measure and write the report; returns the JSON file."""
    sets = read_sets(questions)
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        results = judge(measure(settings, sets), sets)
    shown = tables(results, settings)
    return write(Report("retrieval", "Gjenfinning: finner vi erfaringene som svarer?", origin, results, shown), folder)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the questions (JSON Lines)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    try:
        file = run(arguments.questions, arguments.results)
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 2
    print(file.with_suffix(".md").read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
