"""Norwegian compounds taken apart: vannlekkasje → vann, lekkasje; nattilsyn → natt, tilsyn.

A word is split in two where both parts stand in ``words/leksikon.txt`` (the 80 000 most frequent words of open
Norwegian text), with the joints Norwegian uses: nothing, -s-, -e-, and the one letter of three that spelling leaves out
(natt + tilsyn). The 20 000 most frequent are left whole, so that simple words are not split. Measured on the ordinary
dev questions, BM25 alone: nDCG@10 0.74 without, 0.80 with (nynorsk 0.67 and 0.71).
"""

import math
from functools import lru_cache

from kunnskapsbase.wordlists import read_ranked

_LEFT_WHOLE = 20_000
_SHORTEST_COMPOUND = 7
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 4


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, int]:
    """Word → its rank by frequency, 0 for the most frequent."""
    return {word: rank for rank, word in enumerate(read_ranked("leksikon"))}


def is_known(word: str) -> bool:
    """Whether a word in lower case stands among the frequent words."""
    return word in _lexicon()


def rarity(word: str) -> float:
    """How much a word says: the logarithm of its rank among the frequent words, highest for one that is not there."""
    lexicon = _lexicon()
    return math.log(2 + lexicon.get(word, len(lexicon)))


def _heads(head: str, tail: str) -> list[str]:
    """What the first part may be in full: as written, without its joint, with the letter the spelling left out."""
    candidates = [head]
    if head.endswith(("s", "e")):
        candidates.append(head[:-1])
    if head[-1] == tail[0]:
        candidates.append(head + tail[0])
    return [each for each in candidates if len(each) >= _SHORTEST_HEAD and each in _lexicon()]


@lru_cache(maxsize=100_000)
def split(word: str) -> tuple[str, ...]:
    """The two parts of a compound in lower case, or nothing for a word that is known or cannot be taken apart.

    The longest known tail wins, since the tail says what the thing is; then the most frequent head.
    """
    lexicon = _lexicon()
    if len(word) < _SHORTEST_COMPOUND or lexicon.get(word, _LEFT_WHOLE) < _LEFT_WHOLE or not word.isalpha():
        return ()
    for place in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
        head, tail = word[:place], word[place:]
        if tail in lexicon and (heads := _heads(head, tail)):
            return min(heads, key=lexicon.__getitem__), tail
    return ()
