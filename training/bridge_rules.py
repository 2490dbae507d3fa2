"""Regular correspondences of spelling between nynorsk and bokmål, learnt from known pairs: heim → hjem, -ane → -ene.

A rule changes one run of letters where one or two given letters, or the word's edge, stand beside it. Its precision is
how often it gives the right word, or a step on the way to it, where it can be used on the pairs it was learnt from.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

EDGE = "^"
_FEWEST = 3
# Failures that every rule is taken to have had, so that three hits of three are less than eighty of ninety.
_DOUBT = 2.0
_LONGEST = 5
_MOST_STEPS = 3
# How many of the likeliest changes are changed once more.
_BEAM = 20
# How much a frequent word is to be preferred, per unit of its ln count.
_FREQUENCY = 0.2
_LEAST_LIKELY = 0.1
_BESIDE = ((1, 1), (2, 1), (1, 2), (2, 2), (0, 2), (2, 0))


@dataclass(frozen=True, slots=True)
class Rule:
    """Replaces ``old`` by ``new``, both with the letters beside; ``cost`` is −ln of the rule's precision."""

    old: str
    new: str
    cost: float


def _edits(word: str, match: str) -> Iterator[tuple[str, str]]:
    """The changes that make one word the other, each with different amounts of what stands beside it."""
    left, right = f"{EDGE}{word}{EDGE}", f"{EDGE}{match}{EDGE}"
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        # What is put before a word makes another word of it: «tyder» is no «antyder».
        if tag == "equal" or max(b - a, d - c) > _LONGEST or (tag == "insert" and a <= 1):
            continue
        for before, after in _BESIDE:
            start, end = max(0, a - before), min(len(left), b + after)
            if end > start:
                yield left[start:end], left[start:a] + right[c:d] + left[b:end]


def learn_rules(pairs: Mapping[str, str]) -> list[Rule]:
    """The rules of pairs (nynorsk → bokmål) that are seen at least ``_FEWEST`` times."""
    seen: Counter[tuple[str, str]] = Counter()
    for word, match in pairs.items():
        seen.update(set(_edits(word, match)))
    could: Counter[str] = Counter()
    wanted = {old for (old, _), count in seen.items() if count >= _FEWEST}
    for word in pairs:
        padded = f"{EDGE}{word}{EDGE}"
        spans = range(2, _LONGEST + 6)
        could.update({padded[at : at + size] for size in spans for at in range(len(padded) - size + 1)} & wanted)
    return [
        Rule(old, new, -math.log(count / (max(count, could[old]) + _DOUBT)))
        for (old, new), count in seen.items()
        if count >= _FEWEST and count >= _LEAST_LIKELY * could[old]
    ]


class Rules:
    """Applies rules until they give a word that is known."""

    def __init__(self, rules: list[Rule]) -> None:
        self._by_old: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            self._by_old[rule.old].append(rule)
        self._sizes = sorted({len(old) for old in self._by_old})

    def _next(self, padded: str) -> Iterator[tuple[str, float]]:
        for size in self._sizes:
            for at in range(len(padded) - size + 1):
                for rule in self._by_old.get(padded[at : at + size], ()):
                    yield padded[:at] + rule.new + padded[at + size :], rule.cost

    def candidates(self, word: str) -> dict[str, float]:
        """What the word may become in up to ``_MOST_STEPS`` changes, and how unlikely each is (−ln)."""
        most = -math.log(_LEAST_LIKELY)
        best = {f"{EDGE}{word}{EDGE}": 0.0}
        latest = best
        for _ in range(_MOST_STEPS):
            found: dict[str, float] = {}
            for padded, cost in latest.items():
                for changed, more in self._next(padded):
                    total = cost + more
                    if total <= most and total < min(best.get(changed, math.inf), found.get(changed, math.inf)):
                        found[changed] = total
            best = {**best, **found}
            latest = dict(sorted(found.items(), key=lambda each: each[1])[:_BEAM])
        return {padded.strip(EDGE): cost for padded, cost in best.items() if padded.strip(EDGE) != word}

    def ranked(self, word: str, count: Callable[[str], int]) -> list[str]:
        """The known words it may become, likeliest first; ``count`` says how often each stands in bokmål."""
        known = [
            (cost - _FREQUENCY * math.log(count(each)), each)
            for each, cost in self.candidates(word).items()
            if count(each)
        ]
        return [each for _, each in sorted(known)]
