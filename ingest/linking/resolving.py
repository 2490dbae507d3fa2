"""Which municipality of today a name means: the only one, all that a split one became, or the one its company tells."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.linking.names import Name
from ingest.linking.scanning import Hit
from ingest.place_names import Candidate, PlaceNames
from kunnskapsbase.municipalities import MunicipalityRegister, fold


@dataclass(frozen=True, slots=True)
class Meaning:
    """Numbers of today and counties, and how they were found."""

    kommunenummer: tuple[str, ...] = ()
    fylker: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(slots=True)
class Company:
    """What the names in a stretch of text say about where it is: counties named, members of regions, municipalities."""

    counties: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    municipalities: set[str] = field(default_factory=set)

    def add(self, other: "Company") -> None:
        """Take in what another stretch says."""
        self.counties |= other.counties
        self.members |= other.members
        self.municipalities |= other.municipalities


class Resolver:
    """Resolves names by the register."""

    def __init__(self, register: MunicipalityRegister) -> None:
        self._register = register
        self._places = PlaceNames(register)
        self._plain: dict[str, Meaning | None] = {}

    def plain(self, name: Name) -> Meaning | None:
        """What a name means whatever stands around it; None where it may mean several municipalities."""
        if name.kind != "kommune":
            return Meaning(name.kommunenummer, name.fylker, name.reason)
        if name.key not in self._plain:
            candidates = self._places.candidates(name.key)
            self._plain[name.key] = self._meaning(candidates[0]) if len(candidates) == 1 else None
        return self._plain[name.key]

    def by_company(self, name: Name, company: Company) -> Meaning | None:
        """The one municipality called so that the company speaks for; None where it speaks for several or none."""
        candidates = self._places.candidates(name.key)
        for test in (self._is_member, self._is_in_county, self._is_neighbour, self._shares_county):
            met = [candidate for candidate in candidates if test(candidate, company)]
            if len(met) == 1:
                found = self._meaning(met[0])
                return Meaning(found.kommunenummer, found.fylker, f"{met[0].label}, etter stedene ved siden av")
        return None

    def _is_member(self, candidate: Candidate, company: Company) -> bool:
        return candidate.municipality.kommunenummer in company.members

    def _is_in_county(self, candidate: Candidate, company: Company) -> bool:
        return candidate.municipality.county_number in company.counties

    def _is_neighbour(self, candidate: Candidate, company: Company) -> bool:
        return not company.municipalities.isdisjoint(candidate.municipality.neighbours)

    def _shares_county(self, candidate: Candidate, company: Company) -> bool:
        counties = {self._register.get(number).county_number for number in company.municipalities}
        return candidate.municipality.county_number in counties

    def unknown(self, name: Name) -> Meaning:
        """A name that nothing in the text decides."""
        places = " eller ".join(candidate.label for candidate in self._places.candidates(name.key))
        return Meaning((), (), f"navnet kan være {places}; teksten sier ikke hvilken")

    def company(self, hits: Iterable[Hit]) -> Company:
        """What the hits that mean one thing say about where a text is."""
        company = Company()
        for hit in hits:
            meaning = self.plain(hit.name)
            if meaning is None:
                continue
            if hit.name.kind == "kommune":
                company.municipalities.update(meaning.kommunenummer)
            elif hit.name.kind == "region" and meaning.kommunenummer:
                company.members.update(meaning.kommunenummer)
            else:
                company.counties.update(meaning.fylker)
        return company

    def _meaning(self, candidate: Candidate) -> Meaning:
        former = candidate.former
        if former is None:
            return Meaning((candidate.municipality.kommunenummer,), (candidate.municipality.county_number,))
        today = [self._register.get(number) for number in former.successors]
        numbers = tuple(each.kommunenummer for each in today)
        counties = tuple(dict.fromkeys(each.county_number for each in today))
        names = " og ".join(each.name for each in today)
        year = int(former.valid_to) + 1
        if len(today) > 1:
            return Meaning(numbers, counties, f"{former.name} ble delt mellom {names} i {year}")
        if fold(former.name) == fold(today[0].name):
            return Meaning(numbers, counties)
        return Meaning(numbers, counties, f"{former.name} er tidligere kommune, fra {year} {names}")
