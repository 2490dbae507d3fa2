"""The word channels: how a text becomes the sparse vectors it is matched by, the same way for passages and questions.

Beside its meaning (the dense vector) a text is found by its terms and by its character n-grams. Terms are exact;
n-grams meet where words share no term: other inflections, compounds, nynorsk and bokmål, slips of the keyboard.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence

from kunnskapsbase.bm25 import SparseVector, passage_vector, query_vector
from kunnskapsbase.everyday import weight_of_each
from kunnskapsbase.grams import grams
from kunnskapsbase.index.model import DENSE, GRAMS, TERMS, Conditions, Query
from kunnskapsbase.settings import Settings
from kunnskapsbase.text import terms

ANALYSES: Mapping[str, Callable[[str], list[str]]] = {TERMS: terms, GRAMS: grams}

_NO_CONDITIONS = Conditions()
# How far apart the average lengths lie that passages are weighed by.
_STEP = 1.01

Units = Mapping[str, Sequence[str]]
"""What a text consists of, channel by channel, as often as it stands there."""


def units(*texts: str) -> Units:
    """The units of the texts together: one that is given twice counts twice."""
    return {name: [unit for text in texts for unit in analyse(text)] for name, analyse in ANALYSES.items()}


def in_steps(average: float) -> float:
    """The average length nearest to this one that passages are weighed by: they lie a hundredth apart.

    Every weight depends on the average, which every passage more changes a little. Weighed by the average itself, all
    points would have to be made anew for one document; so they stand as they are until it has changed by a step. The
    weights of passages that are as long as most differ by less than half a hundredth for it.
    """
    return _STEP ** round(math.log(average, _STEP)) if average else 0.0


class Lengths:
    """How many units passages have on average, which BM25 must know before the first is weighed.

    Counted from nothing, or on from ``passages`` with as many units in all as ``totals`` says by channel.
    """

    def __init__(self, passages: int = 0, totals: Mapping[str, int] | None = None) -> None:
        self.passages = passages
        self._totals = {name: (totals or {}).get(name, 0) for name in ANALYSES}

    @property
    def totals(self) -> dict[str, int]:
        """Units of all passages together, by channel."""
        return dict(self._totals)

    @property
    def averages(self) -> dict[str, float]:
        """``average`` of every channel."""
        return {name: self.average(name) for name in ANALYSES}

    def add(self, found: Units) -> None:
        """Count one passage."""
        self.passages += 1
        for name in ANALYSES:
            self._totals[name] += len(found[name])

    def average(self, channel: str) -> float:
        """Units a passage in a channel, to the nearest step (``in_steps``); 0 before the first."""
        return in_steps(self._totals[channel] / self.passages) if self.passages else 0.0


def passage_vectors(found: Units, lengths: Lengths) -> dict[str, SparseVector]:
    """A passage's sparse vector in each channel."""
    return {name: passage_vector(found[name], lengths.average(name)) for name in ANALYSES}


def question_vectors(text: str, meant: Sequence[str] = ()) -> dict[str, SparseVector]:
    """A question's sparse vector in each channel; without terms where all of it is function words.

    ``meant`` are words of the field that it is asked with beside its own (``kunnskapsbase.everyday``).
    """
    beside, weight = " ".join(meant), weight_of_each(meant)
    return {name: query_vector(analyse(text), analyse(beside), weight) for name, analyse in ANALYSES.items()}


def fused_query(
    dense: Sequence[float] | None,
    sparse: Mapping[str, SparseVector],
    limit: int,
    settings: Settings,
    conditions: Conditions = _NO_CONDITIONS,
) -> Query:
    """What the index is asked for a question, weighed as the settings say."""
    return Query(
        dense=dense,
        sparse=sparse,
        limit=limit,
        candidates=settings.candidates,
        weights={DENSE: settings.dense_weight, TERMS: settings.terms_weight, GRAMS: settings.grams_weight},
        rrf_k=settings.rrf_k,
        conditions=conditions,
    )


def terms_query(wanted: Collection[str], limit: int, conditions: Conditions = _NO_CONDITIONS) -> Query:
    """What the index is asked for passages that hold ``wanted``, which are terms already, and nothing else."""
    sparse = {TERMS: query_vector(tuple(wanted))}
    return Query(dense=None, sparse=sparse, limit=limit, candidates=limit, conditions=conditions)
