"""How well a page was read: the share of its words that are words, and of its characters that are characters."""

import re
from dataclasses import dataclass

from ingest.wordcheck import known
from kunnskapsbase.wordlists import read_words

_WORD = re.compile(r"[^\W\d_]+")
# Replacement characters, noncharacters, controls and the private use area, where fonts without Unicode values land.
# U+F0B7, U+F0A7 and U+F0D8 are Word's bullets and mean no harm.
_ODD = re.compile("[\ufffd\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf0d7\uf0d9-\uf8ff]")
_LINE_HYPHEN = re.compile(r"[-\u2010\u00ad](?<=[^\W\d_].)\s*\n\s*(?=[^\W\d_])")
_FEWEST_WORDS = 20
_FEWEST_CHARACTERS = 8
_LONGEST_WORD = 45
# Of the running words of Norwegian text about four in ten are function words, of English text one in thirty.
_NORWEGIAN_FROM = 0.12
_FUNCTION_WORDS = read_words("stoppord")
# So many different tokens are kept; a long report has some thirty thousand.
_MOST_KEPT = 100_000
_SPOILS_THE_PAGE = -(10**9)

LOW = 0.86
"""Below this another engine is tried.

Measured: pages read well score 0.90 and more, pages with words broken at soft hyphens 0.81 and less.
"""


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares from 0 to 1. ``known`` is None where there is too little text, or where it is not Norwegian."""

    known: float | None
    single_letters: float
    odd: float
    glued: float

    @property
    def score(self) -> float:
        """From 0 (nothing right) to 1."""
        words = 1.0 if self.known is None else self.known
        # Norwegian has «i», «å» and few other words of one letter; every odd character spoils a word of about six.
        return max(0.0, words - max(0.0, self.single_letters - 0.1)) * max(0.0, 1 - 6 * self.odd) * (1 - self.glued)

    @property
    def is_low(self) -> bool:
        """Whether another engine should be tried."""
        return self.score < LOW


class _Margins(dict[str, int]):
    """What stands between two spaces, in small letters → how far its words are from being too poor, in hundredths.

    Above zero for words that are known; far below for one that is not, is one letter, or is too long. The same tokens
    come again and again, and are then only looked up.
    """

    def __missing__(self, token: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        words = _WORD.findall(token)
        doubtful = sum(len(word) == 1 or not (word in _FUNCTION_WORDS or known(word)) for word in words)
        glued = any(len(word) > _LONGEST_WORD for word in words)
        self[token] = margin = _SPOILS_THE_PAGE if glued else round(100 * (1 - LOW)) * len(words) - 100 * doubtful
        return margin


_margins = _Margins()


def is_low(text: str) -> bool:
    """The same as ``quality(text).is_low``, in a third of the time where there is no doubt of it.

    The margins allow for no words of one letter, and take every text for Norwegian; what passes so, passes otherwise.
    """
    if not _ODD.search(text) and sum(map(_margins.__getitem__, _joined(text).lower().split())) > 0:
        return False
    return quality(text).is_low


def quality(text: str) -> Quality:
    """The quality of a page's text. An empty page has nothing wrong in it; whether it should be empty is not asked."""
    found = _WORD.findall(_joined(text).lower())
    odd = _odd_share(text)
    if len(found) < _FEWEST_WORDS:
        return Quality(None, 0.0, odd, 0.0)
    lengths = list(map(len, found))
    single = lengths.count(1) / len(found)
    long = [length for length in lengths if length > _LONGEST_WORD] if max(lengths) > _LONGEST_WORD else []
    glued = sum(long) / sum(lengths)
    return Quality(_known_share(found), single, odd, glued)


def _odd_share(text: str) -> float:
    if not (odd := len(_ODD.findall(text))):
        return 0.0
    visible = sum(map(len, text.split()))
    return odd / visible if visible >= _FEWEST_CHARACTERS else 0.0


def _joined(text: str) -> str:
    """The text with hyphens at line ends taken away, so that the halves of a word do not count as two unknown ones."""
    return _LINE_HYPHEN.sub("", text)


def _known_share(low: list[str]) -> float | None:
    """The share of the words, given in small letters, that are known; names are few enough not to matter.

    None for text that is not Norwegian: nothing is known of its words. Broken Norwegian still has its small words.
    """
    function_words = sum(map(_FUNCTION_WORDS.__contains__, low))
    if function_words < _NORWEGIAN_FROM * len(low):
        return None
    others = [word for word in low if len(word) > 1 and word not in _FUNCTION_WORDS]
    return (function_words + sum(map(known, others))) / len(low)
