"""Words and passages of running text, and which Norwegian written form a text is in."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

WORD = re.compile(r"[^\W_]+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-zæøå])")
PASSAGE_WORDS = 110
MIN_PASSAGE_WORDS = 20
MAX_SENTENCE_WORDS = 200

BOKMAL_WORDS = """
    ikke et en hva hvordan fra være jeg hun noe noen mer kun blir ble hvis hvor hvilke også bare selv gjøre
    hver begge
"""
NYNORSK_WORDS = """
    ikkje eit ein kva korleis frå vere dei eg noko nokon meir berre vert blei vart viss kvar òg sjølv gjere
    kvart medan
"""
SHARED_WORDS = """
    og i er det som på til av å for med den om at har kan skal ved eller vil må var dette seg når etter de
"""
BOKMAL_ONLY = frozenset(BOKMAL_WORDS.split())
NYNORSK_ONLY = frozenset(NYNORSK_WORDS.split())
NORWEGIAN = BOKMAL_ONLY | NYNORSK_ONLY | frozenset(SHARED_WORDS.split())
MIN_FUNCTION_SHARE = 0.1
"""A passage with fewer function words than one word in ten is a list, a table or Sámi."""


def words_of(text: str) -> list[str]:
    """Returns the lower-cased words of a text; marks and underscores are dropped."""
    return WORD.findall(text.lower())


def is_norwegian(words: list[str]) -> bool:
    """Says whether enough of the words are Norwegian function words for this to be Norwegian prose."""
    return sum(word in NORWEGIAN for word in words) >= MIN_FUNCTION_SHARE * len(words)


def written_form(words: Iterable[str]) -> Literal["nb", "nn"]:
    """Returns "nn" when words only nynorsk has outnumber those only bokmål has, otherwise "nb"."""
    balance = sum((word in NYNORSK_ONLY) - (word in BOKMAL_ONLY) for word in words)
    return "nn" if balance > 0 else "nb"


def passages_of(text: str) -> Iterator[str]:
    """Cuts a document at sentence ends into passages of about 110 words; scraps are left out.

    Args:
        text: One document or section.
    """
    held: list[str] = []
    for sentence in SENTENCE_END.split(text):
        held.extend(sentence.split()[:MAX_SENTENCE_WORDS])
        if len(held) >= PASSAGE_WORDS:
            yield " ".join(held)
            held = []
    if len(held) >= MIN_PASSAGE_WORDS:
        yield " ".join(held)
