"""The words a document itself writes inside its lines: what it hyphenates, and what it writes with a capital."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ingest.cleaning.characters import SOFT_HYPHEN
from ingest.cleaning.layout import Line
from ingest.wordcheck import known

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*")
_HYPHENS = f"-{SOFT_HYPHEN}"
# Lines have no other space than this one; looked for first, it makes the search five times as fast as looked for last.
_CAPITAL_WITHIN_LINE = re.compile(r" ([^\W\d_a-zæøå][^\W_]*(?:-[^\W_]+)*)")


def _without_cut_words(lines: Iterable[Line]) -> Iterator[str]:
    cut = False
    for line in lines:
        text = line.text.partition(" ")[2] if cut else line.text
        cut = line.text[-1] in _HYPHENS
        yield text.rpartition(" ")[0] if cut else text


def _counted(tokens: Iterable[str]) -> Mapping[str, int]:
    """The words in the tokens. What stands in a token is looked for once, however often the token comes."""
    words = Counter(tokens)
    for token in [each for each in words if not each.isalpha()]:
        times = words.pop(token)
        for word in _WORD.findall(token):
            words[word] += times
    return words


class Vocabulary:
    """Counts of the whole words of a document; words at a line's hyphenated end and beginning are left out."""

    def __init__(self, lines: Iterable[Line]) -> None:
        text = "\n".join(_without_cut_words(lines))
        self._words = _counted(text.lower().split())
        self._names = Counter(_CAPITAL_WITHIN_LINE.findall(text))

    def whole(self, word: str) -> int:
        """How often the document writes ``word`` without a hyphen."""
        return self._words.get(word.lower(), 0)

    def hyphened(self, word: str) -> int:
        """How often it writes ``word``, which has a hyphen, inside a line."""
        return self._words.get(word.lower(), 0)

    def named(self, word: str) -> bool:
        """Whether it writes ``word`` with its capital inside a line, as a name or the first word of a sentence."""
        return self._names[word] > 0

    def begins_sentence(self, text: str) -> bool:
        """Whether a line begins with a capital that only a sentence's beginning explains: a word that is no name."""
        match = _WORD.match(text)
        if match is None or not match.group()[0].isupper() or match.group().isupper():
            return False
        word = match.group()
        return known(word) and 2 * self._names[word] <= self._words.get(word.lower(), 0)
