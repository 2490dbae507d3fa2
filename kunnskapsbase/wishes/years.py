"""Year words in a question: «etter 2020», «fra 2022», «i 2021», «siste fem år», «de siste åra», «nyere løsninger».

A year may also belong to the subject («loven fra 2022», «nullutslipp innen 2030») or to what the asker tells («de siste
årene har vi …»). It is read only where something is sought, and the word before it is no such thing.
"""

import re
from collections.abc import Iterator
from datetime import date

from kunnskapsbase.cutting import Cutter, sentence_around
from kunnskapsbase.wishes.model import YearSpan
from kunnskapsbase.wishes.who import SOLUTION_WORD, told_of_oneself

# What «the last years» and «newer» mean; the wish is soft, so a solution a year or two older hardly loses by it.
LAST_YEARS = 5
_HINTS = ("19", "20", "siste", "nyere", "nyare", "nylig", "nyleg", "i fjor", "i år")
# A few words that are no question are sought as they stand: «nattilsyn etter 2020».
_KEYWORDS = 8

_COUNTS = {
    "et par": 2, "eit par": 2, "par": 2, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7,
    "åtte": 8, "ni": 9, "ti": 10,
}  # fmt: skip
_ANY_YEAR = r"(?:19[89]\d|20\d\d)"
_YEAR = rf"{_ANY_YEAR}(?![\d.-]*\d|-)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_SPAN = _pattern(
    r"(?P<said>\b(?:i\s+(?:perioden|åra|årene)|mellom|fra|frå|i)\s+"
    rf"(?P<low>{_ANY_YEAR})\s*(?:-|–|og|til)\s*(?P<high>{_YEAR}))"
)
_FROM = _pattern(rf"(?P<said>\b(?:siden|sidan|(?:fra|frå)(?:\s+og\s+med)?)\s+(?P<low>{_YEAR}))")
_AFTER = _pattern(rf"(?P<said>\better\s+(?P<low>{_YEAR}))")
_BEFORE = _pattern(rf"(?P<said>\bfør\s+(?P<high>{_YEAR}))")
_IN = _pattern(rf"(?P<said>\bi\s+(?:løpet\s+av\s+)?(?P<year>{_YEAR}))")
_LAST = _pattern(
    r"(?P<said>\b(?:(?:i|i\s+løpet\s+av|gjennom)\s+)?(?:(?:de|dei|det)\s+)?siste\s+"
    rf"(?:(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})\s+)?(?P<unit>årene|åra|året|år)\b)"
)
_NEWER = _pattern(rf"(?P<said>\b(?:nyere|nyare))\s+(?={SOLUTION_WORD})")
_RECENTLY = _pattern(
    r"\b(?:hvem|kven|noen|nokon|nokre|andre|kommuner|kommunar)(?:\s+som)?(?:\s+har)?\s+(?P<said>nylig|nyleg)\b"
)
_LAST_YEAR = _pattern(r"(?P<said>\bi\s+fjor\b)")
_THIS_YEAR = _pattern(r"(?P<said>\bi\s+år\b)")

# Somebody or something is sought in the sentence …
_SOUGHT = _pattern(
    r"\b(?:hvem|kven|hvilke|kva\s+for|(?:noen|nokon)(?!\s+(?:gang|gong))|nokre|andre|hva\s+er|kva\s+er|finnes|finst|"
    rf"{SOLUTION_WORD})\b"
)
# … and it is not told why, how something has grown or fallen, or what «we» have had.
_BACKGROUND = _pattern(
    r"\b(?:hvorfor|kvifor|økt|auka|økte|auk|vokst|sunket|søkke|falt|(?:gått|gikk|gjekk)\s+(?:ned|opp)|steget|stige"
    r"|har\s+(?:vi|me|det))\b"
)
# «loven fra 2022», «reformen i 2020»: the year of a thing that the question is about.
_DATED = _pattern(
    r"(?:\w{3,}(?:en|et|a|ene|ane)|\w*(?:lov|plan|reform|krav|avtale|melding|vedtak|forskrift|strategi|budsjett)\w*)\s+$"
)
_AFTER_SOLUTION = _pattern(rf"\b{SOLUTION_WORD}\s+$")


def take_years(cutter: Cutter, today: date | None) -> YearSpan | None:
    """The years a question wishes for; the words for them are taken out. Years to come are nobody's experience."""
    if not cutter.holds_any(_HINTS):
        return None
    for found, span in [*_absolute(cutter.text, today), *_relative(cutter.text, today)]:
        if _wished(cutter.text, found):
            cutter.cut(*found.span("said"))
            return span
    return None


def _absolute(text: str, today: date | None) -> Iterator[tuple[re.Match[str], YearSpan]]:
    for pattern in (_SPAN, _FROM, _AFTER, _BEFORE, _IN):
        found = pattern.search(text)
        if found and not _is_of_the_subject(text[: found.start()]):
            span = _span(found)
            if today is None or all(year <= today.year for year in (span.low, span.high) if year is not None):
                yield found, span


def _span(found: re.Match[str]) -> YearSpan:
    years = [int(found[name]) for name in ("low", "high", "year") if name in found.re.groupindex]
    if found.re is _AFTER:
        return YearSpan(low=years[0] + 1)
    if found.re is _FROM:
        return YearSpan(low=years[0])
    if found.re is _BEFORE:
        return YearSpan(high=years[0] - 1)
    return YearSpan(min(years), max(years))


def _relative(text: str, today: date | None) -> Iterator[tuple[re.Match[str], YearSpan]]:
    if today is None:
        return
    this = today.year
    if found := _LAST.search(text):
        yield found, YearSpan(low=this - _how_many(found))
    recent = YearSpan(low=this - LAST_YEARS)
    for pattern, span in (
        (_NEWER, recent),
        (_RECENTLY, recent),
        (_LAST_YEAR, YearSpan(this - 1, this - 1)),
        (_THIS_YEAR, YearSpan(this, this)),
    ):
        if found := pattern.search(text):
            yield found, span


def _how_many(found: re.Match[str]) -> int:
    """How many years back «siste fem år» goes; «siste året» is one, and «siste åra» tells no number."""
    count = found["count"]
    if count is None:
        return 1 if found["unit"].lower() in {"år", "året"} else LAST_YEARS
    return int(count) if count.isdecimal() else _COUNTS[" ".join(count.lower().split())]


def _is_of_the_subject(before: str) -> bool:
    return _DATED.search(before) is not None and _AFTER_SOLUTION.search(before) is None


def _wished(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence seeks something, and does not only tell how things are."""
    before, after = sentence_around(text, *found.span("said"))
    sentence = f"{before} {found['said']} {after}"
    if told_of_oneself(before) or _BACKGROUND.search(sentence):
        return False
    return _SOUGHT.search(sentence) is not None or ("?" not in text and len(text.split()) <= _KEYWORDS)
