"""Captions that roll: automatic captions show each line twice or more, first below and then above the next.

YouTube writes a cue with the line before and the new one, then a cue of 10 ms with the new one alone, and so on; text
taken as it stands says everything two or three times. Services for live captions let a line grow word by word.
A line is dropped only in a file that rolls: people do say «Ja.» twice.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.stamps import Cue

_WORD_TIME = re.compile(r"<\d{1,3}:\d{2}(?::\d{2})?\.\d{3}>")
_TAG = re.compile(r"<[^<>]*>")
# In a rolling file nearly every cue but the first begins with what the one before ended with; where subtitles are
# made by people hardly any does.
_ROLLING_SHARE = 0.3
# Shown again later than this it has been said again.
_TOUCHING = 1.0


def without_repeats(cues: Sequence[Cue]) -> list[tuple[Cue, list[str]]]:
    """Each cue with the lines that are new in it; cues with nothing new are left out."""
    plain_lines = [[bare for line in cue.lines if (bare := _plain(line))] for cue in cues]
    shown = [
        list(cue.lines) if len(plain) == len(cue.lines) else [line for line in cue.lines if _plain(line)]
        for cue, plain in zip(cues, plain_lines, strict=True)
    ]
    rolls = _rolls(cues, shown, plain_lines)
    kept: list[tuple[Cue, list[str]]] = []
    last: Cue | None = None
    before: list[str] = []
    for cue, lines, plain in zip(cues, shown, plain_lines, strict=True):
        # Where nothing rolls, only what is shown twice at the very same time is shown once.
        is_again = rolls or (last is not None and last[:2] == cue[:2] and before == plain)
        touches = last is not None and cue.start - last.end <= _TOUCHING
        if new := _new_lines(before, lines, plain) if is_again and touches else lines:
            kept.append((cue, new))
        last, before = cue, plain
    return kept


def _rolls(cues: Sequence[Cue], shown: list[list[str]], plain_lines: list[list[str]]) -> bool:
    if any(_WORD_TIME.search(line) for lines in shown[:200] for line in lines):
        return True
    pairs = [
        (before[-1], now[0])
        for (before, now), (one, two) in zip(pairwise(plain_lines), pairwise(cues), strict=True)
        if before and now and two.start - one.end <= _TOUCHING
    ]
    # Fewer than four show nothing: a chorus, or «Ja.» and «Ja.».
    again = sum(1 for before, now in pairs if now.startswith(before))
    return len(pairs) >= 4 and again >= _ROLLING_SHARE * len(pairs)


def _new_lines(before: list[str], lines: list[str], plain: list[str]) -> list[str]:
    """What of ``lines``, which are ``plain`` without their tags, was not on the screen already, at ``before``'s end."""
    for length in range(min(len(before), len(plain)), 0, -1):
        if before[-length:] == plain[:length]:
            return lines[length:]
    # A line that has grown: only what was added is new.
    if before and plain and plain[0].startswith(before[-1] + " "):
        return [plain[0][len(before[-1]) :].strip(), *lines[1:]]
    return lines


def _plain(line: str) -> str:
    return " ".join((_TAG.sub("", line) if "<" in line else line).split())
