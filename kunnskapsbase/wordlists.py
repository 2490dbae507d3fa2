"""The word lists in ``words/``: one or more words a line, ``#`` begins a comment."""

from pathlib import Path


def read_words(name: str) -> frozenset[str]:
    """The words of ``words/<name>.txt``."""
    lines = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())
