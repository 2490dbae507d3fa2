"""BM25 over a matrix in memory: the weights of ``kunnskapsbase.bm25``, and the inverse document frequency of Qdrant.

For comparing analyses of text: an index of the engine would have to be built for each. Ranks are the engine's but for
equal scores.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from kunnskapsbase.bm25 import passage_vector, query_vector


class SparseMatrix:
    """Passages as BM25 vectors."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        """Weigh the units (terms, or pieces of words) of each passage."""
        average = sum(map(len, passages)) / len(passages) if passages else 0.0
        vectors = [passage_vector(units, average) for units in passages]
        stored = np.fromiter(chain.from_iterable(each.indices for each in vectors), dtype=np.uint32)
        weights = np.fromiter(chain.from_iterable(each.values for each in vectors), dtype=np.float64)
        starts = np.cumsum([0, *(len(each.indices) for each in vectors)])
        units, columns = np.unique(stored, return_inverse=True)
        self._column = {int(unit): column for column, unit in enumerate(units)}
        self._passages = len(passages)
        # By columns: a question reads those of its own units, and no other.
        self._matrix = csc_matrix(csr_matrix((weights, columns, starts), shape=(len(passages), max(1, len(units)))))
        holding = np.bincount(columns, minlength=max(1, len(units)))
        self._idf = np.log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))

    def best(self, question: Sequence[str], count: int) -> list[int]:
        """The places of at most ``count`` passages that share a unit with the question, best first."""
        scores = np.zeros(self._passages)
        ends, held, weights = self._matrix.indptr, self._matrix.indices, self._matrix.data
        for unit in query_vector(question).indices:
            column = self._column.get(unit)
            if column is not None:
                place = slice(ends[column], ends[column + 1])
                scores[held[place]] += self._idf[column] * weights[place]
        ordered = np.argsort(-scores, kind="stable")[:count]
        return [int(place) for place in ordered if scores[place] > 0]
