"""The same questions put in other ways, by rule: as keywords, with a slip of the keyboard, and without æ, ø and å.

What answers a question answers its variants, so they are judged by the same grades and compared topic by topic.
There is no variant as a description: a question cannot be told as what has happened by a rule that holds, and what
people wrote as descriptions stands in the sets (``Topic.form``).
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from eval.topics import Topic
from kunnskapsbase.text import STOP_WORDS

_SEED = 20261121
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_LONG = re.compile(r"[^\W\d_]{5,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
_LOOK_ALIKES = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def as_keywords(topic: Topic) -> str:
    """The words of the question but the function words, as they stand; all of it where nothing else is left."""
    kept = [word for word in _WORD.findall(topic.question) if word.lower() not in STOP_WORDS]
    return " ".join(kept) or topic.question


def _slipped(word: str, chance: random.Random) -> str:
    """One letter swapped with the next, left out, put in or exchanged; the first letter stays."""
    place = chance.randrange(1, len(word) - 1)
    before, here, after = word[:place], word[place], word[place + 1 :]
    other = chance.choice(_LETTERS.replace(here.lower(), ""))
    return chance.choice(
        (
            f"{before}{after[0]}{here}{after[1:]}",
            f"{before}{after}",
            f"{before}{other}{here}{after}",
            f"{before}{other}{after}",
        )
    )


def with_slip(topic: Topic) -> str:
    """The question with a slip in one of its words of five letters or more; the topic's id decides which and how."""
    chance = random.Random(f"{_SEED}:{topic.id}")
    found = list(_LONG.finditer(topic.question))
    if not found:
        return topic.question
    chosen = chance.choice(found)
    slipped = _slipped(chosen.group(), chance)
    return f"{topic.question[: chosen.start()]}{slipped}{topic.question[chosen.end() :]}"


def without_letters(topic: Topic) -> str:
    """The question as on a keyboard without æ, ø and å."""
    return topic.question.translate(_LOOK_ALIKES)


VARIANTS: Mapping[str, Callable[[Topic], str]] = {
    "keywords": as_keywords,
    "slip": with_slip,
    "ae-oe-aa": without_letters,
}


def varied(topics: Sequence[Topic], variant: str) -> list[Topic]:
    """The topics with their questions put another way; ids and grades stay."""
    put = VARIANTS[variant]
    return [replace(topic, question=put(topic)) for topic in topics]
