"""Measures a model folder: nDCG@10 on two retrieval sets, nynorsk → bokmål letters, encoding speed.

Run with `python -m training.evaluate MODEL --data ../shared/data`; prints JSON.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from sentence_transformers import SentenceTransformer

from training.model_folder import load_model
from training.sources import LETTERS, read_parallel
from training.texts import is_held_out
from training.words import words_of, written_form

SETS = ("lov_dev", "norquad_dev")
DEPTH = 10
SPEED_PASSAGES = 5000

Scores = dict[str, dict[str, float]]
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class RetrievalSet:
    """Questions, passages and which passages answer which question."""

    queries: Mapping[str, str]
    passages: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def read_set(folder: Path) -> RetrievalSet:
    """Reads a folder with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`."""

    def texts(name: str) -> dict[str, str]:
        with (folder / name).open(encoding="utf-8") as file:
            return {str(record["_id"]): str(record["text"]) for record in map(json.loads, file)}

    relevant: dict[str, dict[str, int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8") as file:
        next(file)
        for line in file:
            query, passage, grade = line.split("\t")
            relevant.setdefault(query, {})[passage] = int(grade)
    return RetrievalSet(texts("queries.jsonl"), texts("corpus.jsonl"), relevant)


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Returns nDCG at `depth` of one ranking, with linear gains."""
    discounts = 1 / np.log2(np.arange(2, depth + 2))
    gains = np.array([grades.get(name, 0) for name in ranked[:depth]], dtype=float)
    ideal = np.array(sorted(grades.values(), reverse=True)[:depth], dtype=float)
    return float(gains @ discounts[: len(gains)] / (ideal @ discounts[: len(ideal)]))


def ndcg_by_query(data: RetrievalSet, queries: Vectors, passages: Vectors) -> dict[str, float]:
    """Ranks all passages for each question by cosine.

    Args:
        data: The retrieval set.
        queries: One vector of length 1 a question, in the order of the set.
        passages: The same for the passages.
    """
    names = list(data.passages)
    scores = queries @ passages.T
    result = {}
    for row, query in zip(scores, data.queries, strict=True):
        ranked = [names[index] for index in np.argsort(-row, kind="stable")[:DEPTH]]
        result[query] = ndcg(ranked, data.relevant[query])
    return result


def form_of(data: RetrievalSet, query: str) -> str:
    """Returns the written form of a question's first relevant passage."""
    return written_form(words_of(data.passages[next(iter(data.relevant[query]))]))


class Evaluation:
    """One model at one size."""

    def __init__(self, model: SentenceTransformer) -> None:
        """Takes the model to measure."""
        self._model = model

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Encodes texts as vectors of length 1."""
        encoded = self._model.encode(
            list(texts),
            batch_size=256,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(encoded, dtype=np.float32)

    def retrieval(self, data: RetrievalSet) -> dict[str, float]:
        """Returns the mean nDCG@10, over all and by the written form of the relevant passage."""
        scores = ndcg_by_query(
            data, self.vectors(list(data.queries.values())), self.vectors(list(data.passages.values()))
        )
        groups: dict[str, list[float]] = {}
        for query, score in scores.items():
            groups.setdefault("all", []).append(score)
            groups.setdefault(form_of(data, query), []).append(score)
        means = {name: round(float(np.mean(values)), 4) for name, values in groups.items()}
        return means | {f"n_{name}": len(values) for name, values in groups.items()}

    def letters(self, pairs: Sequence[tuple[str, str]]) -> float:
        """Returns nDCG@10 for held-out nynorsk sentences among all bokmål sentences of the letters."""
        bokmal = list(dict.fromkeys(pair[0] for pair in pairs))
        asked = {nynorsk: text for text, nynorsk in pairs if is_held_out(text) and text != nynorsk}
        data = RetrievalSet(
            {text: text for text in asked},
            {text: text for text in bokmal},
            {nynorsk: {text: 1} for nynorsk, text in asked.items()},
        )
        scores = ndcg_by_query(data, self.vectors(list(asked)), self.vectors(bokmal))
        return round(float(np.mean(list(scores.values()))), 4)

    def speed(self, passages: Sequence[str]) -> dict[str, float]:
        """Returns passages encoded a second, and the milliseconds one short question takes."""
        self.vectors(passages[:500])
        began = time.perf_counter()
        self.vectors(passages)
        per_second = len(passages) / (time.perf_counter() - began)
        began = time.perf_counter()
        for passage in passages[:200]:
            self.vectors([passage[:80]])
        per_query = 1000 * (time.perf_counter() - began) / 200
        return {"passages_per_second": round(per_second), "milliseconds_per_query": round(per_query, 2)}


def evaluate(model: SentenceTransformer, sets: Path, text: Path) -> Scores:
    """Measures one model.

    Args:
        model: The model, already cut to the size to measure.
        sets: Folder with the retrieval sets.
        text: Folder with the training text, for the letters held out of it.
    """
    evaluation = Evaluation(model)
    read = {name: read_set(sets / name) for name in SETS}
    passages = list(read[SETS[0]].passages.values())[:SPEED_PASSAGES]
    return {
        **{name: evaluation.retrieval(data) for name, data in read.items()},
        "letters_nn_to_nb": {"all": evaluation.letters(list(dict.fromkeys(read_parallel(text, LETTERS))))},
        "speed": evaluation.speed(passages),
    }


def shipped_sizes(folder: Path, sets: Path, text: Path, dims: Sequence[int]) -> dict[str, Scores]:
    """Measures a model folder at several sizes.

    Args:
        folder: The model folder.
        sets: Folder with the retrieval sets.
        text: Folder with the training text.
        dims: How many leading numbers of each vector to keep.
    """
    return {f"shipped, {dim}": evaluate(load_model(folder, dim), sets, text) for dim in dims}


def main() -> None:
    """Reads the command line, measures and prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--dims", type=int, nargs="+", default=[512, 256, 128])
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    sets, text = arguments.data / "gjenfinning", arguments.data / "tekst"
    print(json.dumps(shipped_sizes(arguments.model, sets, text, arguments.dims), indent=2))


if __name__ == "__main__":
    main()
