"""Texts cut to the room there is, and what cannot be printed taken out of them."""

import re

from kunnskapsbase.sentences import sentences

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def by_sentences(text: str, limit: int, rest: str, nothing: str) -> str:
    """The first whole sentences that fit in ``limit`` characters and then ``rest``; ``nothing`` where none fits."""
    text = printable(text)
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in sentences(text[: limit + 1]):
        if len(kept) + len(sentence) + 1 > limit:
            break
        kept = f"{kept} {sentence}".lstrip()
    return f"{kept} {rest}" if kept else nothing


def printable(text: str) -> str:
    """Text without control characters, with single spaces."""
    return re.sub(r"[ \t\n\r\f\v]+", " ", _UNPRINTABLE.sub(" ", text)).strip()


def short(text: str, limit: int) -> str:
    """A name or a title cut at a word, with an ellipsis; these are no sentences to choose among."""
    text = printable(text)
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return f"{at_word if len(at_word) > limit // 2 else cut}…"
