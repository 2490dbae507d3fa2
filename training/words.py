"""Words and passages of running text, and which Norwegian written form a text is in."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

WORD = re.compile(r"[^\W_]+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-zæøå])")
PASSAGE_WORDS = 110
MIN_PASSAGE_WORDS = 20
MAX_SENTENCE_WORDS = 200

# Function words. A passage with fewer of them than one word in ten is a list, a table or Sámi.
BOKMAL_ONLY = frozenset(
    "ikke et en hva hvordan fra være de jeg hun noe noen mer kun etter blir ble hvis hvor hvilke også bare "
    "selv dette gjøre sin hver begge".split()
) - frozenset(("dette", "etter", "sin", "de"))
NYNORSK_ONLY = frozenset(
    "ikkje eit ein kva korleis frå vere dei eg ho noko nokon meir berre vert blei vart viss kor kva kvar "
    "òg sjølv gjere kvart saman medan desse anna".split()
) - frozenset(("saman", "desse", "anna", "ho", "kor"))
SHARED = frozenset(
    "og i er det som på til av å for med den om at har kan skal ved eller vil må var dette seg når etter de".split()
)
NORWEGIAN = BOKMAL_ONLY | NYNORSK_ONLY | SHARED
MIN_FUNCTION_SHARE = 0.1


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
