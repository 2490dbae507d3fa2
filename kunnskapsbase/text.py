"""Norwegian text made ready for matching: the same analysis for what is indexed and for what is asked."""

import re
import threading
import unicodedata

import Stemmer

from kunnskapsbase.compounds import split
from kunnskapsbase.wordlists import read_words

STOP_WORDS = read_words("stoppord")

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
# PyStemmer's object keeps a cache that is not safe under threads: one for each.
_local = threading.local()


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


def word_terms(word: str) -> tuple[str, ...]:
    """The terms of one word: the stem of the whole, and of the parts of a compound."""
    return (stem(word), *(stem(part) for part in split(word) if part not in STOP_WORDS))


def terms(text: str) -> list[str]:
    """The terms that are matched, of all words but the function words, repeated as often as they stand."""
    return [term for word in words(text) if word not in STOP_WORDS for term in word_terms(word)]
