"""What in a solution answers the question: which of its terms it holds, and which part shows it best."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kunnskapsbase.compounds import split
from kunnskapsbase.passages import Section, sections
from kunnskapsbase.solution import Solution
from kunnskapsbase.text import STOP_WORDS, stem, terms, words


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a question: its own term, and the parts of a compound with theirs."""

    word: str
    term: str
    parts: tuple[tuple[str, str], ...]

    def found_in(self, terms: frozenset[str]) -> tuple[float, tuple[str, ...]]:
        """How much of the word stands among ``terms`` (0–1), and as which words: the whole, or those parts."""
        if self.term in terms:
            return 1.0, (self.word,)
        found = tuple(part for part, term in self.parts if term in terms)
        return (len(found) / len(self.parts), found) if found else (0.0, ())


def asked_words(text: str) -> tuple[AskedWord, ...]:
    """The different words of a question that carry a subject."""
    found: dict[str, AskedWord] = {}
    for word in words(text):
        if word not in STOP_WORDS:
            parts = tuple((part, stem(part)) for part in split(word) if part not in STOP_WORDS)
            found.setdefault(stem(word), AskedWord(word, stem(word), parts))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Evidence:
    """``coverage`` is the share (0–1) of the question's words found in the solution; ``found`` are those words."""

    coverage: float
    found: tuple[str, ...]
    section: Section


@lru_cache(maxsize=20_000)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def evidence(solution: Solution, asked: tuple[AskedWord, ...]) -> Evidence:
    """The part that holds most of the question's words (the approach where none does), and the coverage of all."""
    parts = sections(solution)
    held = [_terms(part.text) for part in parts]
    everywhere = frozenset().union(*held, _terms(" ".join(solution.themes)))
    seen = [each.found_in(everywhere) for each in asked]
    coverage = sum(share for share, _ in seen) / len(asked) if asked else 0.0
    found = tuple(dict.fromkeys(word for _, words_found in seen for word in words_found))

    def fit(place: int) -> tuple[float, bool]:
        return sum(each.found_in(held[place])[0] for each in asked), parts[place].key == "losning"

    # The title stands on the card already: another part is shown.
    return Evidence(coverage, found, parts[max(range(1, len(parts)), key=fit)])


def first_sentences(text: str, limit: int) -> str:
    """The first sentences of a text, as many as fit in ``limit`` characters; at least one."""
    kept = ""
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        if kept and len(kept) + len(sentence) + 1 > limit:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


def shown(found: Sequence[str], limit: int = 5) -> str:
    """The words found, as a person would list them."""
    return ", ".join(f"«{word}»" for word in found[:limit])
