"""The second stage: of what was found, that which resembles the very best moves up.

A question is short, and the solutions that answer it share more words with each other than with the question: the same
themes, the same trade's words. Each candidate therefore gets, beside its own score, a share of the scores of the best
ones, as large as it resembles them (pseudo-relevance feedback: Rocchio, Relevance Feedback in Information Retrieval,
1971). Some that the question's words did not find are looked at too, because they have the themes of the best. They
have no score of their own, only what resembling the best gives. What all of it gives is measured in ``eval/``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

# How many of the best the others are held against. Two to five gave the same within the noise.
BEST = 3
# How far down the candidates are taken from: with 20 a little is lost, with 100 nothing is won.
CANDIDATES = 50
# So many that have the themes of the best are looked at too; on average four of them were not found already. With 5,
# half of the gain is lost; with 50 nothing more is won.
OF_THE_SAME_THEMES = 10
# So many pairs are remembered: questions about one thing bring up the same ones. They take some 10 MB.
_PAIRS = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a solution is about: the terms of its text, and those of its themes. One is equal to itself only."""

    text: frozenset[str]
    themes: frozenset[str]


@lru_cache(maxsize=_PAIRS)
def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The cosine (0–1) of two sets of terms."""
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0


@lru_cache(maxsize=_PAIRS)
def resemblance(one: Subject, other: Subject) -> float:
    """How much two solutions are about the same (0–1): the themes, few and chosen, weigh as much as all the text."""
    return (likeness(one.text, other.text) + likeness(one.themes, other.themes)) / 2


def reranked(scores: Sequence[float], subjects: Sequence[Subject], weight: float) -> list[float]:
    """The scores of candidates, best first, with what they owe to resembling the best; in the order they came in.

    With ``weight`` 0 they are as they were.
    """
    if not weight:
        return list(scores)
    best = list(enumerate(zip(scores[:BEST], subjects[:BEST], strict=True)))
    return [
        score + weight * sum(its * resemblance(subject, other) for rank, (its, other) in best if rank != place)
        for place, (score, subject) in enumerate(zip(scores, subjects, strict=True))
    ]
