"""List items: which lines begin one, whatever the bullet.

Bullets are U+F0B7 and its like in private-use fonts, •, –, * and others; numbers («1.», «2)»), single letters («a.»)
and small roman numbers («ii.») in a list that counts from its first; and a bare «o» on the second level of a list.
"""

import re
from collections.abc import Sequence

from ingest.cleaning.layout import Line

_SURE = re.compile(r"(?:[\uf000-\uf0ff•▪◦‣●○■□❖➢✓✔∙⁃]|·(?= ))\s*(?=\S)")
_DASH = re.compile(r"[«\"]?[–—*-]\s+(?=\S)")
_SECOND_LEVEL = re.compile(r"o\s+(?=[^\W\d_])")
_NUMBERED = re.compile(r"[«(]?(\d{1,2}|[a-zæøå]|[ivx]{1,5})[.)]\s+(?=\S)")
_REACH = 12
_DASHES_REACH = 8
_FIRST = frozenset({"1", "a", "i"})


def sure_bullet(text: str) -> bool:
    """Whether a line begins with a sign that is nothing but a bullet."""
    return bool(_SURE.match(text))


def item_starts(lines: Sequence[Line]) -> dict[int, int]:
    """Line number → how many characters its bullet takes, for each line that begins a list item."""
    starts: dict[int, int] = {}
    numbered = {place: match for place, line in enumerate(lines) if (match := _NUMBERED.match(line.text))}
    dashes = {place: match for place, line in enumerate(lines) if (match := _DASH.match(line.text))}
    in_list = False
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if match := _SURE.match(line.text):
            starts[place] = match.end()
            in_list = True
        elif in_list and (match := _SECOND_LEVEL.match(line.text)):
            starts[place] = match.end()
        elif place in dashes and (_may_begin(before, line) or _other_dash(dashes, lines, place)):
            starts[place] = dashes[place].end()
            in_list = True
        elif place in numbered:
            if _counts_on(place, numbered, lines):
                starts[place] = 0
        elif line.gap and not line.text[0].islower():
            in_list = False
    return starts


def _may_begin(before: Line | None, line: Line) -> bool:
    """Whether a dash that begins a line begins an item, and is not a dash in the middle of a sentence."""
    return before is None or line.parted or before.text[-1] in ".:;!?"


def _other_dash(dashes: dict[int, re.Match[str]], lines: Sequence[Line], place: int) -> bool:
    """Whether another line near by begins with the same dash: one in the middle of a sentence stands alone."""
    near = range(place - _DASHES_REACH, place + _DASHES_REACH + 1)
    return any(other != place and other in dashes and lines[other].text[0] == lines[place].text[0] for other in near)


def _counts_on(place: int, numbered: dict[int, re.Match[str]], lines: Sequence[Line]) -> bool:
    """Whether the line stands in a list: one that counts from 1, a or i in this style, with a second item near by."""
    mark = numbered[place].group(1)
    style = lines[place].text[numbered[place].end(1)]
    back, behind = place, mark_before(mark)
    while mark not in _FIRST and behind not in ("", "0"):
        back = _near(behind, style, numbered, lines, range(back - 1, back - _REACH - 1, -1))
        if back < 0:
            return False
        mark = numbered[back].group(1)
        behind = mark_before(mark)
    if back < place:
        return True
    return _near(mark_after(mark), style, numbered, lines, range(place + 1, place + _REACH + 1)) >= 0


def _near(mark: str, style: str, numbered: dict[int, re.Match[str]], lines: Sequence[Line], places: range) -> int:
    """The first of the places where a line begins with this mark in this style; -1 for none."""
    for place in places:
        match = numbered.get(place)
        if match and match.group(1) == mark and lines[place].text[match.end(1)] == style:
            return place
    return -1


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def mark_after(mark: str) -> str:
    """The number or letter that follows; empty where none does."""
    return _step(mark, 1)


def mark_before(mark: str) -> str:
    """The number or letter that goes before; empty where none does."""
    return _step(mark, -1)


def _step(mark: str, by: int) -> str:
    if mark.isdigit():
        return str(int(mark) + by)
    if mark in _ROMAN and mark not in "vx" and (len(mark) > 1 or mark == "i"):
        place = _ROMAN.index(mark) + by
        return _ROMAN[place] if 0 <= place < len(_ROMAN) else ""
    return chr(ord(mark) + by) if len(mark) == 1 else ""
