"""Which words only bokmål has, so that one that stands in nynorsk is seen."""

import re

from kunnskapsbase.settings import ROOT

# The log ratio below which a word is no chance of the counting.
CERTAINLY_BOKMAL = -2.0


def bokmal_words() -> set[str]:
    """Words of bokmål that nynorsk does not have, counted in running text of both (``words/maalform.txt``)."""
    words: set[str] = set()
    lines = (ROOT / "kunnskapsbase" / "words" / "maalform.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        weight, _, listed = line.partition("#")[0].partition(":")
        if weight.strip() and float(weight) <= CERTAINLY_BOKMAL:
            words.update(listed.split())
    return words


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, without placeholders."""
    return set(re.findall(r"[a-zæøåéòô]+", re.sub(r"\{\w+\}", " ", text).lower()))
