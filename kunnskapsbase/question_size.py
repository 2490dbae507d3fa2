"""The size a question asks for: a number of inhabitants, bounds on it, or a word («små kommuner»)."""

import re

from kunnskapsbase.cutting import Cutter

# KOSTRA's size classes (SSB, KOSTRA-gruppering 2020): small under 5 000, middle 5 000–19 999, large from 20 000.
SIZE_WORDS: tuple[tuple[str, str, tuple[int | None, int | None]], ...] = (
    (r"små|liten|lita|mindre|bitte\s+små|bitteliten|bittelita", "små", (None, 4999)),
    (r"mellomstore?|middels\s+store?", "mellomstore", (5000, 19999)),
    (r"store?|større", "store", (20000, None)),
)
_THOUSANDS = {
    "tusen": 1000, "ettusen": 1000, "totusen": 2000, "tretusen": 3000, "firetusen": 4000, "femtusen": 5000,
    "sekstusen": 6000, "sjutusen": 7000, "syvtusen": 7000, "åttetusen": 8000, "nitusen": 9000, "titusen": 10000,
}  # fmt: skip
_UNITS = {
    "ett": 1, "et": 1, "eit": 1, "eitt": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7,
    "åtte": 8, "ni": 9, "ti": 10,
}  # fmt: skip

_NUMBER = (
    r"(?<!\d)(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3}){1,2}|\d{1,7})(?!\d)(?:[ \u00a0]?tusen)?"
    rf"|(?:{'|'.join(_UNITS)})\s+tusen|{'|'.join(sorted(_THOUSANDS, key=len, reverse=True))}"
)
_MORE_THAN_ANY = 10_000_000
_PEOPLE = r"(?:innbyggere|innbyggerar|innbyggjarar|innbyggjere|innbyggar|innb\.?|folk|sjeler|fastboende)"
_ABOUT = r"(?:(?:bare|berre|kun|ca\.?|cirka|rundt|omtrent|omkring|om\s*lag|vel|knapt|nærmere|kring|nesten)\s+)*"
_FOR = (
    r"(?:\b(?:for|i|til|hos|av|blant|mellom)\s+)?(?:\b(?:en|ei|ein|et|andre|alle|oss\s+i\s+en)\s+)?"
    r"(?:(?:liten|lita|små|mellomstor|stor|annen)\s+)?"
)
_MUNICIPALITY = r"\bkommun(?:er|ar|ane|ene|en|e)\b"
_WITH = r"(?:\s*,?\s*(?:som\s+har|med|på)\s+)?"
_LEAD = rf"(?:{_FOR}{_MUNICIPALITY}{_WITH}|(?:\b(?:vi|me)\s+)?\b(?:er|har)\s+|\bmed\s+|\bpå\s+)?\s*"

# What each of the patterns below ends with. To look for this first is quicker: they begin with what need not be there.
_COUNTED = re.compile(rf"(?:{_NUMBER})\s+{_PEOPLE}", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"{_LEAD}(?:mellom\s+)?(?P<low>{_NUMBER})\s*(?:-|–|og|til)\s*(?P<high>{_NUMBER})\s+{_PEOPLE}", re.IGNORECASE
)
_BELOW = re.compile(
    rf"{_LEAD}\b(?:under|færre\s+enn|mindre\s+enn|inntil|opp\s*til|maks(?:imum)?|høyst)\s+(?P<high>{_NUMBER})\s+{_PEOPLE}",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    rf"{_LEAD}\b(?:over|flere\s+enn|fleire\s+enn|mer\s+enn|meir\s+enn|minst|minimum|større\s+enn)\s+"
    rf"(?P<low>{_NUMBER})\s+{_PEOPLE}",
    re.IGNORECASE,
)
_EXACT = re.compile(rf"{_LEAD}{_ABOUT}(?P<size>{_NUMBER})\s+{_PEOPLE}", re.IGNORECASE)
_OUR_SIZE = re.compile(
    r"(?:\b(?:for|i|hos)\s+)?(?:\b(?:en|ei|ein)\s+)?(?:\bkommun(?:e|er|ar)\s+)?"
    r"\b(?:på|av|med)\s+(?:vår|samme|same|lik|tilsvarende|tilsvarande)\s+(?:egen\s+)?(?:størrelse|storleik)(?:\s+som\s+oss)?",
    re.IGNORECASE,
)
_SIZE_PATTERNS = [
    (
        re.compile(
            r"(?:\b(?:for|i|til|hos|blant)\s+)?(?:\b(?:en|ei|ein|andre)\s+)?" rf"\b(?:{words})\s+{_MUNICIPALITY}",
            re.IGNORECASE,
        ),
        label,
        span,
    )
    for words, label, span in SIZE_WORDS
]
_PEOPLE_HINTS = ("innb", "folk", "sjeler", "fastboende")


def _number(text: str) -> int:
    words = text.lower().split()
    compact = re.sub(r"[ .\u00a0\u202f]", "", text.lower())
    if compact.isdigit():
        return int(compact)
    if compact.removesuffix("tusen").isdigit():
        return int(compact.removesuffix("tusen")) * 1000
    if compact in _THOUSANDS:
        return _THOUSANDS[compact]
    return _UNITS[words[0]] * 1000


def read_size(cutter: Cutter) -> tuple[int | None, int | None, int | None]:
    """The number of inhabitants said, and the bounds said; numbers no municipality could have are passed over."""
    if not (cutter.holds_any(_PEOPLE_HINTS) and _COUNTED.search(cutter.text)):
        return None, None, None
    if found := cutter.take(_BETWEEN, _PEOPLE_HINTS):
        low, high = sorted((_number(found["low"]), _number(found["high"])))
        return None, low, high
    if found := cutter.take(_BELOW, _PEOPLE_HINTS):
        return None, None, _number(found["high"])
    if found := cutter.take(_ABOVE, _PEOPLE_HINTS):
        return None, _number(found["low"]), None
    if found := cutter.take(_EXACT, _PEOPLE_HINTS):
        population = _number(found["size"])
        return (population if population < _MORE_THAN_ANY else None), None, None
    return None, None, None


def read_size_word(cutter: Cutter) -> tuple[str | None, tuple[int | None, int | None] | None]:
    """The word for a size («små kommuner»), and the span it stands for."""
    for pattern, label, span in _SIZE_PATTERNS:
        if cutter.take(pattern, ("kommun",)):
            return label, span
    return None, None


def take_our_size(cutter: Cutter) -> None:
    """Take out «på vår størrelse», which says nothing that the asker's own number does not."""
    cutter.take(_OUR_SIZE, ("størrelse", "storleik"))
