"""Where the pages begin in a text file that was taken out of a PDF.

Three signs are known: a form feed; a line with exactly one leading space, which the extracts in the collected reports
have at the top of each page and nowhere else (27, 63 and 41 pages); and a line «Side 2» alone, counting on from 2. A
text with none of them is no such extract, or is one page.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.blocks import Page

FORM_FEED = "\f"
_FEWEST_STARTS = 4
_MEDIAN_LINES = 10
_MOST_OTHER_INDENTED = 0.02
_PAGE_LINE = re.compile(r"\s*(?:Side|Page|Sida) (\d{1,4})(?: (?:av|of) \d{1,4})?\s*")


def pages_of_extract(text: str) -> list[Page] | None:
    """The pages of a PDF's text, numbered from 1; None where nothing shows where a page begins."""
    if FORM_FEED in text:
        return [Page(number, page) for number, page in enumerate(text.rstrip("\f\n ").split(FORM_FEED), 1)]
    lines = text.split("\n")
    starts = _one_space_starts(lines) or _page_line_starts(lines)
    if not starts:
        return None
    if any(map(str.strip, lines[: starts[0]])):
        starts.insert(0, 0)
    bounds = pairwise([*starts, len(lines)])
    return [Page(number, "\n".join(lines[start:end])) for number, (start, end) in enumerate(bounds, 1)]


def _one_space_starts(lines: Sequence[str]) -> list[int]:
    """Lines with exactly one leading space, where there are enough of them, far apart, and few lines indented more."""
    starts = [place for place, line in enumerate(lines) if line[:1] == " " and line[1:2].strip()]
    if len(starts) < _FEWEST_STARTS:
        return []
    text = [place for place, line in enumerate(lines) if line and not line.isspace()]
    indented = sum(lines[place][:2] in ("  ", " \t") or lines[place][0] == "\t" for place in text)
    if indented > _MOST_OTHER_INDENTED * len(text):
        return []
    distances = [after - before for before, after in pairwise(starts)]
    return starts if median(distances) >= _MEDIAN_LINES else []


def _page_line_starts(lines: Sequence[str]) -> list[int]:
    """Lines «Side 2», «Side 3» … that count on from 2 without a hole."""
    starts: list[int] = []
    for place, line in enumerate(lines):
        match = _PAGE_LINE.fullmatch(line)
        if match and int(match.group(1)) == len(starts) + 2:
            starts.append(place)
    return starts
