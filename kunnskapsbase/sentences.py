"""Where Norwegian sentences end: a full stop after an abbreviation, an ordinal or a date is not the end of one."""

import re

from kunnskapsbase.wordlists import read_words

_ABBREVIATIONS = read_words("forkortelser")
_END = re.compile(r"[.!?…][»”\"')\]]*\s+(?=[«“\"'(\[–-]?\s?[A-ZÆØÅÁČĐŊŠŦŽ0-9])")
_LAST_WORD = re.compile(r"([\w.]+)\.[»”\"')\]]*\s+$")


def _goes_on(before: str, after: str) -> bool:
    """Whether the stop that ends ``before`` belongs to its last word."""
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    word = found.group(1).lower()
    if word in _ABBREVIATIONS:
        return True
    # «1. januar», «2. kapittel»: the word after an ordinal is small; «kl. 12. Oslo» cannot be told and is cut.
    if word.isdigit():
        return len(word) <= 2 and not after[:1].isupper()
    # An initial: «A. Hansen».
    return len(word) == 1 and word.isalpha()


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, without the white space around them; nothing of the text is left out."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if not _goes_on(text[start : end.end()], text[end.end() :]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    if rest := text[start:].strip():
        found.append(rest)
    return found
