"""What a question says about who asks: municipality, size and place, taken out of the words to be matched.

«Hvem har løst nattilsyn for en kommune med 2 000 innbyggere på Vestlandet?» is a question about nattilsyn; the rest
says for whom. Numbers that bound («under 3 000 innbyggere») are the asker's own filters; words («små») are wishes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kunnskapsbase.municipalities import FORMER_COUNTIES, Municipality, MunicipalityRegister, fold
from kunnskapsbase.text import STOP_WORDS, words
from kunnskapsbase.wordlists import read_words

# KOSTRA's size classes (SSB, KOSTRA-gruppering 2020): small under 5 000, middle 5 000–19 999, large from 20 000.
SIZE_WORDS: tuple[tuple[str, str, tuple[int | None, int | None]], ...] = (
    (r"små|liten|lita|mindre|bitte\s+små|bitteliten|bittelita", "små", (None, 4999)),
    (r"mellomstore?|middels\s+store?", "mellomstore", (5000, 19999)),
    (r"store?|større", "store", (20000, None)),
)
REGIONS = ("Nord-Norge", "Trøndelag", "Vestlandet", "Sørlandet", "Østlandet")
EVERYDAY = read_words("hverdagsnavn")
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
_REGION = re.compile(
    r"(?:\b(?:i|på|fra|frå)\s+)?\b(?P<region>nord-norge|trøndelag|vestlandet|sørlandet|østlandet|austlandet)\b",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ASKER_CUE = re.compile(
    r"\b(?:for|hos|som|vi\s+i|oss\s+i|her\s+i|vi\s+er|vi\s+er\s+i|me\s+i|til|kommune\s+som|på\s+størrelse\s+med"
    r"|på\s+storleik\s+med|lik|like\s+stor\s+som|nær|i\s+nærheten\s+av)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question taken apart. ``text`` is what is matched; the rest is ``None`` or empty where nothing was said.

    ``municipality_asks`` is true where the words say that the municipality is the one who asks («for Loppa»); otherwise
    its name stays in ``text``, since the question may be about it. ``notes`` tells what was seen but not used.
    """

    text: str
    municipality: Municipality | None = None
    municipality_asks: bool = False
    population: int | None = None
    population_min: int | None = None
    population_max: int | None = None
    size_word: str | None = None
    size_span: tuple[int | None, int | None] | None = None
    counties: tuple[str, ...] = ()
    region: str | None = None
    notes: tuple[str, ...] = ()


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


class _Reader:
    """Takes understood pieces out of a question, one kind after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lower = text.lower()

    def take(self, pattern: re.Pattern[str], hints: tuple[str, ...]) -> re.Match[str] | None:
        """Find ``pattern`` and cut it out. Without one of ``hints`` in the text it is not there, and is not sought."""
        if not any(hint in self._lower for hint in hints):
            return None
        found = pattern.search(self.text)
        if found:
            self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}"
        return found


@lru_cache(maxsize=8)
def _counties(register: MunicipalityRegister) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What a county looks like in a question, and the names themselves."""
    names = {fold(name) for name in register.counties().values() if name != "Oslo"} | set(FORMER_COUNTIES)
    by_length = tuple(sorted(names, key=lambda name: (-len(name), name)))
    alternatives = "|".join(map(re.escape, by_length))
    pattern = rf"\b(?:i|fra|frå)\s+(?P<county>{alternatives})(?:\s+fylke)?\b(?!-)"
    return re.compile(pattern, re.IGNORECASE), by_length


@dataclass(frozen=True, slots=True)
class _Mention:
    """A municipality's name in a text: where it stands, with a «kommune» after it, and who it may be."""

    name: str
    start: int
    end: int
    candidates: tuple[Municipality, ...]


def _candidates(name: str, register: MunicipalityRegister) -> tuple[Municipality, ...]:
    """Those called so today; only where nobody is, those that took over a municipality of that name."""
    if current := register.named(name):
        return tuple(current)
    return tuple(register.get(old.main_successor) for old in register.formerly_named(name))


@lru_cache(maxsize=4)
def _first_words(register: MunicipalityRegister) -> frozenset[str]:
    """The folded words that a municipality's name begins with, of today or before."""
    return frozenset(name.partition(" ")[0] for name in register.names() | register.former_names())


def _reads_as_name(written: str, name: str, start: int, *, followed: bool, current: bool) -> bool:
    """Whether a word that could be a name is meant as one (see ``EVERYDAY``)."""
    if followed:
        return True
    capital = written[0].isupper()
    if name in EVERYDAY:
        return capital and start > 0
    # Former names are not looked for in lower case: «selje» is also «to sell» in nynorsk.
    return capital or (current and len(written) >= 5)


def _without_genitive(name: str) -> list[str]:
    """A folded name as it may stand in the register: as it is, and without a genitive s."""
    return [name, name[:-1]] if name.endswith("s") and len(name) > 2 else [name]


def _mentions(text: str, register: MunicipalityRegister) -> Iterator[_Mention]:
    words = list(_NAME_WORD.finditer(text))
    folded = [fold(word.group()) for word in words]
    begins = _first_words(register)
    position = 0
    while position < len(words):
        length = 1
        if any(word in begins for word in _without_genitive(folded[position])):
            for longest in range(min(4, len(words) - position), 0, -1):
                mention = _mention(text, words, folded, slice(position, position + longest), register)
                if mention:
                    yield mention
                    length = longest
                    break
        position += length


def _mention(
    text: str, words: list[re.Match[str]], folded: list[str], span: slice, register: MunicipalityRegister
) -> _Mention | None:
    """The municipality that the words of ``span`` name together, with a «kommune» after them, if any."""
    start, end = words[span.start].start(), words[span.stop - 1].end()
    for name in _without_genitive(" ".join(folded[span])):
        candidates = _candidates(name, register)
        if not candidates:
            continue
        followed = span.stop < len(words) and folded[span.stop] in {"kommune", "herad"}
        current = bool(register.named(name))
        if not _reads_as_name(text[start:end], name, start, followed=followed, current=current):
            return None
        return _Mention(text[start:end], start, words[span.stop].end() if followed else end, candidates)
    return None


def _municipality(text: str, register: MunicipalityRegister) -> tuple[Municipality | None, bool, str, tuple[str, ...]]:
    for mention in _mentions(text, register):
        if len(mention.candidates) > 1:
            places = " og ".join(f"{each.name} i {each.county} ({each.kommunenummer})" for each in mention.candidates)
            return None, False, text, (f"Flere kommuner heter «{mention.name}»: {places}. Velg hvilken dere er.",)
        before = text[: mention.start]
        cue = _ASKER_CUE.search(before)
        if cue:
            text = f"{before[: cue.start()]} {text[mention.end :]}"
        return mention.candidates[0], bool(cue), text, ()
    return None, False, text, ()


def _tidy(text: str) -> str:
    """Without the gaps that cut-out pieces leave: single spaces, no stray sign first or before another."""
    text = " ".join(text.split())
    return re.sub(r"^[\s,.;:?!–-]+|\s+(?=[,.;:?!])", "", text)


def _size(reader: _Reader) -> tuple[int | None, int | None, int | None]:
    """The number of inhabitants said, and the bounds said; numbers no municipality could have are passed over."""
    if found := reader.take(_BETWEEN, _PEOPLE_HINTS):
        low, high = sorted((_number(found["low"]), _number(found["high"])))
        return None, low, high
    if found := reader.take(_BELOW, _PEOPLE_HINTS):
        return None, None, _number(found["high"])
    if found := reader.take(_ABOVE, _PEOPLE_HINTS):
        return None, _number(found["low"]), None
    if found := reader.take(_EXACT, _PEOPLE_HINTS):
        population = _number(found["size"])
        return (population if population < _MORE_THAN_ANY else None), None, None
    return None, None, None


def _size_word(reader: _Reader) -> tuple[str | None, tuple[int | None, int | None] | None]:
    """The word for a size («små kommuner»), and the span it stands for."""
    for pattern, label, span in _SIZE_PATTERNS:
        if reader.take(pattern, ("kommun",)):
            return label, span
    return None, None


def understand(question: str, register: MunicipalityRegister) -> Understood:
    """Take a question apart; what is left in ``text`` is never empty of terms unless the question was."""
    reader = _Reader(question)
    population, low, high = _size(reader)
    reader.take(_OUR_SIZE, ("størrelse", "storleik"))
    size_word, size_span = _size_word(reader)
    counties: tuple[str, ...] = ()
    region = None
    if found := reader.take(*_counties(register)):
        counties = register.county_numbers(found["county"])
    elif found := reader.take(_REGION, ("nord-norge", "trøndelag", "landet")):
        wanted = fold(found["region"]).replace("austlandet", "østlandet")
        region = next(name for name in REGIONS if fold(name) == wanted)
    municipality, asks, text, notes = _municipality(reader.text, register)
    text = _tidy(text)
    return Understood(
        text=text if any(word not in STOP_WORDS for word in words(text)) else question,
        municipality=municipality,
        municipality_asks=asks,
        population=population,
        population_min=low,
        population_max=high,
        size_word=size_word,
        size_span=size_span,
        counties=counties,
        region=region,
        notes=notes,
    )
