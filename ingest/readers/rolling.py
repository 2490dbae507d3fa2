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
    filled = [[(line, bare) for line in cue.lines if (bare := _plain(line))] for cue in cues]
    shown = [[line for line, _ in lines] for lines in filled]
    plain_lines = [[bare for _, bare in lines] for lines in filled]
    rolls = _rolls(cues, shown, plain_lines)
    kept: list[tuple[Cue, list[str]]] = []
    for index, (cue, lines) in enumerate(zip(cues, shown, strict=True)):
        new = lines
        if index and (rolls or _same_time(cues[index - 1], cue)) and cue.start - cues[index - 1].end <= _TOUCHING:
            before, plain = plain_lines[index - 1], plain_lines[index]
            if rolls or before == plain:
                new = _new_lines(before, lines, plain)
        if new:
            kept.append((cue, new))
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


def _same_time(one: Cue, two: Cue) -> bool:
    return one.start == two.start and one.end == two.end
