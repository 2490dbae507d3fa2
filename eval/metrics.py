"""How good a ranking is: the measures of ir-measures, how sure the means are, and whether two differ.

Topics that nothing answers have no place in a ranking mean; they are counted in ``eval.retrieval.no_answer`` instead.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from ir_measures import RR, R, Success, iter_calc, nDCG
from scipy.stats import permutation_test

from eval.topics import Topic

NDCG = "nDCG@10"
RECALL = "Recall@10"
RECALL_50 = "Recall@50"
MRR = "MRR"
HIT = "hit@5"
# Gains are the grades themselves (2 and 1), as trec_eval counts them; «relevant» is a grade of 1 or more.
_MEASURES = {
    NDCG: nDCG @ 10,
    RECALL: R(rel=1) @ 10,
    RECALL_50: R(rel=1) @ 50,
    MRR: RR(rel=1),
    HIT: Success(rel=1) @ 5,
}
MEASURES = tuple(_MEASURES)

RESAMPLES = 2000
PERMUTATIONS = 9999
_SEED = 20261120

Rankings = Mapping[str, Sequence[str]]
"""Topic id → solution ids, best first."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float

    def plain(self) -> dict[str, float]:
        """As it stands in a report."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def per_topic(topics: Sequence[Topic], rankings: Rankings) -> dict[str, dict[str, float]]:
    """Measure → topic id → value, for the answerable topics. A topic without a ranking scores nothing."""
    judged = {topic.id: dict(topic.relevant) for topic in topics if topic.answerable}
    # ir-measures orders by score and settles equal scores its own way: the rank itself is therefore the score.
    scored = {
        topic_id: {solution: float(-place) for place, solution in enumerate(dict.fromkeys(rankings.get(topic_id, ())))}
        for topic_id in judged
    }
    values = {name: dict.fromkeys(judged, 0.0) for name in _MEASURES}
    names = {measure: name for name, measure in _MEASURES.items()}
    for metric in iter_calc(list(_MEASURES.values()), judged, scored):
        values[names[metric.measure]][metric.query_id] = float(metric.value)
    return values


def groups(topics: Sequence[Topic]) -> dict[str, list[str]]:
    """The ids of the answerable topics: all of them, and by language."""
    answerable = [topic for topic in topics if topic.answerable]
    split = {"all": [topic.id for topic in answerable]}
    for language in ("nb", "nn"):
        split[language] = [topic.id for topic in answerable if topic.language == language]
    return {name: ids for name, ids in split.items() if ids}


@lru_cache(maxsize=64)
def _samples(count: int) -> npt.NDArray[np.int32]:
    """Places drawn with replacement; the same for every run over as many topics, which is what makes them paired."""
    chance = random.Random(_SEED + count)
    return np.array([chance.choices(range(count), k=count) for _ in range(RESAMPLES)], dtype=np.int32)


def estimate(values: Sequence[float]) -> Estimate:
    """The mean and its bootstrap interval (percentile method, seeded).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values to take the mean of")
    means = np.sort(np.asarray(values)[_samples(len(values))].mean(axis=1))
    low = float(means[round(0.025 * (RESAMPLES - 1))])
    high = float(means[round(0.975 * (RESAMPLES - 1))])
    return Estimate(sum(values) / len(values), low, high)


def difference(first: Mapping[str, float], second: Mapping[str, float]) -> Estimate:
    """How much more ``second`` gives than ``first``, topic by topic."""
    return estimate([second[topic_id] - first[topic_id] for topic_id in first])


def p_value(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """How often chance alone would part two runs as much, either way: a paired randomisation test of the means.

    Under the null hypothesis it is arbitrary which of the two runs gave which value on a topic, so the sign of each
    topic's difference is drawn at random (Smucker, Allan and Carterette, CIKM 2007). Seeded; exact for few topics.
    """
    differences = np.array([second[topic_id] - first[topic_id] for topic_id in first])
    if not differences.any() or len(differences) == 1:
        # The sign of a single difference tells nothing: either way it is as large.
        return 1.0
    tested = permutation_test(
        (differences,),
        lambda drawn, axis: drawn.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        batch=500,
        rng=np.random.default_rng(_SEED),
    )
    return float(tested.pvalue)


def summarise(topics: Sequence[Topic], values: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, Estimate]]:
    """Group → measure → mean."""
    return {
        group: {measure: estimate([values[measure][each] for each in ids]) for measure in MEASURES}
        for group, ids in groups(topics).items()
    }


def mean_ndcg(topics: Sequence[Topic], rankings: Rankings) -> float:
    """The one number of the tables that compare settings."""
    values = per_topic(topics, rankings)[NDCG]
    return sum(values.values()) / len(values) if values else 0.0
