"""Norwegian text made ready for matching: the same analysis for what is indexed and for what is asked.

A text becomes words, function words fall away, and each word becomes terms: its stem in bokmål, and those of a
compound's parts. What the field calls the same thing gives a term in common.
"""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from kunnskapsbase.bridging import bokmaal, bokmaal_stem
from kunnskapsbase.compounds import split
from kunnskapsbase.spelling import spelt
from kunnskapsbase.synonyms import Synonyms, read_synonyms
from kunnskapsbase.wordlists import read_words

STOP_WORDS = read_words("stoppord")

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
# PyStemmer's object keeps a cache that is not safe under threads: one for each.
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps of the analysis are taken. The product takes all; ``eval.analysis`` leaves them out one by one."""

    spelling: bool = True
    bridging: bool = True
    compounds: bool = True
    synonyms: bool = True


ALL_STEPS = Steps()


def normalise(text: str) -> str:
    """NFC, lower case, soft hyphens out, one space between words. æ, ø and å stay themselves."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").lower().split())


def words(text: str) -> list[str]:
    """The words of a text in lower case; a hyphenated word comes whole and in its parts."""
    found: list[str] = []
    for match in _WORD.finditer(normalise(text)):
        word = match.group()
        found.append(word)
        if "-" in word:
            found.extend(part for part in word.split("-") if part)
    return found


def stem(word: str) -> str:
    """Snowball's Norwegian stem."""
    stemmer: Stemmer.Stemmer | None = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("norwegian")
    stemmed: str = stemmer.stemWord(word)
    return stemmed


def _stem(word: str, steps: Steps) -> str:
    own = stem(word)
    if not steps.bridging:
        return own
    # A stem that is known stands for all its forms; the list of words lacks some of them.
    turned = bokmaal_stem(own)
    return turned if turned != own else bokmaal_stem(stem(bokmaal(word)))


@lru_cache(maxsize=200_000)
def _word_terms(word: str, steps: Steps) -> tuple[str, ...]:
    whole = bokmaal(word) if steps.bridging else word
    parts = split(whole) if steps.compounds else ()
    return (_stem(word, steps), *(_stem(part, steps) for part in parts if part not in STOP_WORDS))


def word_terms(word: str) -> tuple[str, ...]:
    """The terms of one word: the stem of the whole, and of the parts of a compound; both in bokmål."""
    return _word_terms(spelt(word), ALL_STEPS)


@lru_cache(maxsize=4)
def _synonyms(steps: Steps) -> Synonyms:
    def stems_of(phrase: str) -> tuple[str, ...]:
        return tuple(_word_terms(word, steps)[0] for word in words(phrase))

    # Whole words only: beside every «webinar» the parts of «nettseminar» would make it a text about nets.
    return read_synonyms(
        stems_of, lambda phrase: [_stem(word, steps) for word in words(phrase) if word not in STOP_WORDS]
    )


def terms(text: str, steps: Steps = ALL_STEPS) -> list[str]:
    """The terms that are matched, of all words but the function words, repeated as often as they stand."""
    found: list[str] = []
    stems: list[str] = []
    for each in words(text):
        word = spelt(each) if steps.spelling else each
        of_word = _word_terms(word, steps)
        stems.append(of_word[0])
        if word not in STOP_WORDS:
            found.extend(of_word)
    if steps.synonyms:
        found.extend(_synonyms(steps).beside(stems))
    return found
