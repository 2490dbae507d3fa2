"""Nynorsk to bokmål, word by word: both written forms meet in one, in the index and in the question.

The lexicon is ``words/nynorsk.txt``. A compound that it lacks is bridged in its parts: sjukeheims|plass. A word that
bokmål has stays itself. What is shown to people is never bridged.
"""

import re
from functools import lru_cache

from kunnskapsbase.compounds import is_known
from kunnskapsbase.wordlists import read_entries, read_words

STEM = "-"
"""Ends what is a stem and not a word in the list."""

_STOP_WORDS = read_words("stoppord")
_WORD = re.compile(r"[^\W\d_]+")
# Shorter runs of letters are found in words that have nothing to do with them: kor in korstog, tene in tomtene.
_SHORTEST_OWN_HEAD = 4
_SHORTEST_OWN_TAIL = 5
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 4
_JOINTS = ("", "s", "e")


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, str], dict[str, str]]:
    """Nynorsk → bokmål, of words and of stems."""
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    for match, found in read_entries("nynorsk"):
        for word in found.split():
            if word.endswith(STEM):
                stems[word.removesuffix(STEM)] = match.removesuffix(STEM)
            else:
                words[word] = match
    return words, stems


def bokmaal_stem(stem: str) -> str:
    """The bokmål stem that a stem answers to, or the stem itself."""
    return _lexicon()[1].get(stem, stem)


def _part(part: str, shortest: int) -> str | None:
    """A part of a compound in bokmål, or ``None`` where it is no nynorsk word that compounds are made of.

    A word that only gets an ending in bokmål has another form in a compound: flytt, flyttet, but flytte|hjelp.
    """
    match = _lexicon()[0].get(part) if len(part) >= shortest else None
    return None if match is None or match.startswith(part) or match in _STOP_WORDS else match


def _own_head(head: str) -> str | None:
    """The first part of a compound in bokmål, with its joint."""
    for joint in ("", "s"):
        match = _part(head.removesuffix(joint), _SHORTEST_OWN_HEAD) if head.endswith(joint) else None
        if match is not None:
            return match + joint
    return None


def _known_head(head: str) -> bool:
    bare = [head.removesuffix(joint) for joint in _JOINTS if head.endswith(joint)]
    return any(len(each) >= _SHORTEST_HEAD and is_known(each) for each in bare)


def _in_parts(word: str) -> str | None:
    """A compound in bokmål, of which one part at least is nynorsk and the other is known; the longest tail wins."""
    for place in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
        head, tail = word[:place], word[place:]
        first, last = _own_head(head), _part(tail, _SHORTEST_OWN_TAIL)
        if last is not None and first is None and not _known_head(head):
            # The first part may be a compound itself: heimesjukepleie|teneste.
            first = None if (whole := bokmaal(head)) == head else whole
        if last is not None and (first is not None or _known_head(head)):
            return (first or head) + last
        if first is not None and is_known(tail):
            return first + tail
    return None


@lru_cache(maxsize=100_000)
def bokmaal(word: str) -> str:
    """A word in lower case as bokmål writes it; the word itself where it is no nynorsk one."""
    match = _lexicon()[0].get(word)
    if match is not None:
        return match
    if is_known(word) or not word.isalpha():
        return word
    return _in_parts(word) or word


def bridged(text: str) -> str:
    """A text in lower case with each nynorsk word as bokmål writes it; marks and numbers stay where they are."""
    return _WORD.sub(lambda found: bokmaal(found.group()), text.lower())
