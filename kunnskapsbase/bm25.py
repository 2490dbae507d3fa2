"""BM25 as sparse vectors: term weights here, the inverse document frequency in Qdrant (its IDF modifier).

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Indices (unsigned 32-bit, rising) and their weights, of equal length."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@lru_cache(maxsize=200_000)
def term_index(term: str) -> int:
    """A stable 32-bit place for a term; collisions are rare enough at this size to do no harm."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest(), "big")


def _vector(weights: dict[int, float]) -> SparseVector:
    ordered = sorted(weights.items())
    return SparseVector(tuple(index for index, _ in ordered), tuple(value for _, value in ordered))


def passage_vector(terms: Sequence[str], average_length: float) -> SparseVector:
    """Saturated, length-normalised term weights of a passage; ``average_length`` counts terms over the corpus."""
    norm = K1 * (1 - B + B * len(terms) / average_length) if average_length else K1
    weights: dict[int, float] = {}
    for term, count in Counter(terms).items():
        index = term_index(term)
        weights[index] = weights.get(index, 0.0) + count * (K1 + 1) / (count + norm)
    return _vector(weights)


def query_vector(terms: Sequence[str], beside: Sequence[str] = (), weight: float = 1.0) -> SparseVector:
    """Each different term of the question once, and those ``beside`` it that it does not have, each with ``weight``."""
    return _vector({term_index(term): weight for term in beside} | {term_index(term): 1.0 for term in terms})
