"""Letter-spaced words closed up: ``K o m i t e e n s  m e d l e m m e r`` → ``Komiteens medlemmer``.

Between letter-spaced words stand two spaces or a line end. A kerned pair, a capital and a small letter, stands as one
token (``Ve n s t r e p a r t i``, ``To r h i l d``). Small words of two letters beside a run («er d i s s e») are no
part of it, and of «i» and «å» before one the word list decides.
"""

import re
from collections.abc import Iterable

from ingest.cleaning.layout import Line
from ingest.cleaning.result import Tally
from ingest.wordcheck import known, listed

_WIDE = re.compile(" {2,}")
# Two letters that stand alone, in a line with a space put before it: what begins with one sign is looked for fast.
_SINGLES = re.compile(r" [^\W\d_] [^\W\d_](?!\S)")
_FEWEST = 3
_FEWEST_ALONE = 4
_MARKS = ",.;:!?)»-–/"


def close_letter_spacing(lines: Iterable[Line], tally: Tally) -> None:
    """Closes up the letter-spaced words of a document's lines, in place; the two spaces between them become one."""
    goes_on = False
    for line in lines:
        if goes_on or _SINGLES.search(f" {line.text}"):
            line.text, goes_on = _closed_line(line.text, tally, goes_on=goes_on)
        elif "  " in line.text:
            line.text = " ".join(line.text.split())


def _closed_line(text: str, tally: Tally, *, goes_on: bool) -> tuple[str, bool]:
    """The line closed up, and whether it ends in a letter-spaced word that a hyphen cuts (``p a r t i -⏎e t``)."""
    segments = [segment.split(" ") for segment in _WIDE.split(text)]
    runs = [_run_of(tokens) for tokens in segments]
    spaced = goes_on or any(run is not None for run in runs)
    out: list[str] = []
    closed_before = False
    if goes_on and runs[0] is None:
        runs[0] = _rest_of_word(segments[0])
    for tokens, found in zip(segments, runs, strict=True):
        run = (0, len(tokens)) if found is None and spaced and _all_short(tokens) else found
        tally["letter_spaced_words"] += run is not None
        piece = " ".join(tokens) if run is None else _closed(tokens, *run)
        if closed_before and _is_last_letter(out[-1], tokens):
            out[-1] += piece
        else:
            out.append(piece)
        closed_before = run is not None
    return " ".join(out), closed_before and text.endswith(" -")


def _is_last_letter(word: str, tokens: list[str]) -> bool:
    """Whether a letter alone after two spaces is the end of the word before: ``F o l k e p a r t  i ,``."""
    letter = tokens[0]
    return len(letter) == 1 and letter.isalpha() and not listed(word) and listed(word + letter)


def _run_of(tokens: list[str]) -> tuple[int, int] | None:
    """Where the longest run of letter tokens begins and ends, if there is one that is letter-spaced for certain."""
    best: tuple[int, int] | None = None
    start = 0
    for place in range(len(tokens) + 1):
        if place < len(tokens) and (_is_letter_token(tokens[place]) or _is_hyphen_within(tokens, place, start)):
            continue
        if best is None or place - start > best[1] - best[0]:
            best = (start, place)
        start = place + 1
    if best is None:
        return None
    start, end = _without_small_word(tokens, *best)
    singles = sum(len(token) == 1 for token in tokens[start:end])
    certain = end - start == len(tokens) or tokens[end:] == ["-"]
    if end - start < (_FEWEST if certain else _FEWEST_ALONE) or singles < 0.6 * (end - start):
        return None
    return start, end


def _is_hyphen_within(tokens: list[str], place: int, start: int) -> bool:
    """Whether a hyphen stands inside a letter-spaced name: ``E n g e n - H e l g h e i m``."""
    return tokens[place] == "-" and start < place < len(tokens) - 1 and _is_letter_token(tokens[place + 1])


def _rest_of_word(tokens: list[str]) -> tuple[int, int] | None:
    """The letters that begin the line after a cut letter-spaced word, up to its mark: ``t i , er opptatt``."""
    end = next((place for place, token in enumerate(tokens) if not _is_letter_token(token)), len(tokens))
    closed = end == len(tokens) or tokens[end][0] in _MARKS
    return (0, end) if end and closed else None


def _is_letter_token(token: str) -> bool:
    return token.isalpha() and (len(token) == 1 or (len(token) == 2 and token[0].isupper() and token[1].islower()))


def _all_short(tokens: list[str]) -> bool:
    """Whether a short segment («o g», «A r -») can be letter-spaced, given that its neighbour is."""
    return len(tokens) > 1 and all(_is_letter_token(token) or token in _MARKS for token in tokens)


def _without_small_word(tokens: list[str], start: int, end: int) -> tuple[int, int]:
    """The run without an «i» or «å» before it that is a word: «i F l e r t a l l e t s  merknad»."""
    if end - start > _FEWEST and tokens[start].lower() in {"i", "å"} and (start or tokens[start].islower()):
        rest = "".join(tokens[start + 1 : end])
        if known(rest) and not known(tokens[start] + rest):
            start += 1
    return start, end


def _closed(tokens: list[str], start: int, end: int) -> str:
    """The segment with the run closed up, and the mark after it drawn in («p a r t i , viser» → «parti, viser»)."""
    word = "".join(tokens[start:end])
    after = tokens[end:]
    while after and after[0] and after[0] in _MARKS:
        word += after.pop(0)
    return " ".join([*tokens[:start], word, *after])
