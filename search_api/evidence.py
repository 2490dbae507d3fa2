"""What in a solution answers the question: which of its terms it holds, and which part shows it best."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kunnskapsbase.compounds import rarity
from kunnskapsbase.everyday import FieldWord
from kunnskapsbase.passages import Section
from kunnskapsbase.text import STOP_WORDS, word_terms, words
from search_api.shelf import Shelved


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a question: its own term, the terms of a compound's parts, and how much it says (``rarity``)."""

    word: str
    rarity: float
    term: str
    parts: tuple[str, ...]

    def share_in(self, terms: frozenset[str]) -> float:
        """How much of the word stands among ``terms``: 1 for the whole, else the share of its parts."""
        if self.term in terms:
            return 1.0
        return sum(part in terms for part in self.parts) / len(self.parts) if self.parts else 0.0


def asked_words(text: str) -> tuple[AskedWord, ...]:
    """The different words of a question that carry a subject; none where all are numbers and single letters.

    Those stand in many texts and say something only beside a word: a text that has the 3 of «1 2 3» answers nothing.
    """
    found: dict[str, AskedWord] = {}
    for word in words(text):
        if word not in STOP_WORDS:
            term, *parts = word_terms(word)
            found.setdefault(term, AskedWord(word, rarity(word), term, tuple(parts)))
    subjects = any(len(each.word) > 1 and any(map(str.isalpha, each.word)) for each in found.values())
    return tuple(found.values()) if subjects else ()


def coverage(asked: tuple[AskedWord, ...], terms: frozenset[str]) -> float:
    """The share (0–1) of the question's words that stand among ``terms``, rare ones counting more."""
    return _weighed([(each, each.share_in(terms)) for each in asked])


def _weighed(shares: Sequence[tuple[AskedWord, float]]) -> float:
    said = sum(each.rarity for each, _ in shares)
    return sum(each.rarity * share for each, share in shares) / said if said else 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of a question stands in a solution.

    ``coverage`` is the share (0–1) of the question's words, rare ones counting more; ``found`` are those that stand
    there whole, and ``in_part`` the compounds of which only the parts do. ``meant`` are the words of the field for its
    everyday ones that stand there; they are not the question's own, and nothing is covered by them.
    """

    coverage: float
    found: tuple[str, ...]
    in_part: tuple[str, ...]
    section: Section
    meant: tuple[FieldWord, ...] = ()


def evidence(shelved: Shelved, asked: tuple[AskedWord, ...], meant: tuple[FieldWord, ...] = ()) -> Evidence:
    """The part that holds most of the question's words (the approach where none does), and the coverage of all."""
    parts, held, everywhere = shelved.sections, shelved.section_terms, shelved.all_terms
    shares = [(each, each.share_in(everywhere)) for each in asked]
    present = [each for each, share in shares if share]

    def fit(place: int) -> tuple[float, bool]:
        return sum(each.share_in(held[place]) for each in present), parts[place].key == "losning"

    return Evidence(
        coverage=_weighed(shares),
        # Both parts of a compound are not yet the word: «natt» and «tilsyn» may stand far apart.
        found=tuple(each.word for each, share in shares if each.term in everywhere),
        in_part=tuple(each.word for each, share in shares if share and each.term not in everywhere),
        # The title stands on the card already: another part is shown.
        section=parts[max(range(1, len(parts)), key=fit)],
        # Words that belong together must stand in one part, or they may be about two things.
        meant=tuple(each for each in meant if any(each.stems <= terms for terms in (*held, shelved.theme_terms))),
    )


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
