"""URLs taken out of the text and kept once each."""

import re

from ingest.cleaning.layout import Line
from ingest.cleaning.result import Tally

_URL = re.compile(r"(?<![\w@])(?:https?://|www\.(?=\w))[^\s<>«»\"”“]*", re.IGNORECASE)
_LONGEST = 2_000
_TAIL = ".,;:!?)]}'’"
_GOES_ON = re.compile(r"[-/_=&?%#~.]|\d")
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;]?\s*\)|\[\s*\]|<\s*>")
_SPACE_BEFORE_MARK = re.compile(r"(?<=\w) +(?=[.,;)]+(?:\s|$))")


class Links:
    """The URLs of a document in reading order. A URL cut at a hyphen is known again by the whole one elsewhere."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._found: dict[str, None] = {}

    def take(self, lines: list[Line]) -> list[Line]:
        """The lines without their URLs; lines that held nothing else are gone, and their gap goes to the next."""
        if not any("://" in line.text or "www." in line.text.lower() for line in lines):
            return lines
        kept: list[Line] = []
        pending: Line | None = None
        place = 0
        while place < len(lines):
            line = lines[place]
            place += 1
            if pending is not None:
                _hand_on(pending, line)
                pending = None
            found = list(_URL.finditer(line.text))
            if not found:
                kept.append(line)
                continue
            for match in found[:-1]:
                self._keep(match.group())
            if found[-1].end() == len(line.text):
                place = self._take_rest(found[-1].group(), lines, place)
            else:
                self._keep(found[-1].group())
            line.text = _without_urls(line.text, self._tally)
            if any(map(str.isalnum, line.text)):
                kept.append(line)
            else:
                self._tally.removed(line.text)
                pending = line
        return kept

    def _take_rest(self, url: str, lines: list[Line], place: int) -> int:
        """Keep a URL that ends a line, with what of it stands on the next lines; returns the first line after it."""
        while (
            place < len(lines) and len(url) < _LONGEST and not lines[place].parted and _goes_on(url, lines[place].text)
        ):
            self._tally.removed(lines[place].text)
            url += lines[place].text
            place += 1
        self._keep(url)
        return place

    def _keep(self, url: str) -> None:
        self._tally["links_found"] += 1
        url = _bare(url)
        if any(map(str.isalnum, url.rpartition("//")[2])):
            self._found.setdefault(url)

    def all(self) -> list[str]:
        """Each URL once. Of two that differ in hyphens or the last slash alone, the shorter: a line end added one."""
        by_shape: dict[str, str] = {}
        for url in self._found:
            shape = url.replace("-", "").rstrip("/").lower()
            held = by_shape.get(shape)
            if held is None or len(url) < len(held):
                by_shape[shape] = url
        return list(by_shape.values())


def _goes_on(url: str, following: str) -> bool:
    """Whether the next line is the rest of a URL: one token like an address, after a sign that asks for it."""
    if not following or " " in following or _URL.match(following):
        return False
    return url[-1] in "-/_=&?%." and (bool(_GOES_ON.search(following)) or url[-1] != ".")


def _without_urls(text: str, tally: Tally) -> str:
    for match in _URL.finditer(text):
        tally.removed(match.group())
    text = _EMPTY_BRACKETS.sub("", _URL.sub(_marks_after, text))
    return " ".join(_SPACE_BEFORE_MARK.sub("", text).split())


def _marks_after(match: re.Match[str]) -> str:
    """A space, and the marks that ended the URL and belong to the sentence."""
    url = match.group()
    return f" {url[len(_bare(url)) :]}"


def _bare(url: str) -> str:
    """The URL without the marks of the sentence it stands in; a bracket that it opened itself belongs to it."""
    bare = url.rstrip(_TAIL)
    return f"{bare})" if "(" in bare and url[len(bare) :].startswith(")") else bare


def _hand_on(gone: Line, line: Line) -> None:
    """Give what stood before a line that is gone to the line after it."""
    if gone.page == line.page:
        line.gap += gone.gap
        line.rule = line.rule or gone.rule
        line.starts_page = line.starts_page or gone.starts_page
