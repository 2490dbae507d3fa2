"""How much of what chosen weights gain is chosen on the very questions they are measured with: cross-validation.

The questions are dealt into folds; the weights that are best on all folds but one are measured on that one. The mean
over the questions left out is what another set of such questions may expect; the best mean over all of them is what one
boasts of who chose on them.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.metrics import NDCG, per_topic
from eval.retrieval.fusion import Kept, Weights, fuse
from eval.retrieval.tasks import ASKED_SETS
from eval.topics import Topic
from kunnskapsbase.settings import Settings

STEPS = (0.0, 1.0, 2.0, 3.0, 5.0)
RRF_K = (2, 5, 10, 60)
FOLDS = 5
REPEATS = 20
# Enough to tell settings apart by a hundredth; the large sets have thousands.
MOST = 300
_SEED = 20261121

Values = npt.NDArray[np.float64]


def in_force(settings: Settings) -> Weights:
    """The weights of the settings."""
    return Weights(settings.terms_weight, settings.dense_weight, settings.grams_weight, settings.rrf_k)


def grid() -> list[Weights]:
    """All combinations where the smallest weight is 1 or nothing; k means nothing to one channel alone."""
    found = []
    for terms, dense, grams in product(STEPS, repeat=3):
        counting = [weight for weight in (terms, dense, grams) if weight]
        if counting and min(counting) == 1.0:
            found += [Weights(terms, dense, grams, k) for k in (RRF_K if len(counting) > 1 else RRF_K[:1])]
    return found


def some(topics: Sequence[Topic]) -> list[Topic]:
    """The answerable topics, at most ``MOST`` of them, drawn with a fixed seed."""
    answerable = [topic for topic in topics if topic.answerable]
    return answerable if len(answerable) <= MOST else random.Random(_SEED).sample(answerable, MOST)


def values(kept: Kept, topics: Sequence[Topic], candidates: Sequence[Weights]) -> Values:
    """nDCG@10 by weights (rows) and topic (columns)."""
    rows = []
    for weights in candidates:
        by_topic = per_topic(topics, {topic.id: fuse(kept, topic.id, weights) for topic in topics})[NDCG]
        rows.append([by_topic[topic.id] for topic in topics])
    return np.array(rows)


def _deal(topics: Sequence[Topic], chance: random.Random) -> npt.NDArray[np.int64]:
    """A fold for each topic, each language dealt out by itself."""
    fold = np.zeros(len(topics), dtype=np.int64)
    for language in ("nb", "nn"):
        places = [place for place, topic in enumerate(topics) if topic.language == language]
        chance.shuffle(places)
        for turn, place in enumerate(places):
            fold[place] = turn % FOLDS
    return fold


def _chosen(by_set: Mapping[str, Values], inside: Mapping[str, npt.NDArray[np.bool_]]) -> int:
    """The row with the best mean of the sets' means over the topics inside; the first of equals."""
    means = [by_set[name][:, inside[name]].mean(axis=1) for name in by_set]
    return int(np.argmax(np.mean(means, axis=0)))


def cross_validate(
    sets: Mapping[str, Sequence[Topic]], by_set: Mapping[str, Values], candidates: Sequence[Weights]
) -> dict[str, Any]:
    """What is expected of weights chosen by the mean of these sets' means.

    ``best`` is chosen on all topics and measured on the same; ``left_out`` is measured on topics that had no say.
    """
    chance = random.Random(_SEED)
    everything = {name: np.ones(len(topics), dtype=bool) for name, topics in sets.items()}
    best = _chosen(by_set, everything)
    picked: Counter[str] = Counter()
    left_out: dict[str, list[float]] = {name: [] for name in sets}
    for _ in range(REPEATS):
        folds = {name: _deal(topics, chance) for name, topics in sets.items()}
        measured = {name: np.zeros(len(topics)) for name, topics in sets.items()}
        for fold in range(FOLDS):
            row = _chosen(by_set, {name: folds[name] != fold for name in sets})
            picked[candidates[row].plain] += 1
            for name in sets:
                outside = folds[name] == fold
                measured[name][outside] = by_set[name][row, outside]
        for name in sets:
            left_out[name].append(float(measured[name].mean()))
    return {
        "sets": list(sets),
        "best": {
            "weights": candidates[best].plain,
            "ndcg": {name: round(float(by_set[name][best].mean()), 4) for name in sets},
        },
        "left_out": {name: round(float(np.mean(means)), 4) for name, means in left_out.items()},
        "left_out_spread": {name: round(float(np.std(means)), 4) for name, means in left_out.items()},
        "picked": dict(picked.most_common(5)),
    }


def weigh(kept_sets: Mapping[str, tuple[Kept, Sequence[Topic]]], settings: Settings) -> dict[str, Any]:
    """Every setting of the grid on every set, and what choosing among them is worth.

    ``kept_sets`` has what the channels found, and the topics, by set. The choice is made twice: by the sets of
    questions alone, and by all sets.
    """
    candidates = grid()
    ours = in_force(settings)
    if ours not in candidates:
        candidates.append(ours)
    sets = {name: some(topics) for name, (_, topics) in kept_sets.items()}
    sets = {name: topics for name, topics in sets.items() if len(topics) >= FOLDS}
    by_set = {name: values(kept_sets[name][0], topics, candidates) for name, topics in sets.items()}
    rows = [
        {
            "weights": weights.plain,
            "in_force": weights == ours,
            "ndcg": {name: round(float(by_set[name][row].mean()), 4) for name in sets},
        }
        for row, weights in enumerate(candidates)
    ]
    asked = [name for name in sets if name in ASKED_SETS]
    choices = [asked, list(sets)] if len(asked) < len(sets) else [asked]
    return {
        "settings_tried": len(candidates),
        "topics": {name: len(topics) for name, topics in sets.items()},
        "rows": rows,
        "chosen": [
            cross_validate({name: sets[name] for name in names}, {name: by_set[name] for name in names}, candidates)
            for names in choices
            if names
        ],
    }
