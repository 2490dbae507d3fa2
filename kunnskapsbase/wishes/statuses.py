"""Status words in a question: «som er i drift», «hvem har tatt i bruk …», «piloter på …», «planlagte tiltak».

The same words tell of the asker («vi har tatt i bruk …») and of the subject («kostnader i drift»), so they are read
only where they stand for the solution that is sought.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kunnskapsbase.cutting import Cutter, sentence_around
from kunnskapsbase.wishes.model import StatusWish
from kunnskapsbase.wishes.who import SOLUTION_WORD, told_of_oneself
from kunnskapsbase.wordlists import read_entries

# One of these stands in every phrase of the list: without any, nothing is sought.
_HINTS = (
    "drift", "i bruk", "prøvd", "prøvt", "utprøving", "teste", "testa", "testing", "pilot", "pågå", "føre seg",
    "i gang", "gjennomfør", "fullfør", "stopp", "stans", "avslutt", "avvikl", "lagt ned", "lagde ned", "på is",
    "misly", "mislu", "galt", "gale", "feil", "planl",
)  # fmt: skip
_SOMEBODY = r"hvem|kven|noen|nokon|nokre|andre|kommun(?:er|ar)|steder|stader"
_LINKS = (
    r"(?:\s+(?:har|er|ble|blei|vart|blir|blitt|ligger|ligg|nå|no|alt|allerede|allereie|også|òg|faktisk|fortsatt"
    r"|framleis))*"
)
# What comes between the word for somebody or something and the words for the status; ``said`` is taken out.
_PLACES = {
    "som": rf"(?P<said>\bsom{_LINKS}\s+{{words}})\b(?!\s+(?:å|av)\b)",
    "tiltak-som": rf"\b{SOLUTION_WORD}\s+(?P<said>som{_LINKS}\s+{{words}})\b(?!\s+(?:å|av)\b)",
    "noen-som": rf"\b(?:{SOLUTION_WORD}|{_SOMEBODY}|noe|noko)\s+(?P<said>(?:som|der\s+det){_LINKS}\s+{{words}})\b",
    "hvem": (
        rf"\b(?:{_SOMEBODY}|hvor|kor|kvar)(?:\s+(?:kommuner|kommunar|andre))?(?:\s+som)?{_LINKS}\s+"
        r"(?P<said>{words})\b"
    ),
    "foran": rf"(?<!\bde )(?<!\bdei )(?P<said>\b{{words}})\s+(?={SOLUTION_WORD})",
}
# «hvem har nattilsyn i drift», at the end of what is said; «kostnader i drift» has nobody who has it.
_HAVE_RUNNING = (
    r"\b(?:har|fått)\b[^.?!,;]*?\s(?P<said>(?:(?:allerede|allereie|alt)\s+)?i\s+(?:(?:vanlig|vanleg|daglig|dagleg)\s+)?drift)"
    r"(?=\s*(?:$|[.,;:?!]))"
)
_PILOTS = r"(?P<said>(?<![\w-])pilot(?:er|ar|en|ene|ane)?(?![\w-])|\bpilotprosjekt\w*)"
_DENIED = re.compile(r"\b(?:ikke|ikkje|aldri)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A way to say a wish."""

    wish: StatusWish
    pattern: re.Pattern[str]


def _one_of(phrases: str) -> str:
    each = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases.split(",") if phrase.strip())
    return "(?:" + "|".join(sorted(each, key=len, reverse=True)) + ")"


@lru_cache(maxsize=1)
def _frames() -> tuple[_Frame, ...]:
    """The frames of the list in its order, and last those that no list of words can tell."""
    said = []
    for head, phrases in read_entries("statusord"):
        wish, place = head.split()
        said.append((StatusWish(wish), _PLACES[place].replace("{words}", _one_of(phrases))))
    said += [(StatusWish.IN_OPERATION, _HAVE_RUNNING), (StatusWish.PILOT, _PILOTS)]
    return tuple(_Frame(wish, re.compile(pattern, re.IGNORECASE)) for wish, pattern in said)


def take_status(cutter: Cutter) -> StatusWish | None:
    """The status a question wishes for, the first of the list that is said; the words for it are taken out."""
    if not cutter.holds_any(_HINTS):
        return None
    for frame in _frames():
        found = frame.pattern.search(cutter.text)
        if found and not _DENIED.search(found.group()):
            start, end = found.span("said")
            if not told_of_oneself(sentence_around(cutter.text, start, end)[0]):
                cutter.cut(start, end)
                return frame.wish
    return None
