"""The word lists that reading of PDFs is checked against: what the lexicon lacks, and what it should not have.

``python -m training.word_forms`` counts the running text twice. ``ordformer.txt`` are the words that stand often
enough, are not in ``leksikon.txt`` and are no compound of two of its words. ``bruddstykker.txt`` are the words of
``leksikon.txt`` that are none: pieces of words cut in two where the text was extracted («informa sjon»). A word is such
a piece when three in ten times or more it stands beside another rare word with which it makes a word that is common.
"""

import argparse
import logging
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kunnskapsbase.compounds import split
from kunnskapsbase.wordlists import read_words
from training.sources import RUNNING_TEXT, read_lines
from training.words import WORD, is_norwegian

RARE = 400
COMMON = 20
SHORTEST = 3
SHORTEST_COMMON = 6
PIECE_SHARE = 0.3
MOST_BYTES = 1_400_000
FORMS_HEADING = (
    "# Words of open Norwegian text that leksikon.txt lacks and that are no compound of two of its words; made by\n"
    "# «python -m training.word_forms».\n"
)
PIECES_HEADING = (
    "# Words of leksikon.txt that are pieces of words cut in two; made by «python -m training.word_forms».\n"
)


def norwegian_lines(data: Path) -> Iterator[list[str]]:
    """Yields the words of every Norwegian line, in lower case."""
    for source in RUNNING_TEXT:
        for line in read_lines(data, source):
            words = WORD.findall(line.lower())
            if is_norwegian(words):
                yield words


def count_forms(data: Path) -> Counter[str]:
    """Counts the words of the text under ``data``."""
    counts: Counter[str] = Counter()
    for words in norwegian_lines(data):
        counts.update(words)
    return counts


def find_pieces(data: Path, counts: Counter[str]) -> frozenset[str]:
    """The words that mostly stand beside another rare word with which they make a common one."""
    common = {word for word, count in counts.items() if count >= COMMON and len(word) >= SHORTEST_COMMON}
    rare = {word for word, count in counts.items() if count < RARE}
    joined: Counter[str] = Counter()
    for words in norwegian_lines(data):
        for left, right in pairwise(words):
            if left in rare and right in rare and left + right in common:
                joined[left] += 1
                joined[right] += 1
    return frozenset(word for word, count in joined.items() if count >= PIECE_SHARE * counts[word])


def choose_forms(counts: Counter[str], pieces: frozenset[str], fewest: int) -> list[str]:
    """The most frequent words that the lexicon cannot answer for, at most ``MOST_BYTES`` of them, in order."""
    lexicon = read_words("leksikon")
    chosen = []
    size = 0
    for word, count in counts.most_common():
        if count < fewest or size > MOST_BYTES:
            break
        if len(word) >= SHORTEST and word.isalpha() and word not in lexicon and word not in pieces and not split(word):
            chosen.append(word)
            size += len(word.encode()) + 1
    return sorted(chosen)


def write_word_forms(data: Path, out: Path, fewest: int) -> tuple[int, int]:
    """Writes both lists into the folder ``out``; returns how many words each holds."""
    counts = count_forms(data)
    pieces = find_pieces(data, counts)
    forms = choose_forms(counts, pieces, fewest)
    bad = sorted(pieces & read_words("leksikon"))
    (out / "ordformer.txt").write_text(FORMS_HEADING + "\n".join(forms) + "\n", encoding="utf-8")
    (out / "bruddstykker.txt").write_text(PIECES_HEADING + "\n".join(bad) + "\n", encoding="utf-8")
    return len(forms), len(bad)


def main() -> None:
    """Makes the lists again."""
    parser = argparse.ArgumentParser(prog="python -m training.word_forms", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/tekst"), help="training text")
    parser.add_argument("--out", type=Path, default=Path("kunnskapsbase/words"))
    parser.add_argument("--fewest", type=int, default=4, help="how often a word must stand")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    forms, pieces = write_word_forms(given.data, given.out, given.fewest)
    logging.info("%d words in ordformer.txt, %d in bruddstykker.txt", forms, pieces)


if __name__ == "__main__":
    main()
