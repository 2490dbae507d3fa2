"""A second stage that was tried and is not in the product: each word of a question held against every word of a text.

The vector of a text is the mean of its words', and what answers drowns among a hundred words that do not. Here each
word of the question finds the one in the text that it is most like (late interaction: Khattab and Zaharia, ColBERT,
SIGIR 2020), and rare words count for more. Half of it is that likeness as it stands. The other half wants more than a
passing likeness and saturates by length as BM25 does, because in a long text something is always a little alike.

It is asked in the same run as the others, so that what it gives on each set stands in the report. Why the product goes
without it stands in ``docs/gjenfinning.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.retrieval.collection import Text
from eval.retrieval.searchers import IndexSearcher
from kunnskapsbase.bm25 import K1, B
from kunnskapsbase.channels import fused_query, question_vectors
from kunnskapsbase.compounds import rarity
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.everyday import field_words, weight_of_each
from kunnskapsbase.index import Hit
from kunnskapsbase.text import STOP_WORDS, word_terms, words

# What full likeness counts for where 1 is a text that all channels put first, and what a likeness must be to count in
# the second half. Chosen by cross-validation over all four sets, after the product's own second stage for solutions.
_WORD_WEIGHT = 1.2
_LEAST = 0.3
# The first numbers of a word's vector say as much as all 512.
_SIZE = 128
# So many of what the index found are ordered anew.
_ORDERED = 50
# No word: it stands in every text, so that none is empty and no word is less like a text than not at all.
_NOTHING = ""

_Numbers = npt.NDArray[np.float32]


def _subject_words(text: str) -> list[str]:
    return [word for word in words(text) if word not in STOP_WORDS]


def counted(question: str, meant: Sequence[str] = ()) -> dict[str, float]:
    """What each different word of a question counts for, but for function words: more where it is rare.

    ``meant`` are the words of the field that it may mean (``kunnskapsbase.everyday``), which count for less.
    """
    shares = dict.fromkeys((word for each in meant for word in _subject_words(each)), weight_of_each(meant))
    shares |= dict.fromkeys(_subject_words(question), 1.0)
    return {word: of_word * rarity(word) for word, of_word in shares.items()}


@dataclass(frozen=True, slots=True, eq=False)
class _Bag:
    """The different words of a text, by their rows in the table, and how many words it has in all."""

    rows: npt.NDArray[np.int64]
    length: int


class WordTable:
    """The words of a collection, each with its vector and its stem."""

    def __init__(self, texts: Sequence[Text], embedder: Embedder) -> None:
        self._embedder = embedder
        found = {text.record_id: _subject_words(f"{text.text}\n{text.heading}") for text in texts}
        known = [_NOTHING, *sorted({word for of_text in found.values() for word in of_text})]
        rows = {word: row for row, word in enumerate(known)}
        self._vectors = self._vectors_of(known)
        self._stems = np.array([_NOTHING, *(word_terms(word)[0] for word in known[1:])])
        self._bags = {
            record: _Bag(np.array(sorted({0, *(rows[word] for word in of_text)})), len(of_text))
            for record, of_text in found.items()
        }

    def likeness(self, asked: Mapping[str, float], records: Sequence[str]) -> list[float]:
        """How like a question's words are to those of each text: 0 where none is, above 1 where a short text has all.

        ``asked`` is what each word counts for (``counted``); ``records`` are what the texts count for.
        """
        if not asked or not records:
            return [0.0] * len(records)
        bags = [self._bags[record] for record in records]
        best = self._best(list(asked), bags)
        enough = np.where(best > _LEAST, best, 0)
        lengths = np.array([bag.length for bag in bags])
        room = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean())))
        weights = np.array(list(asked.values()))
        found: list[float] = (weights @ (best + enough * (K1 + 1) / (enough + room)) / (2 * weights.sum())).tolist()
        return found

    def _best(self, asked: Sequence[str], bags: Sequence[_Bag]) -> _Numbers:
        """The greatest likeness (0–1) of each word asked for (rows) to a word of each text (columns)."""
        rows = np.concatenate([bag.rows for bag in bags])
        alike = self._vectors_of(asked) @ self._vectors[rows].T
        # The same word in another form or written form is the same word.
        stems = np.array([word_terms(word)[0] for word in asked])
        alike[stems[:, None] == self._stems[rows]] = 1.0
        starts = np.cumsum([0, *(len(bag.rows) for bag in bags[:-1])])
        best: _Numbers = np.minimum(np.maximum.reduceat(alike, starts, axis=1), 1.0)
        return best

    def _vectors_of(self, some: Sequence[str]) -> _Numbers:
        """The first numbers of the vectors of words, at length 1; nothing but noughts for what has none."""
        first = np.array(self._embedder.queries(some), dtype=np.float32)[:, :_SIZE]
        lengths = np.maximum(np.linalg.norm(first, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        shortened: _Numbers = first / lengths
        return shortened


@dataclass(frozen=True)
class WordSearcher:
    """What all channels find, the first of it lifted by how like the question's words its words are."""

    fused: IndexSearcher
    table: WordTable
    name: str = "by-words"
    label: str = "alle tre, så ord mot ord (prøvd)"

    def rank(self, questions: Sequence[str]) -> list[list[str]]:
        """See ``Searcher.rank``."""
        found = self.fused.hits(questions)
        return [self._ordered(question, hits) for question, hits in zip(questions, found, strict=True)]

    def _ordered(self, question: str, hits: Sequence[Hit]) -> list[str]:
        best: dict[str, float] = {}
        for hit in hits:
            best.setdefault(hit.record_id, hit.score)
        first, meant = list(best)[:_ORDERED], field_words(question)
        highest = fused_query([1.0], question_vectors(question, meant), 1, self.fused.settings).highest
        likeness = self.table.likeness(counted(question, meant), first)
        lifted = {
            record: best[record] + _WORD_WEIGHT * highest * alike for record, alike in zip(first, likeness, strict=True)
        }
        return [*sorted(first, key=lambda record: -lifted[record]), *list(best)[_ORDERED:]]
