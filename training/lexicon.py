"""The word list that compounds are split by: the frequent words of the training text, most frequent first."""

from collections import Counter
from pathlib import Path

from training.sources import RUNNING_TEXT, read_lines
from training.words import is_norwegian, words_of

SHORTEST = 3
HEADING = "# Frequent words of open Norwegian text, most frequent first; made by «python -m training lexicon».\n"


def count_words(data: Path) -> Counter[str]:
    """Counts the words of every Norwegian line of the training text under ``data``."""
    counts: Counter[str] = Counter()
    for source in RUNNING_TEXT:
        for line in read_lines(data, source):
            words = words_of(line)
            if is_norwegian(words):
                counts.update(word for word in words if len(word) >= SHORTEST and word.isalpha())
    return counts


def write_lexicon(data: Path, out: Path, size: int, fewest: int) -> int:
    """Writes the ``size`` most frequent words that stand at least ``fewest`` times; returns how many there were."""
    counts = count_words(data)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:size]
    kept = [word for word, count in ranked if count >= fewest]
    out.write_text(HEADING + "\n".join(kept) + "\n", encoding="utf-8")
    return len(kept)
