"""A word-by-word lexicon between bokmål and nynorsk, learnt from parallel sentences.

The two written forms share word order, so the words that differ between two parallel sentences line up. The
lexicon is far from a translator: it gives the model enough nynorsk beside bokmål to learn which words mean
the same, which the few thousand real parallel sentences do not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from training.words import WORD, words_of

MIN_COUNT = 2
MIN_COUNT_UNLIKE = 5
MIN_LIKENESS = 0.5
MIN_SHARE = 0.5
MIN_PREFIX = 3
MAX_ENDING = 6
MIN_RULE_COUNT = 8
MIN_HEAD = 5
KNOWN_FROM = 3
PASSING_SHARE = 0.5
FOREIGN_SHARE = 0.2


def differing_words(left: list[str], right: list[str]) -> Iterable[tuple[str, str]]:
    """Yields aligned words of two parallel sentences, equal ones included.

    Args:
        left: Words of the one sentence.
        right: Words of the other.
    """
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            yield from zip(left[a:b], right[c:d], strict=True)


class Lexicon:
    """Turns text of one written form into the other, word by word.

    A word is looked up whole; else by its longest known ending, which turns compounds; else by the commonest
    change of ending that gives a word known in the other form. A word that fits none of these stays.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], own: Counter[str], other: Counter[str]) -> None:
        """Learns the lexicon.

        Args:
            pairs: Parallel sentences, this form first.
            own: Word counts of text in this form.
            other: Word counts of text in the other form: a replacement must be known there.
        """
        self._own, self._other = own, other
        self._ratio = max(1, own.total()) / max(1, other.total())
        aligned: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for left, right in pairs:
            for word, match in differing_words(words_of(left), words_of(right)):
                aligned[word][match] += 1
        self.words = self._whole_words(aligned)
        self.endings = self._ending_rules(self.words)
        self._cache: dict[str, str] = {}

    def _whole_words(self, aligned: Mapping[str, Counter[str]]) -> dict[str, str]:
        words: dict[str, str] = {}
        for word, matches in aligned.items():
            match, count = matches.most_common(1)[0]
            alike = SequenceMatcher(None, word, match, autojunk=False).ratio() >= MIN_LIKENESS
            needed = MIN_COUNT if alike else MIN_COUNT_UNLIKE
            sure = count >= needed and count >= MIN_SHARE * matches.total()
            if word == match or (sure and self._other[match] >= KNOWN_FROM):
                words[word] = match
        return words

    @staticmethod
    def _ending_rules(words: Mapping[str, str]) -> list[tuple[str, str]]:
        rules: Counter[tuple[str, str]] = Counter()
        for word, match in words.items():
            shared = 0
            while shared < min(len(word), len(match)) and word[shared] == match[shared]:
                shared += 1
            for start in range(max(MIN_PREFIX, shared - 2), shared + 1):
                old, new = word[start:], match[start:]
                if old != new and old and len(old) <= MAX_ENDING and len(new) <= MAX_ENDING:
                    rules[old, new] += 1
        return [rule for rule, count in rules.most_common() if count >= MIN_RULE_COUNT]

    def _belongs_to_other(self, word: str) -> bool:
        there = self._other[word]
        return there >= KNOWN_FROM and there * self._ratio > PASSING_SHARE * self._own[word]

    def is_mostly_own(self, word: str) -> bool:
        """Says whether a word is far commoner in this form than in the other."""
        return self._other[word] * self._ratio < FOREIGN_SHARE * self._own[word]

    def word(self, word: str) -> str:
        """Returns a lower-cased word in the other form, or the word itself."""
        if word not in self._cache:
            self._cache[word] = self._look_up(word)
        return self._cache[word]

    def _look_up(self, word: str) -> str:
        if word in self.words:
            return self.words[word]
        if self._belongs_to_other(word):
            return word
        for old, new in self.endings:
            if word.endswith(old) and self._belongs_to_other(word[: -len(old)] + new):
                return word[: -len(old)] + new
        for start in range(MIN_PREFIX, len(word) - MIN_HEAD + 1):
            if word[start:] in self.words:
                return word[:start] + self.words[word[start:]]
        return word

    def text(self, text: str) -> str:
        """Returns a text word by word in the other form, lower-cased; marks stay where they were."""

        def turn(match: re.Match[str]) -> str:
            return self.word(match.group())

        return WORD.sub(turn, text.lower())
