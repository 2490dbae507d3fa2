"""Which municipality of today a place name means, when the name alone does not say."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kunnskapsbase.municipalities import Former, Municipality, MunicipalityRegister, fold

# The counties by the first two figures of the kommunenummer, before 2020 and between 2020 and 2024 (SSB Klass 131).
_FORMER_COUNTY_BY_PREFIX = {
    "01": "Østfold",
    "02": "Akershus",
    "04": "Hedmark",
    "05": "Oppland",
    "06": "Buskerud",
    "07": "Vestfold",
    "08": "Telemark",
    "09": "Aust-Agder",
    "10": "Vest-Agder",
    "12": "Hordaland",
    "14": "Sogn og Fjordane",
    "16": "Sør-Trøndelag",
    "17": "Nord-Trøndelag",
    "19": "Troms",
    "20": "Finnmark",
    "30": "Viken",
    "38": "Vestfold og Telemark",
    "54": "Troms og Finnmark",
}

# Districts that lie in one county, by the beginning of the word (so that «sunnmørskommunane» is met too).
_DISTRICTS = {
    "fosen": "50",
    "gudbrandsdal": "34",
    "hallingdal": "33",
    "helgeland": "18",
    "innherred": "50",
    "lofot": "18",
    "namdal": "50",
    "nordfjord": "46",
    "nordhordland": "46",
    "nordmør": "15",
    "numedal": "33",
    "ofoten": "18",
    "romsdal": "15",
    "salten": "18",
    "setesdal": "42",
    "sunnfjord": "46",
    "sunnhordland": "46",
    "sunnmør": "15",
    "valdres": "34",
    "vesterål": "18",
    "østerdal": "34",
}

# Municipalities that ended before the register's changes begin (2017), as far as the experiences name them.
_ENDED_BEFORE_REGISTER = {"mosvik": "Mosvik ble en del av Inderøy i 2012, før registeret begynner (2017)"}


@dataclass(frozen=True)
class Clues:
    """What a record says that may place a name: its words, its address, its year and who else took part."""

    text: str = ""
    url: str = ""
    year: int | None = None
    neighbours: tuple[Municipality, ...] = ()
    counties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The municipality of today behind a name, and a note where more than the name decided."""

    municipality: Municipality | None
    note: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A municipality of today that a name may mean; ``former`` is the one that carried the name, if it has ended."""

    municipality: Municipality
    former: Former | None = None

    @property
    def county(self) -> str:
        """The county that people know the name from."""
        prefix = self.former.kommunenummer[:2] if self.former else ""
        return _FORMER_COUNTY_BY_PREFIX.get(prefix, self.municipality.county)

    @property
    def county_names(self) -> list[str]:
        """The names its county has had, the best known first."""
        numbers = (self.former.kommunenummer,) if self.former else self.municipality.earlier_numbers
        earlier = sorted({_FORMER_COUNTY_BY_PREFIX.get(number[:2], "") for number in numbers})
        return [name for name in dict.fromkeys([self.county, self.municipality.county, *earlier]) if name]

    @property
    def label(self) -> str:
        """The candidate as it is told apart from the others: name, county and number."""
        number = self.municipality.kommunenummer
        if self.former and fold(self.former.name) != fold(self.municipality.name):
            return f"{self.former.name} i {self.county} (dagens {self.municipality.name}, {number})"
        return f"{self.municipality.name} i {self.county} ({number})"


class PlaceNames:
    """Finds the municipality of today behind a name, with the help of clues."""

    def __init__(self, register: MunicipalityRegister) -> None:
        self._register = register

    def known(self, name: str) -> bool:
        """Whether a municipality has or had this name."""
        return bool(self.candidates(name)) or fold(name) in _ENDED_BEFORE_REGISTER

    def only(self, name: str) -> Municipality | None:
        """The municipality when the name can mean but one."""
        candidates = self.candidates(name)
        return candidates[0].municipality if len(candidates) == 1 else None

    def find(self, name: str, clues: Clues) -> Found:
        """The municipality that ``name`` means in a record with these clues."""
        candidates = self.candidates(name)
        if not candidates:
            ended = _ENDED_BEFORE_REGISTER.get(fold(name))
            return Found(None, ended or f"ingen kommune heter eller har hett «{name}» siden 2017")
        if len(candidates) == 1:
            return Found(candidates[0].municipality, _former_note(self._register, candidates[0]))
        for test in (_by_website, _by_words, _by_counties, _by_neighbours, _by_year):
            chosen, reason = _single(candidates, clues, test)
            if chosen:
                note = f"{chosen.label}: {reason}"
                return Found(chosen.municipality, note)
        places = " eller ".join(candidate.label for candidate in candidates)
        return Found(None, f"navnet kan være {places}; kilden sier ikke hvilken")

    def candidates(self, name: str) -> list[Candidate]:
        """Every municipality of today that ``name`` may mean: those called so, then those that took over one."""
        candidates = [Candidate(municipality) for municipality in self._register.named(name)]
        for former in self._register.formerly_named(name):
            known = {candidate.municipality.kommunenummer for candidate in candidates}
            if former.main_successor not in known:
                candidates.append(Candidate(self._register.get(former.main_successor), former))
        return candidates


def _former_note(register: MunicipalityRegister, candidate: Candidate) -> str | None:
    former = candidate.former
    if former is None:
        return None
    year = int(former.valid_to) + 1
    if len(former.successors) > 1:
        parts = _listed([register.get(number).name for number in former.successors])
        return (
            f"{former.name} ble delt mellom {parts} i {year}; koblet til {candidate.municipality.name}, "
            "som tok over flest innbyggere"
        )
    return f"{former.name} er tidligere kommune, fra {year} {candidate.municipality.name}"


def _listed(names: list[str]) -> str:
    return " og ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


_Test = Callable[[Candidate, Clues], str | None]


def _single(candidates: Iterable[Candidate], clues: Clues, test: _Test) -> tuple[Candidate | None, str]:
    """The one candidate that a clue speaks for; none where it speaks for several."""
    spoken_for = [(candidate, reason) for candidate in candidates if (reason := test(candidate, clues))]
    return spoken_for[0] if len(spoken_for) == 1 else (None, "")


def _by_website(candidate: Candidate, clues: Clues) -> str | None:
    if candidate.former:
        return None
    theirs = (urlsplit(candidate.municipality.website).hostname or "").removeprefix("www.")
    host = (urlsplit(clues.url).hostname or "").removeprefix("www.")
    return f"kilden står på {host}" if theirs and (host == theirs or host.endswith("." + theirs)) else None


def _by_words(candidate: Candidate, clues: Clues) -> str | None:
    for county in candidate.county_names:
        # «Østfolds» and «Østfold-kommuner» are met, «Tromsø» is not the county Troms.
        if re.search(rf"\b{re.escape(fold(county))}s?\b", clues.text):
            return f"{county} er nevnt i erfaringen"
    for district, county_number in _DISTRICTS.items():
        if county_number == candidate.municipality.county_number:
            met = re.search(rf"\b{district}\w*", clues.text)
            if met:
                return f"«{met.group()}» er nevnt i erfaringen"
    return None


def _by_counties(candidate: Candidate, clues: Clues) -> str | None:
    if candidate.municipality.county_number in clues.counties:
        return f"andre aktører er i {candidate.municipality.county}"
    return None


def _by_neighbours(candidate: Candidate, clues: Clues) -> str | None:
    near = [other.name for other in clues.neighbours if other.kommunenummer in candidate.municipality.neighbours]
    return f"nabo til {_listed(near)}, som også er med" if near else None


def _by_year(candidate: Candidate, clues: Clues) -> str | None:
    if clues.year is None or (candidate.former and clues.year > int(candidate.former.valid_to)):
        return None
    return f"eneste kommune med navnet i {clues.year}"
