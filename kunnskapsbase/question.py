"""What a question says beside its subject, taken out of the words to be matched: who asks, and what is wished for.

«Hvem har løst nattilsyn for en kommune med 2 000 innbyggere på Vestlandet?» is a question about nattilsyn; the rest
says for whom. Numbers that bound («under 3 000 innbyggere») are the asker's own filters; words («små», «som er i
drift») are wishes.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kunnskapsbase.cutting import Cutter, tidy
from kunnskapsbase.everyday import FieldWord, meant_by
from kunnskapsbase.municipalities import FORMER_COUNTIES, Municipality, MunicipalityRegister, fold
from kunnskapsbase.question_size import read_size, read_size_word, take_our_size
from kunnskapsbase.text import STOP_WORDS, words
from kunnskapsbase.wishes import NO_WISHES, Wishes, read_wishes
from kunnskapsbase.wordlists import read_words

REGIONS = ("Nord-Norge", "Trøndelag", "Vestlandet", "Sørlandet", "Østlandet")
# What can be understood of a question, and left out again.
PARTS = ("municipality", "size", "county", "region", "sector", "status", "year", "field_words")
EVERYDAY = read_words("hverdagsnavn")
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
    ``meant`` is what the field may call what ``text`` says in everyday words.
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
    wishes: Wishes = NO_WISHES
    notes: tuple[str, ...] = ()
    meant: tuple[FieldWord, ...] = ()

    @property
    def field_words(self) -> tuple[str, ...]:
        """The words of ``meant``."""
        return tuple(each.word for each in self.meant)

    @property
    def parts(self) -> tuple[str, ...]:
        """What was understood beside the words to be matched, of ``PARTS`` and in their order."""
        size = (self.population, self.population_min, self.population_max, self.size_span)
        said = {
            "municipality": self.municipality is not None,
            "size": any(each is not None for each in size),
            "county": bool(self.counties),
            "region": self.region is not None,
            "sector": bool(self.wishes.sectors),
            "status": self.wishes.status is not None,
            "year": self.wishes.years is not None,
            "field_words": bool(self.meant),
        }
        return tuple(part for part in PARTS if said[part])

    def without(self, parts: Collection[str]) -> "Understood":
        """The same with some of ``PARTS`` forgotten; the words for them stay out of ``text``."""
        kept = replace(self, wishes=self.wishes.without(parts))
        if "municipality" in parts:
            kept = replace(kept, municipality=None, municipality_asks=False)
        if "size" in parts:
            kept = replace(
                kept, population=None, population_min=None, population_max=None, size_word=None, size_span=None
            )
        if "county" in parts:
            kept = replace(kept, counties=())
        if "field_words" in parts:
            kept = replace(kept, meant=())
        return replace(kept, region=None) if "region" in parts else kept


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


def _place(cutter: Cutter, register: MunicipalityRegister) -> tuple[tuple[str, ...], str | None]:
    """The counties said, by number, or the region."""
    if found := cutter.take(*_counties(register)):
        return register.county_numbers(found["county"]), None
    if found := cutter.take(_REGION, ("nord-norge", "trøndelag", "landet")):
        wanted = fold(found["region"]).replace("austlandet", "østlandet")
        return (), next(name for name in REGIONS if fold(name) == wanted)
    return (), None


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


def understand(question: str, register: MunicipalityRegister, today: date | None = None) -> Understood:
    """Take a question apart; what is left in ``text`` is never empty of terms unless the question was.

    ``today`` is what «i fjor» and «de siste åra» count from; without it they are left where they stand.
    """
    cutter = Cutter(question)
    asked = cutter.text
    population, low, high = read_size(cutter)
    take_our_size(cutter)
    size_word, size_span = read_size_word(cutter)
    counties, region = _place(cutter, register)
    municipality, asks, cutter.text, notes = _municipality(cutter.text, register)
    wishes = read_wishes(cutter, today)
    text = tidy(cutter.text)
    if all(word in STOP_WORDS for word in words(text)):
        text = tidy(asked) or asked
    return Understood(
        text=text,
        municipality=municipality,
        municipality_asks=asks,
        population=population,
        population_min=low,
        population_max=high,
        size_word=size_word,
        size_span=size_span,
        counties=counties,
        region=region,
        wishes=wishes,
        notes=notes,
        meant=meant_by(text),
    )
