"""Keeps evaluation text out of training text: no training unit may share eight words in a row with it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.words import words_of

SHINGLE_WORDS = 8


def shingles_of(words: list[str], size: int = SHINGLE_WORDS) -> Iterator[str]:
    """Yields every run of `size` words; a text shorter than that has none."""
    for start in range(len(words) - size + 1):
        yield " ".join(words[start : start + size])


def evaluation_texts(folders: Iterable[Path]) -> Iterator[str]:
    """Yields the passages and the questions of retrieval sets, for the leak check and for nothing else.

    Args:
        folders: Folders that hold `corpus.jsonl` and `queries.jsonl`.
    """
    for folder in folders:
        for name in ("corpus.jsonl", "queries.jsonl"):
            with (folder / name).open(encoding="utf-8") as file:
                for line in file:
                    yield str(json.loads(line)["text"])


def product_texts(shared: Path) -> Iterator[str]:
    """Yields the product's own questions and experiences, for the leak check and for nothing else.

    Args:
        shared: The folder that holds `sporsmal` and `erfaringer`; what is not there gives nothing.
    """
    for path in (*sorted(shared.glob("sporsmal/*.jsonl")), *sorted(shared.glob("erfaringer/*.jsonl"))):
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield from (text for text in json.loads(line).values() if isinstance(text, str))


class LeakCheck:
    """Refuses training units that share a shingle with an evaluation text, and counts them by source.

    Attributes:
        seen: Units looked at, by source.
        dropped: Units refused, by source.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Collects the shingles of the evaluation texts."""
        self._shingles = {shingle for text in texts for shingle in shingles_of(words_of(text))}
        self.seen: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()

    def __len__(self) -> int:
        """Returns the number of distinct evaluation shingles."""
        return len(self._shingles)

    def allows(self, source: str, *texts: str) -> bool:
        """Says whether a training unit may be used.

        Args:
            source: The name that the unit is counted under.
            *texts: Every text of the unit: one passage, or both sides of a pair.
        """
        self.seen[source] += 1
        for text in texts:
            if not self._shingles.isdisjoint(shingles_of(words_of(text))):
                self.dropped[source] += 1
                return False
        return True

    def counts(self) -> dict[str, dict[str, int]]:
        """Returns units seen and dropped for each source, in the order of their names."""
        return {name: {"seen": self.seen[name], "dropped": self.dropped[name]} for name in sorted(self.seen)}
