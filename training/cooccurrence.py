"""Which terms stand near each other more often than by chance: counts, and positive pointwise mutual information."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix, csr_matrix

from training.terms import TermTexts

AT_ONCE = 2_000_000
CONTEXT_SMOOTHING = 0.75


@dataclass(frozen=True)
class Window:
    """What counts as near.

    Attributes:
        reach: How many terms away; a neighbour counts 1, the farthest 1 / reach.
        contexts: How many of the commonest terms count as neighbours.
        sample: Terms commoner than this share are thinned out first, which widens the window around them.
    """

    reach: int
    contexts: int
    sample: float


def thin_out(texts: TermTexts, sample: float, seed: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Returns tokens and their texts with the common terms thinned out by chance.

    Args:
        texts: The texts.
        sample: The share of all terms above which a term is thinned out.
        seed: Seed of the chance.
    """
    kept = np.minimum(1, np.sqrt(sample / texts.shares()))
    chosen = np.random.default_rng(seed).random(len(texts.tokens)) < kept[texts.tokens]
    return texts.tokens[chosen], texts.texts[chosen]


def count_neighbours(texts: TermTexts, window: Window, seed: int) -> csr_matrix:
    """Counts how often each term (row) stands near each context term (column) of the same text."""
    tokens, owners = thin_out(texts, window.sample, seed)
    size = len(texts.names)
    contexts = min(window.contexts, size)
    total = csr_matrix((size, contexts), dtype=np.float32)
    for start in range(0, len(tokens), AT_ONCE):
        end = start + AT_ONCE
        total = total + _count_part(tokens, owners, (start, end), window.reach, (size, contexts))
    return total


def _count_part(
    tokens: npt.NDArray[np.int64],
    owners: npt.NDArray[np.int64],
    part: tuple[int, int],
    reach: int,
    shape: tuple[int, int],
) -> csr_matrix:
    """Counts the pairs whose first term lies in a part of the tokens."""
    rows, columns, weights = [], [], []
    for distance in range(1, reach + 1):
        first = np.arange(part[0], min(part[1], len(tokens) - distance))
        first = first[owners[first] == owners[first + distance]]
        for one, other in ((first, first + distance), (first + distance, first)):
            counted = tokens[other] < shape[1]
            rows.append(tokens[one][counted])
            columns.append(tokens[other][counted])
            weights.append(np.full(int(counted.sum()), (reach - distance + 1) / reach, dtype=np.float32))
    places = (np.concatenate(rows), np.concatenate(columns))
    return coo_matrix((np.concatenate(weights), places), shape=shape).tocsr()


def positive_information(counts: csr_matrix, shift: float) -> csr_matrix:
    """Returns log(p(term, context) / (p(term) p(context) shift)) where it is positive; the rest is left out.

    Args:
        counts: How often each term stands near each context.
        shift: How many times chance a pair must be to count. Weak pairs are most of the matrix and say little.
    """
    of_term = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1e-9)
    of_context = np.maximum(np.asarray(counts.sum(axis=0)).ravel(), 1e-9) ** CONTEXT_SMOOTHING
    of_context = of_context / of_context.sum()
    result = counts.copy()
    by_chance = np.repeat(np.log(of_term), np.diff(result.indptr)) + np.log(of_context)[result.indices]
    result.data = (np.log(result.data) - by_chance - np.log(shift)).astype(np.float32)
    result.data[result.data < 0] = 0
    result.eliminate_zeros()
    return result
