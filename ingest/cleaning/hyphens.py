"""What becomes of a hyphen at a line end: dropped, kept in the word, or kept with the space after it.

Kept with its space before «og», «eller», «samt», «til» … (``innovasjons- og utviklingsarbeid``). Kept in the word
where the left part is an acronym, a number or one letter (``ABE-reformen``, ``5G-dekning``, ``e-helse``), where a
capital or a number follows (``Sørøst-Norge``), where the document itself writes the word with its hyphen inside a line
more often than without, and where a name stands alone elsewhere and the joined word is none (``Interreg-programmene``).
Dropped otherwise.
"""

import re
from collections.abc import Sequence
from enum import Enum

from ingest.cleaning.characters import SOFT_HYPHEN
from ingest.cleaning.layout import Line
from ingest.cleaning.result import Tally
from ingest.cleaning.vocabulary import Vocabulary
from ingest.wordcheck import SUSPENDED_BEFORE, known, listed

_HYPHENS = f"-{SOFT_HYPHEN}"
_NEVER_AN_ENDING = frozenset(("og", "eller", "samt", "og/eller", "òg"))
_LONGEST_WORD = 80
_RANGE_LENGTH = 3
_LONGEST_NAME = 80
_WORDS_OF_LONG_NAME = 3
_LAST_PART = re.compile(r"[\w]+$")
_FIRST_PART = re.compile(r"[^\W_]+")
_RANGE = re.compile(r"\d\s?[–-]$")
_SUSPENDED_WITHIN = re.compile(r"- (?<=[^\W\d_]- )(?:og|eller|samt|til)\b")
_ACRONYM = re.compile(r"(?:[^\W\d_]*[A-ZÆØÅ]){2}")


class Ending(Enum):
    """How two lines are put together."""

    SPACE = " "
    JOINED = ""
    HYPHEN = "-"


class Hyphens:
    """The line ends of one document, decided with the words that the document itself writes inside its lines."""

    def __init__(self, lines: Sequence[Line], vocabulary: Vocabulary, tally: Tally) -> None:
        self._words = vocabulary
        self._tally = tally
        self._closing_means_space = 3 * sum(line.closed for line in lines) > 2 * len(lines)

    def join(self, lines: list[Line]) -> str:
        """The lines of one paragraph as running text."""
        text = lines[0].text
        parts: list[str] = []
        for line, before in zip(lines[1:], lines, strict=False):
            ending = self._ending(text, line.text, closed=before.closed)
            parts.append(text if ending is not Ending.JOINED else text[:-1])
            if ending is Ending.SPACE:
                parts.append(" ")
            text = line.text
        parts.append(text)
        joined = "".join(parts).replace(SOFT_HYPHEN, "")
        if "- " in joined:
            self._tally["suspended_hyphens"] += len(_SUSPENDED_WITHIN.findall(joined))
        return joined

    def rows(self, lines: list[Line]) -> list[str]:
        """The lines of a table, put together only where a word was cut in two."""
        rows = [[lines[0]]]
        for line, before in zip(lines[1:], lines, strict=False):
            cut = before.text[-1] in _HYPHENS and len(before.text) > 1 and before.text[-2].isalpha()
            if cut and line.text[0].islower():
                rows[-1].append(line)
            else:
                rows.append([line])
        return [self.join(row) for row in rows]

    def _ending(self, left: str, right: str, *, closed: bool) -> Ending:
        if right[0].isdigit() and _RANGE.search(left[-_RANGE_LENGTH:]):
            self._tally["ranges_repaired"] += 1
            return Ending.HYPHEN
        if left[-1] == "/" and not closed and right[0] not in "–-" and len(left) > 1 and left[-2].isalnum():
            return Ending.HYPHEN
        if right[0] == "-" and len(right) > 1 and right[1].islower() and left[-1].islower() and not closed:
            return self._hanging(left, right)
        if left[-1] not in _HYPHENS or len(left) < 2 or (not left[-2].isalnum() and left[-2] not in "/)»"):
            return Ending.SPACE
        ending = self._hyphen(left, right, closed=closed and self._closing_means_space)
        self._tally[f"line_hyphens_{ending.name.lower()}"] += 1
        return ending

    def _hanging(self, left: str, right: str) -> Ending:
        """A hyphen that hangs at the beginning of a line: ``Innovasjons⏎-nettverket``; not ``selskap⏎-miljøer``."""
        head, tail = _LAST_PART.search(left[-_LONGEST_WORD:]), _FIRST_PART.search(right)
        if head and tail and not known(head.group()) and known(head.group() + tail.group()):
            return Ending.HYPHEN
        return Ending.SPACE

    def _hyphen(self, left: str, right: str, *, closed: bool) -> Ending:
        soft = left[-1] == SOFT_HYPHEN
        first, head = _FIRST_PART.match(right), _LAST_PART.search(left[-_LONGEST_WORD:-1])
        if first is None:
            return Ending.HYPHEN
        following = first.group()
        if not soft and self._suspended(head.group() if head else "", right):
            return Ending.SPACE
        if head is None or self._stays(head.group(), following, soft=soft) or self._is_long_name(left, following):
            return Ending.SPACE if closed and following[0].islower() else Ending.HYPHEN
        if closed and known(head.group()) and not self._words.whole(head.group() + following):
            return Ending.SPACE
        return Ending.JOINED

    def _is_long_name(self, left: str, following: str) -> bool:
        """A name of three words and more keeps its hyphen: ``New Public Management-⏎tankegang``."""
        words = left[-_LONGEST_NAME:-1].split()[-_WORDS_OF_LONG_NAME:]
        capitals = len(words) == _WORDS_OF_LONG_NAME and all(word.isalpha() and word.istitle() for word in words)
        return capitals and listed(words[-1]) and not self._words.whole(words[-1] + following)

    def _suspended(self, head: str, right: str) -> bool:
        """``kommunal-⏎og``; but not ``kommunerefor-⏎men``, for «men», «til» and the like end words too."""
        word = right.split(None, 1)[0].rstrip(",.;:").lower()
        if word not in SUSPENDED_BEFORE or not head.isalpha():
            return word in SUSPENDED_BEFORE
        if word in _NEVER_AN_ENDING:
            return True
        return not (listed(head + word) or (known(head + word) and not known(head)))

    def _stays(self, head: str, following: str, *, soft: bool) -> bool:
        joined = head + following
        hyphened, whole = self._words.hyphened(f"{head}-{following}"), self._words.whole(joined)
        if whole or hyphened:
            return hyphened > whole
        if not following[0].islower() or not head.isalpha():
            return True
        if _ACRONYM.search(head) or (len(head) == 1 and not soft):
            return True
        if soft or known(joined):
            return False
        if head[0].isupper():
            return self._words.named(head)
        return known(head) and known(following) and len(head) > 2 and len(following) > 2
