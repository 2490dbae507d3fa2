"""Term vectors from the company terms keep: the leading singular vectors of their mutual information.

Learnt from which terms stand near each other, they know which words are about the same thing although no sentence
says so; contrastive training on a few hundred thousand pairs does not teach that.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.utils.extmath import randomized_svd

from training.cooccurrence import Window, count_neighbours, positive_information
from training.terms import TermTexts

Vectors = npt.NDArray[np.float32]

POWER_ITERATIONS = 2
EXTRA_DIRECTIONS = 16
SAMPLED_TEXTS = 10_000


@dataclass(frozen=True)
class VectorPlan:
    """How term vectors are learnt.

    Attributes:
        dim: Size of the vectors.
        window: What counts as near.
        shift: How many times chance a pair of terms must be to count.
        sif: Smooth inverse frequency: a term that makes up this share of the text weighs half.
        seed: Seed of all chance.
    """

    dim: int
    window: Window
    shift: float
    sif: float
    seed: int


def unit_rows(rows: npt.NDArray[np.floating]) -> Vectors:
    """Returns the rows at length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = (rows / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


def learn_vectors(texts: TermTexts, plan: VectorPlan) -> Vectors:
    """Learns one vector of length 1 a term.

    The singular vectors are found for the context terms alone; the rarer terms are placed among them by their own
    neighbours, which costs one product.
    """
    counts = count_neighbours(texts, plan.window, plan.seed)
    information = positive_information(counts, plan.shift)
    contexts = information.shape[1]
    dim = min(plan.dim, contexts - 1)
    left, strengths, right = randomized_svd(
        information[:contexts],
        dim,
        n_oversamples=EXTRA_DIRECTIONS,
        n_iter=POWER_ITERATIONS,
        random_state=plan.seed,
    )
    vectors = np.asarray(information @ (right.T / np.maximum(strengths, 1e-9)))
    vectors[:contexts] = left
    return unit_rows(vectors)


def weigh_and_centre(vectors: Vectors, texts: TermTexts, plan: VectorPlan) -> Vectors:
    """Weighs the vectors by rarity, and takes out what all texts have in common.

    The mean of the texts and their first principal direction say nothing about what a text is about. Both are taken
    out of every row: a text is the mean of its rows, so it is rid of them too.

    Args:
        vectors: One vector of length 1 a term.
        texts: The texts that the vectors were learnt from.
        plan: How the vectors are learnt.
    """
    weighted = vectors * (plan.sif / (plan.sif + texts.shares()))[:, None].astype(np.float32)
    sample = text_means(weighted, texts, plan.seed)
    common = sample.mean(axis=0)
    first = np.linalg.svd(sample - common, full_matrices=False)[2][:1]
    rows: Vectors = (weighted - common).astype(np.float32)
    rows -= (rows @ first.T) @ first
    rows[np.linalg.norm(vectors, axis=1) == 0] = 0
    return rows


def text_means(rows: Vectors, texts: TermTexts, seed: int) -> Vectors:
    """Returns the vectors of a sample of the texts: the mean of the rows of their terms."""
    chosen = np.random.default_rng(seed).permutation(int(texts.texts.max()) + 1)[:SAMPLED_TEXTS]
    starts, ends = (np.searchsorted(texts.texts, chosen, side) for side in ("left", "right"))
    means = [rows[texts.tokens[start:end]].mean(axis=0) for start, end in zip(starts, ends, strict=True) if end > start]
    return np.stack(means)
