"""A text without the names and numbers of places, so that it does not tell who asked.

Taken out are municipalities by every name they have or had, counties, parts of Norway, regional councils, economic
regions and the places the town halls are in, with a «kommune» or a genitive that belongs to them. A name that is also
an everyday word («time», «os») is taken to be one where it has a capital letter or «kommune» after it.
"""

import re
from functools import lru_cache

from kunnskapsbase.municipalities import FORMER_COUNTIES, MunicipalityRegister, fold
from kunnskapsbase.question import EVERYDAY, REGIONS

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
# In Norwegian, and in Northern, Lule and Southern Sámi.
_KOMMUNE = r"(?:kommun|herad|gield|suohkan|tjïelt)\w*"
_OF_A_KOMMUNE = re.compile(rf"{_KOMMUNE}$")
_NUMBER = re.compile(r"\b(?:(?P<said>kommune(?:nummer|nr\.?)?\s*)\d{4}|\d{4})\b", re.IGNORECASE)
# Four figures that are a year are not taken to be a number of Nordland or Troms of old.
_YEARS = range(1900, 2101)
_LONGEST = 4


@lru_cache(maxsize=4)
def _names(register: MunicipalityRegister) -> frozenset[str]:
    names = {*register.names(), *register.former_names(), *FORMER_COUNTIES, *map(fold, REGIONS), "austlandet"}
    for municipality in register:
        names.update(
            map(
                fold,
                (
                    municipality.county,
                    municipality.administrative_centre,
                    municipality.economic_region,
                    *municipality.regional_councils,
                ),
            )
        )
    return frozenset(" ".join(_WORD.findall(name)) for name in names if name)


def without_places(text: str, register: MunicipalityRegister) -> str:
    """The text without names and numbers of places; the words that are left stand as they stood."""
    text = _NUMBER.sub(lambda found: "" if _is_a_number(found, register) else found.group(), text)
    words = list(_WORD.finditer(text))
    gone: list[tuple[int, int]] = []
    position = 0
    while position < len(words):
        taken = _place_at(words, position, _names(register))
        if taken:
            gone.append((words[position].start(), words[position + taken - 1].end()))
        position += taken or 1
    for start, end in reversed(gone):
        text = text[:start] + text[end:]
    return " ".join(text.split())


def _is_a_number(found: re.Match[str], register: MunicipalityRegister) -> bool:
    number = found.group()[-4:]
    if found["said"]:
        return True
    return int(number) not in _YEARS and (number in register or register.former(number) is not None)


def _place_at(words: list[re.Match[str]], position: int, names: frozenset[str]) -> int:
    """How many words from ``position`` on name a place, with the «kommune» after it; 0 where they do not."""
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        written = [word.group() for word in words[position : position + length]]
        after = words[position + length].group().casefold() if position + length < len(words) else ""
        followed = bool(re.fullmatch(_KOMMUNE, after))
        if _names_a_place(" ".join(written), names, followed=followed):
            return length + followed
    return 0


def _names_a_place(written: str, names: frozenset[str], *, followed: bool) -> bool:
    folded = fold(written)
    forms = {folded, folded.removesuffix("s")}
    if " " not in folded:
        # «Loppa-modellen», «Loppakommunen».
        forms |= {folded.partition("-")[0], _OF_A_KOMMUNE.sub("", folded)}
    if not (found := forms & names):
        return False
    return followed or written[0].isupper() or not found <= EVERYDAY
