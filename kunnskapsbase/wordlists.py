"""The word lists in ``words/``: one or more words a line, ``#`` begins a comment."""

from pathlib import Path


def read_ranked(name: str) -> list[str]:
    """The words of ``words/<name>.txt`` in their order."""
    lines = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]


def read_words(name: str) -> frozenset[str]:
    """The words of ``words/<name>.txt``."""
    return frozenset(read_ranked(name))


def read_entries(name: str) -> list[tuple[str, str]]:
    """The lines ``key: rest`` of ``words/<name>.txt`` in their order, as (key, rest)."""
    lines = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.partition("#")[0].partition(":") for line in lines)
    return [(key.strip(), rest.strip()) for key, colon, rest in entries if colon]
