"""Footnotes cut out of the pages before the pages are joined, and their numbers taken off the words they grew on.

The notes of a page begin after a long blank line or a drawn one, or at a line that is the next note's number and a URL,
or the next note's number where that number has grown on a word of the same page. They end with the page, or where a
gap is followed by a line that is neither note nor URL (a box set below them).
"""

import re
from dataclasses import dataclass, field

from ingest.cleaning.layout import Line
from ingest.cleaning.result import Tally

_NOTE_START = re.compile(r"(\d{1,3})\s+(?=\S)")
_URL_START = re.compile(r"https?://|www\.", re.IGNORECASE)
# What stands before is looked at once a digit is found: the other way round the search takes five times as long.
_MARK = re.compile(r"(?P<first>\d(?<=[^\W\d_].|[»”\")\].,:;!?…].)\d{0,2})(?: (?P<second>\d{1,3}))?(?![\w%]|[.,:/-]\d)")
_AFTER_YEAR = re.compile(r"(?P<year>(?:19|20)(?<![\d.,:/-]..)\d\d)(?P<first>\d{1,2})(?![\w%]|[.,:/-]\d)")
_DIGIT = re.compile(r"\d")
_PUNCTUATION = ".,:;!?…"
_CLOSING = '»”")]'
_LARGEST_STEP = 3
_ENDS_NOTE = '.!?:;…»”")]/'
_LONGEST_REST = 4


@dataclass
class NotePage:
    """A page taken apart: its text, what stands below the notes, the notes, and lines that are URLs alone."""

    number: int
    body: list[Line]
    box: list[Line] = field(default_factory=list)
    notes: list[list[Line]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    addresses: list[Line] = field(default_factory=list)


def cut_notes(lines: list[Line], last: int) -> NotePage:
    """The page with its notes apart. ``last`` is the number of the last note before this page."""
    start = _start_of_notes(lines, last)
    if start is None:
        body, addresses = _trailing_addresses(lines)
        return NotePage(lines[0].page if lines else 0, body, addresses=addresses)
    page = NotePage(lines[0].page, lines[:start])
    expected = None
    for place in range(start, len(lines)):
        line = lines[place]
        number = _note_number(line.text)
        if number is not None and (expected is None or 0 <= number - expected < _LARGEST_STEP):
            page.notes.append([line])
            page.numbers.append(number)
            expected = number + 1
        elif _URL_START.match(line.text) and line.gap == 0 and _only_addresses(lines, place):
            page.addresses.append(line)
        elif line.gap and place > start and not _URL_START.match(line.text):
            page.box, addresses = _trailing_addresses(lines[place:])
            page.addresses.extend(addresses)
            break
        elif page.notes:
            page.notes[-1].append(line)
        else:
            page.body.append(line)
    return page


def give_back_rest(page: NotePage, before: NotePage) -> None:
    """Moves the rest of a note that began on the page ``before`` from the end of this page's text to that note.

    It stands between the rule and this page's own notes, and the note itself stopped in the middle of a sentence.
    """
    if not page.notes or not before.notes or before.notes[-1][-1].text[-1] in _ENDS_NOTE:
        return
    start = next((place for place in range(len(page.body) - 1, 0, -1) if page.body[place].rule), len(page.body))
    if len(page.body) - start <= _LONGEST_REST:
        before.notes[-1] += page.body[start:]
        del page.body[start:]


def _start_of_notes(lines: list[Line], last: int) -> int | None:
    """The line where the notes begin: by a rule or a URL, or the lowest line with the next number that a word bears."""
    likely: dict[int, int] = {}
    marks: dict[int, int] = {}
    for place, line in enumerate(lines):
        number = _note_number(line.text)
        if number is None:
            continue
        is_next = last < number <= last + _LARGEST_STEP
        sure = (line.rule and place > 0) or _URL_START.match(line.text[len(str(number)) :].lstrip())
        if sure and (is_next or last == 0 or number == 1):
            return min(place, likely.get(number - 1, place))
        if is_next and place > len(lines) // 3 and _begins_afresh(lines, place):
            marks = marks or _first_marks(lines)
            if marks.get(number, place) < place:
                likely[number] = place
    return likely[min(likely)] if likely else None


def _begins_afresh(lines: list[Line], place: int) -> bool:
    """Whether a line that begins with a number is no wrapped line («… de siste / 10 årene»)."""
    rest = lines[place].text.lstrip("0123456789").lstrip()
    return lines[place].parted or rest[:1].isupper() or lines[place - 1].text[-1] in ".!?:»)"


def _first_marks(lines: list[Line]) -> dict[int, int]:
    """Number → the first line on which it has grown on a word."""
    first: dict[int, int] = {}
    for place, line in enumerate(lines):
        for number in _marks_in(line.text) if _DIGIT.search(line.text) else ():
            first.setdefault(number, place)
    return first


def _marks_in(text: str) -> set[int]:
    grown = {int(match["first"]) for match in _MARK.finditer(text) if _may_carry(text, match.start())}
    return grown | {int(match["first"]) for match in _AFTER_YEAR.finditer(text)}


def _may_carry(text: str, place: int) -> bool:
    """Whether what stands before ``place`` is a word or a closing mark, and no number («2016:3», «kap. 1.4»)."""
    core = text[max(0, place - 4) : place].rstrip(_PUNCTUATION)
    if not core or core[-1] in _CLOSING:
        return bool(core)
    return core[-1].isalpha() and (len(core) < 2 or core[-2].isalpha())


def _note_number(text: str) -> int | None:
    match = _NOTE_START.match(text)
    return int(match.group(1)) if match else None


def _only_addresses(lines: list[Line], place: int) -> bool:
    """Whether nothing but URLs and their rests stand from here to the end of the page or the next gap."""
    for line in lines[place:]:
        if line.gap and not _URL_START.match(line.text):
            return True
        if " " in line.text:
            return False
    return True


def _trailing_addresses(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines, and apart from them the URLs alone that end the page: the link list a parser appended."""
    end = len(lines)
    while end and " " not in lines[end - 1].text and _URL_START.match(lines[end - 1].text):
        end -= 1
    return lines[:end], lines[end:]


def without_marks(lines: list[Line], numbers: list[int], tally: Tally) -> None:
    """Takes the number of each note of this page off the first word it has grown on, in place."""
    wanted = {str(number) for number in numbers}
    if not wanted:
        return
    for line in lines:
        if any(number in line.text for number in wanted):
            line.text = _stripped(line.text, wanted, tally)
            if not wanted:
                return


def _stripped(text: str, wanted: set[str], tally: Tally) -> str:
    def taken(number: str) -> None:
        wanted.discard(number)
        tally["note_marks"] += 1

    def without(match: re.Match[str]) -> str:
        if match["first"] not in wanted or not _may_carry(text, match.start()):
            return match.group()
        taken(match["first"])
        second = match["second"]
        if second is None or second not in wanted:
            return "" if second is None else f" {second}"
        taken(second)
        return ""

    def without_after_year(match: re.Match[str]) -> str:
        if match["first"] not in wanted:
            return match.group()
        taken(match["first"])
        return match["year"]

    text = _MARK.sub(without, text)
    return _AFTER_YEAR.sub(without_after_year, text)
