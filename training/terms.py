"""Texts as numbered terms: what a word is about, whatever its ending and its written form.

A word becomes the stem of its bokmål form and, where it is a compound, the stems of its parts, so that the few
million words of the training text tell as much as they can about each term: «sjukeheimsplassane» counts for
«sykehjemsplass», «sykehjem» and «plass». Function words are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kunnskapsbase.compounds import split
from kunnskapsbase.text import STOP_WORDS, stem, words
from training.nynorsk import Lexicon

Numbers = npt.NDArray[np.int64]


class TermReader:
    """Turns words and texts into terms."""

    def __init__(self, to_bokmal: Lexicon) -> None:
        """Takes the lexicon that turns nynorsk words into bokmål ones."""
        self._to_bokmal = to_bokmal
        self._known: dict[str, tuple[str, ...]] = {}

    def of_word(self, word: str) -> tuple[str, ...]:
        """Returns the terms of a lower-cased word; none for a function word."""
        if word not in self._known:
            self._known[word] = () if word in STOP_WORDS else self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> tuple[str, ...]:
        bokmal = self._to_bokmal.word(word)
        return (stem(bokmal), *(stem(part) for part in split(bokmal) if part not in STOP_WORDS))

    def of_text(self, text: str) -> list[str]:
        """Returns the terms of a text in their order."""
        return [term for word in words(text) for term in self.of_word(word)]


@dataclass(frozen=True)
class TermTexts:
    """Texts as term numbers; the commonest term is number 0.

    Attributes:
        names: The terms.
        counts: How often each stands.
        tokens: The term numbers of all texts, end to end.
        texts: For each of them, the number of its text.
    """

    names: list[str]
    counts: Numbers
    tokens: Numbers
    texts: Numbers

    def shares(self) -> npt.NDArray[np.float64]:
        """Returns the share of all terms that each term makes up."""
        shares: npt.NDArray[np.float64] = self.counts / self.counts.sum()
        return shares


def number_terms(reader: TermReader, texts: Iterable[str], fewest: int) -> TermTexts:
    """Reads texts as term numbers.

    Args:
        reader: Turns texts into terms.
        texts: The texts.
        fewest: A term that stands more seldom than this is left out.
    """
    numbers: dict[str, int] = {}
    rows = [
        np.array([numbers.setdefault(term, len(numbers)) for term in reader.of_text(text)], dtype=np.int64)
        for text in texts
    ]
    tokens = np.concatenate(rows)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    counts = np.bincount(tokens, minlength=len(numbers))
    kept = np.flatnonzero(counts >= fewest)
    kept = kept[np.argsort(-counts[kept], kind="stable")]
    renumbered = np.full(len(numbers), -1, dtype=np.int64)
    renumbered[kept] = np.arange(len(kept))
    there = renumbered[tokens] >= 0
    names = list(numbers)
    return TermTexts([names[number] for number in kept], counts[kept], renumbered[tokens][there], owners[there])
