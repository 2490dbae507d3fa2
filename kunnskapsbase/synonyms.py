"""Words that mean the same in the field, and short forms: a term of the one is put beside the other.

``words/synonymer.txt`` and ``words/kortformer.txt`` hold a line a meaning, ``word: other, other``. Both sides of a
search get the terms of the word before the colon, so rådmann and kommunedirektør meet, and SFO and skolefritidsordning.
Keys may be of several words. They are compared by their stems, so that every inflection is known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kunnskapsbase.wordlists import read_entries

LISTS = ("synonymer", "kortformer")

Phrase = tuple[str, ...]
"""The stems of one or more words."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """First stem → the phrases that begin with it, longest first, each with the terms to put beside it."""

    by_first: Mapping[str, Sequence[tuple[Phrase, Phrase]]]

    def beside(self, stems: Sequence[str]) -> list[str]:
        """The terms to put beside a text, given the stem of each of its words in order."""
        found: list[str] = []
        for place, first in enumerate(stems):
            for phrase, terms in self.by_first.get(first, ()):
                if tuple(stems[place : place + len(phrase)]) == phrase:
                    found.extend(terms)
                    break
        return found


def read_synonyms(stems_of: Callable[[str], Phrase], terms_of: Callable[[str], Sequence[str]]) -> Synonyms:
    """The lists, made ready with the analysis that the text goes through."""
    by_first: dict[str, list[tuple[Phrase, Phrase]]] = {}
    for name in LISTS:
        for word, others in read_entries(name):
            for other in others.split(","):
                phrase = stems_of(other)
                if phrase and phrase != stems_of(word):
                    by_first.setdefault(phrase[0], []).append((phrase, tuple(terms_of(word))))
    return Synonyms({first: sorted(found, key=lambda each: -len(each[0])) for first, found in by_first.items()})
