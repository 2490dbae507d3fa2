"""Tables of contents taken out: each line is a heading that comes later, and a page number."""

import re
from collections.abc import Sequence

from ingest.cleaning.layout import Line
from ingest.cleaning.result import Tally

_LEADER = re.compile(r"(?:\.\s?){3,}\s*\d{1,4}$|…+\s*\d{1,4}$|_{3,}\s*\d{1,4}$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+\S.*\D\s(\d{1,4})$")
_FEWEST = 4
_TAIL = 60
_LONGEST = 300


def without_contents(lines: list[Line], tally: Tally) -> list[Line]:
    """The page without the lines of a table of contents: leaders of dots, or numbered lines whose page numbers grow."""
    gone = {place for place, line in enumerate(lines) if line.text[-1].isdigit() and _LEADER.search(line.text[-_TAIL:])}
    if len(gone) < _FEWEST:
        gone = set()
    gone |= _growing(lines)
    if not gone:
        return lines
    for place in gone:
        tally["contents_lines"] += 1
        tally.removed(lines[place].text)
    kept = [line for place, line in enumerate(lines) if place not in gone]
    if kept:
        kept[0].starts_page = True
    return kept


def _growing(lines: Sequence[Line]) -> set[int]:
    """Numbered lines in a row that end with page numbers that never fall."""
    found: set[int] = set()
    run: list[int] = []
    last = 0
    for place, line in enumerate([*lines, None]):
        match = _numbered(line)
        if match and int(match.group(1)) >= last:
            run.append(place)
            last = int(match.group(1))
            continue
        if len(run) >= _FEWEST:
            found.update(run)
        run, last = ([place], int(match.group(1))) if match else ([], 0)
    return found


def _numbered(line: Line | None) -> re.Match[str] | None:
    if line is None or not line.text[-1].isdigit() or len(line.text) > _LONGEST:
        return None
    return _NUMBERED.match(line.text)
