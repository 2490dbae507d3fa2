"""What in a solution answers the question: which of its terms it holds, and which part shows it best."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kunnskapsbase.passages import Section, sections
from kunnskapsbase.solution import Solution
from kunnskapsbase.text import STOP_WORDS, stem, words


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a question in their order, each with the word it came from."""

    terms: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Asked":
        """The different terms of a text."""
        found: dict[str, str] = {}
        for word in words(text):
            if word not in STOP_WORDS:
                found.setdefault(stem(word), word)
        return cls(tuple(found), tuple(found.values()))


@dataclass(frozen=True, slots=True)
class Evidence:
    """``coverage`` is the share (0–1) of the question's terms found in the solution; ``found`` are their words."""

    coverage: float
    found: tuple[str, ...]
    section: Section


@lru_cache(maxsize=20_000)
def _section_terms(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))


def evidence(solution: Solution, asked: Asked) -> Evidence:
    """The part that holds most of the question's terms (the approach where none does), and the coverage of all."""
    parts = sections(solution)
    terms = [_section_terms(part.text) for part in parts]
    everywhere = frozenset().union(*terms, _section_terms(" ".join(solution.themes)))
    found = tuple(word for term, word in zip(asked.terms, asked.words, strict=True) if term in everywhere)
    coverage = len(found) / len(asked.terms) if asked.terms else 0.0
    wanted = set(asked.terms)
    # The title stands on the card already: another part is shown unless only the title has the words.
    best = max(range(1, len(parts)), key=lambda place: (len(wanted & terms[place]), parts[place].key == "losning"))
    return Evidence(coverage, found, parts[best])


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
