"""Taking understood pieces out of a question, so that what is left is what it is about."""

import re
import unicodedata

# What nobody sees. Control characters part words; soft hyphens, zero-width marks and those that turn the direction of
# the text stand inside them.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_GAPS = re.compile(r"\s{2,}")
# Letters that a pattern takes for s, i and k when it ignores case, but that no list of words has.
_ODD_LETTERS = str.maketrans({"ſ": "s", "ı": "i", "İ": "I", "\N{KELVIN SIGN}": "K"})
_SENTENCE_END = re.compile(r"[.!?;\n]")


class Cutter:
    """A question's ``text``, out of which pieces are taken, one kind after the other."""

    def __init__(self, question: str) -> None:
        # Long runs of spaces would make every pattern that allows some try each of them.
        seen = _UNSEEN.sub("", _CONTROLS.sub(" ", unicodedata.normalize("NFC", question)))
        self.text = _GAPS.sub(" ", seen.translate(_ODD_LETTERS))
        self._lower = self.text.lower()

    def holds_any(self, hints: tuple[str, ...]) -> bool:
        """Whether one of ``hints``, in lower case, stands in the question as it was asked."""
        return any(hint in self._lower for hint in hints)

    def take(self, pattern: re.Pattern[str], hints: tuple[str, ...]) -> re.Match[str] | None:
        """Find ``pattern`` and cut it out. Without one of ``hints`` in the text it is not there, and is not sought."""
        if not self.holds_any(hints):
            return None
        found = pattern.search(self.text)
        if found:
            self.cut(found.start(), found.end())
        return found

    def cut(self, start: int, end: int, instead: str = "") -> None:
        """Take the characters from ``start`` to ``end`` out, and put ``instead`` in their place."""
        self.text = f"{self.text[:start]} {instead} {self.text[end:]}"


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a piece of a text, within its own sentence."""
    before = _SENTENCE_END.split(text[:start])[-1]
    return before, _SENTENCE_END.split(text[end:], maxsplit=1)[0]


def tidy(text: str) -> str:
    """Without the gaps that cut-out pieces leave: single spaces, no stray sign first or before another."""
    text = " ".join(text.split())
    return re.sub(r"^[\s,.;:?!–-]+|\s+(?=[,.;:?!])", "", text)
