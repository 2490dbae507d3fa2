"""Headings, known by their number or by their shape, since a PDF's text says nothing of its type.

By number: «6.3.1 Et eksempel», «2. Gjennomføring og metoder», not ended by a mark. By shape: a short line that begins
with a capital and ends without a mark although the next word would have fitted on it (or that word begins a sentence),
between a paragraph that has ended and a line that begins afresh on the same page. A row of four and more such lines
without a gap is a list without bullets or a table, and no heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.cleaning.characters import SOFT_HYPHEN
from ingest.cleaning.layout import Line, has_room
from ingest.cleaning.vocabulary import Vocabulary
from kunnskapsbase.wordlists import read_words

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÆØÅ«\"“])")
APPENDIX = re.compile(
    r"(?:Vedlegg|Kapittel|Del|Appendix|Appendiks|Vedleggsliste)(?: [\dIVXA-Z]{1,4})?[.:]?(?=$| [A-ZÆØÅ–-])"
)
_CAPTION = re.compile(r"(?:Figur|Tabell|Figure|Table|Diagram|Kart|Bilde|Boks) \d")
_DATE = re.compile(r"\d{1,2}\.\s?(?:\d{1,2}\.|[a-zæøå]+)\s?\d{4}|^[\W\d]+$")
_SIGNED = re.compile(r"(?:Med (?:venn|beste )?(?:lig )?hilsen|Vennlig hilsen|Venleg helsing|Mvh)\b", re.IGNORECASE)
_TERMINAL = re.compile(r"[.,:;!…][»”\")\]]*$")
_FUNCTION_WORDS = read_words("stoppord") | {"gjennom", "mellom", "under", "blant", "innen", "innenfor", "samt", "hos"}
_ENDED = '.!?:;»)…"'
_HYPHENS = f"-{SOFT_HYPHEN}"
_MOST_WORDS = 14
_MOST_COMMAS = 2
_LONGEST = 130
_LONGEST_NUMBERED = 180
_MOST_LINES = 3
_MOST_IN_A_ROW = 3
_ROOM = 0.9
_ROOM_BEFORE_LIST = 0.8
_DEEPEST = 6
_TAIL = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """How many lines a heading takes, its level, and whether it is known by its number."""

    lines: int
    level: int
    numbered: bool


class Headings:
    """Finds the headings among the lines of a document."""

    def __init__(self, width: int, vocabulary: Vocabulary) -> None:
        self._width = width
        self._words = vocabulary
        self._chapter = 0
        self._counted: int | None = None

    def find(self, lines: Sequence[Line], tables: frozenset[int], bullets: frozenset[int]) -> dict[int, Heading]:
        """Line number → heading, for each line that begins one; ``bullets`` are the lines that begin a list item."""
        found: dict[int, Heading] = {}
        self._chapter, self._counted = 0, None
        taken = tables | bullets
        level, end = 0, -1
        place = 0
        while place < len(lines):
            heading = None
            if place not in taken and (place == end or _begins_afresh(lines, place)):
                heading = self._at(lines, place, taken, level)
            if heading is None:
                place += 1
                continue
            if heading.numbered:
                level = heading.level
            found[place] = heading
            place += heading.lines
            end = place
        return _without_rows(found, lines)

    def _at(self, lines: Sequence[Line], place: int, taken: frozenset[int], level: int) -> Heading | None:
        text = lines[place].text
        match = _NUMBERED.match(text)
        by_number = bool(match) and _looks_numbered(lines[place], match, self._chapter)
        by_name = bool(APPENDIX.match(text))
        if not by_number and not by_name and not _has_shape(text):
            return None
        span = _span(lines, place, taken, _LONGEST_NUMBERED if by_number else _LONGEST)
        if span is None or place + span >= len(lines):
            return None
        last, after = lines[place + span - 1], lines[place + span]
        if not by_number and not by_name and not self._stands_alone(last, after, place + span in taken):
            return None
        if match and by_number:
            return Heading(span, self._level_of(match.group(1), level), numbered=True)
        return Heading(span, 1 if by_name else min(_DEEPEST, level + 1), numbered=by_name)

    def _level_of(self, number: str, level: int) -> int:
        """«6.3.1» is on level 3. A lone number that is no next chapter counts something below the heading before it."""
        parts = number.split(".")
        if len(parts) > 1 or int(number) == self._chapter + 1 or self._chapter == 0:
            self._chapter = int(parts[0])
            self._counted = None
            return min(_DEEPEST, len(parts))
        if self._counted is None:
            self._counted = min(_DEEPEST, level + 1)
        return self._counted

    def _stands_alone(self, last: Line, after: Line, taken: bool) -> bool:
        """Whether what follows is no rest of the sentence, and stands on the same page."""
        if after.starts_page or (after.text[0].islower() and not taken):
            return False
        if not self._width:
            return bool(after.gap) or taken
        if taken:
            return last.width <= _ROOM_BEFORE_LIST * self._width
        return has_room(last, after, _ROOM * self._width) or self._words.begins_sentence(after.text)


def _begins_afresh(lines: Sequence[Line], place: int) -> bool:
    """Whether what stands before has ended: nothing, a gap, a full stop, or a page with no word left over."""
    line = lines[place]
    if place == 0 or line.gap or line.rule:
        return True
    before = lines[place - 1].text
    return before[-1] in _ENDED or (line.starts_page and before[-1] not in "-," and not line.text[0].islower())


def _looks_numbered(line: Line, match: re.Match[str] | None, chapter: int) -> bool:
    """«1.2 Mål» and «2. Mål» anywhere; «2 Mål» after a gap, at the beginning of a page, or as the next chapter."""
    if match is None:
        return False
    number = match.group(1)
    return "." in number or line.text[match.end(1)] == "." or line.parted or int(number) == chapter + 1


def _has_shape(text: str) -> bool:
    if not (text[0].isupper() or (text[0] in "«#" and text[1:2].isupper())):
        return False
    if len(text) > _LONGEST or text.count(" ") >= _MOST_WORDS or text.count(",") > _MOST_COMMAS:
        return False
    quoted = text[0] == "«" and text[-1] == "»"
    return not (quoted or _CAPTION.match(text) or _DATE.search(text) or _SIGNED.match(text))


def _span(lines: Sequence[Line], place: int, taken: frozenset[int], longest: int) -> int | None:
    """How many lines a heading that begins here takes; None if it goes on as a sentence does."""
    length = 0
    for span in range(1, _MOST_LINES + 1):
        line = lines[place + span - 1]
        length += len(line.text)
        if length > longest or _TERMINAL.search(line.text[-_TAIL:]):
            return None
        after = lines[place + span] if place + span < len(lines) else None
        cut = after is not None and line.text[-1] in _HYPHENS and after.text[0].islower()
        if after is None or place + span in taken or (after.parted and not cut) or not _goes_on(line, after):
            return None if line.text[-1] in f"{_HYPHENS}/" or _last_word(line.text) in _FUNCTION_WORDS else span
    return None


def _goes_on(line: Line, after: Line) -> bool:
    if after.text[0].islower() or line.text[-1] in f"{_HYPHENS}/,":
        return True
    return (line.text.isupper() and after.text.isupper()) or _last_word(line.text) in _FUNCTION_WORDS


def _last_word(text: str) -> str:
    return text.rsplit(None, 1)[-1]


def _without_rows(found: dict[int, Heading], lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings less those by shape that stand four and more in a row without a gap between them."""
    kept: dict[int, Heading] = {}
    row: list[int] = []
    for place in [*found, len(lines) + _MOST_LINES]:
        if row and (row[-1] + found[row[-1]].lines != place or (place < len(lines) and lines[place].parted)):
            dropped = len(row) > _MOST_IN_A_ROW
            kept.update((start, found[start]) for start in row if found[start].numbered or not dropped)
            row = []
        row.append(place)
    return kept
