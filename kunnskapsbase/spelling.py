"""æ, ø and å where a keyboard had none: kjoeretoey and kjoretoy are kjøretøy, «skole paa» is «skole på».

Only a word that is no known one is looked at, and it becomes only what is known: Hå and ha, får and far stay apart.
Other slips of the keyboard are left to the character n-grams, which meet them half way without guessing.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from kunnskapsbase.compounds import is_known, rarity, split
from kunnskapsbase.wordlists import read_words

_SHORT_WORDS = read_words("stoppord") | read_words("tobokstavsord")
_WRITTEN_OUT = {"ae": "æ", "oe": "ø", "aa": "å"}
_LEFT_OUT = {"a": "aåæ", "o": "oø"}
_OUT = re.compile("ae|oe|aa")
_FREQUENT = math.log(20_000)
_TEN_TIMES = math.log(10)
_SHORTEST = 2
_MOST_PLACES = 4


def _known(word: str) -> bool:
    return is_known(word) or word in _SHORT_WORDS


def _is_compound(word: str) -> bool:
    """Whether a word is made of two words that are both frequent: «krist|øff» is not."""
    parts = split(word)
    return bool(parts) and max(map(rarity, parts)) < _FREQUENT


def _written_out(word: str) -> Iterator[str]:
    """The word with some or all of ae, oe and aa as one letter."""
    pieces = _OUT.split(word)
    found: list[str] = _OUT.findall(word)
    if 0 < len(found) <= _MOST_PLACES:
        for letters in product(*((_WRITTEN_OUT[each], each) for each in found)):
            yield "".join(piece + letter for piece, letter in zip(pieces, (*letters, ""), strict=True))


def _left_out(word: str) -> Iterator[str]:
    """The word with some or all of a and o as å, æ and ø."""
    places = [at for at, letter in enumerate(word) if letter in _LEFT_OUT]
    if 0 < len(places) <= _MOST_PLACES:
        letters = [_LEFT_OUT.get(letter, letter) if at in places else letter for at, letter in enumerate(word)]
        yield from ("".join(each) for each in product(*letters))


@lru_cache(maxsize=1)
def _rarer() -> frozenset[str]:
    return read_words("ordformer")


def _is_likelier(variant: str, word: str) -> bool:
    """Whether a variant is a known word, and ten times commoner than the word itself."""
    return variant in _SHORT_WORDS or (is_known(variant) and rarity(variant) + _TEN_TIMES <= rarity(word))


@lru_cache(maxsize=100_000)
def spelt(word: str) -> str:
    """A word in lower case with the æ, ø and å that it was written without, or the word itself.

    What is written out is seldom a word by chance, so that a far commoner word is believed instead of «paa». Where a
    letter was left out it may leave any word: only one that is nowhere known is looked at.
    """
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()) or word in _SHORT_WORDS:
        return word
    out = [each for each in _written_out(word) if each != word]
    found = [each for each in out if _is_likelier(each, word)]
    if not found and not _known(word):
        found = [each for each in out if _is_compound(each)]
        if not found and word not in _rarer() and not split(word):
            left = [each for each in _left_out(word) if each != word]
            found = [each for each in left if _known(each)] or [each for each in left if _is_compound(each)]
    return min(found, key=rarity) if found else word
