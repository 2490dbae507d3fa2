"""From the name of an actor to the municipalities and counties of today that stand behind it.

Only what is clear is linked: a firm, a state body or an unnamed group of municipalities is never guessed at. The note
(``kobling``) says how a name was linked when it is no plain name of today, or why it was not.
"""

import re
from dataclasses import dataclass

from ingest.place_names import Clues, PlaceNames
from kunnskapsbase.errors import UnknownCountyError
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister, fold
from kunnskapsbase.solution import ActorType, Participant, Solution

UNNAMED = "flere kommuner uten navn"
INTERMUNICIPAL = "interkommunalt samarbeid; medlemmene står ikke i kilden"

_GROUP = re.compile(r"^(?:\S+ )?(?:nabo)?kommun(?:er|ene|ar|ane)\b(?: (?:i|på) (?P<where>.+))?", re.IGNORECASE)
_KIND = re.compile(r"\s+(?:kommune[rn]?|kommunene|kommunar|kommunane|herad)$", re.IGNORECASE)
_PLURAL = re.compile(r"\bkommun(?:er|ene|ar|ane)$", re.IGNORECASE)
_NETWORK = re.compile(r"^(?:nettverk|samarbeid) (?:med|mellom) (?P<names>.+)$", re.IGNORECASE)
_COUNTY = re.compile(r"(?P<name>\w[\w -]*?) fylkeskommune\b", re.IGNORECASE)
_COUNTY_UNIT = re.compile(r"^fylkesbiblioteket i (?P<name>.+)$", re.IGNORECASE)
# What the part of a municipality is called after its name: «Molde Vann og Avløp KF», «Vik bibliotek».
_UNITS = frozenset(
    {
        "barnehage",
        "bibliotek",
        "brannvesen",
        "eigedom",
        "eiendom",
        "folkebibliotek",
        "hamnevesen",
        "havnevesen",
        "helsehus",
        "kommunale",
        "kulturskole",
        "legekontor",
        "sjukeheim",
        "skole",
        "skule",
        "sykehjem",
        "vann",
        "vatn",
    }
)


@dataclass(frozen=True)
class Link:
    """The numbers of today behind a name, and what there is to say about how they were found."""

    kommunenummer: tuple[str, ...] = ()
    fylkesnummer: tuple[str, ...] = ()
    note: str | None = None


class Linker:
    """Links the actors of a solution by name."""

    def __init__(self, register: MunicipalityRegister) -> None:
        self._register = register
        self._places = PlaceNames(register)

    def link(self, solution: Solution) -> Solution:
        """``solution`` with the actors linked that have neither numbers nor a note."""
        participants = tuple(
            participant
            if participant.kommunenummer or participant.fylkesnummer or participant.link_note
            else self._linked(participant, solution)
            for participant in solution.participants
        )
        return solution.model_copy(update={"participants": participants})

    def _linked(self, participant: Participant, solution: Solution) -> Participant:
        others = tuple(other for other in solution.participants if other is not participant)
        link = self.link_name(participant.name, participant.type, self._clues(solution, others))
        return participant.model_copy(
            update={
                "kommunenummer": link.kommunenummer,
                "fylkesnummer": link.fylkesnummer,
                "link_note": link.note,
            }
        )

    def _clues(self, solution: Solution, others: tuple[Participant, ...]) -> Clues:
        source = solution.source
        texts = (
            # The id is part of the text: whoever read the source put the place in it.
            solution.id.replace("-", " "),
            solution.title,
            solution.challenge,
            solution.approach,
            solution.lessons or "",
            *solution.themes,
            source.title,
            source.publisher,
            re.sub(r"[/_.-]+", " ", source.url),
            *(other.name for other in others),
        )
        year = solution.year_start or (int(source.date[:4]) if source.date else None)
        near: list[Municipality] = []
        counties: list[str] = []
        for other in others:
            if other.type is ActorType.MUNICIPALITY:
                near += [place for name in self._names(other.name) if (place := self._places.only(name))]
            elif other.type is ActorType.COUNTY:
                counties += self._county(other.name).fylkesnummer
        counties += [place.county_number for place in near]
        return Clues(
            text=fold("\n".join(texts)),
            url=source.url,
            year=year,
            neighbours=tuple(near),
            counties=tuple(dict.fromkeys(counties)),
        )

    def link_name(self, name: str, actor_type: ActorType, clues: Clues) -> Link:
        """The link of an actor called ``name``."""
        if actor_type is ActorType.MUNICIPALITY:
            return self._municipality(name, clues)
        if actor_type is ActorType.COUNTY:
            return self._county(name)
        if actor_type is ActorType.INTERMUNICIPAL:
            return self._intermunicipal(name, clues)
        return Link()

    def _municipality(self, name: str, clues: Clues) -> Link:
        group = _GROUP.match(name)
        if group:
            return self._group(group["where"])
        names = self._names(name)
        if len(names) > 1 and all(self._places.known(part) for part in names):
            return self._several(names, clues)
        if self._places.known(names[0]):
            return self._one(name, names[0], clues)
        return self._unit(name, names[0], clues)

    def _one(self, name: str, place: str, clues: Clues) -> Link:
        found = self._places.find(place, clues)
        note = found.note
        if fold(name).startswith("nye ") and found.municipality and not note:
            note = f"«{name}» er navnet fra sammenslåingen; dagens {found.municipality.name}"
        return _single(found.municipality, note)

    def _unit(self, name: str, bare: str, clues: Clues) -> Link:
        place, unit_note = self._place_of_unit(name)
        if place:
            found = self._places.find(place, clues)
            return _single(found.municipality, "; ".join(filter(None, (unit_note, found.note))))
        if name.endswith("etaten") and len(clues.neighbours) == 1:
            host = clues.neighbours[0]
            return _single(host, f"etat i {host.name}, som er eneste kommune nevnt i erfaringen")
        if bare != name:
            return _single(None, self._places.find(bare, clues).note)
        return Link(note="navnet er ikke navnet på en kommune")

    def _group(self, where: str | None) -> Link:
        try:
            counties = self._register.county_numbers(where or "")
        except UnknownCountyError:
            return Link(note=UNNAMED)
        return Link((), counties, f"{UNNAMED}; fylke i dag: {self._county_names(counties)}")

    def _several(self, names: list[str], clues: Clues) -> Link:
        near = [place for name in names if (place := self._places.only(name))]
        clues = Clues(
            clues.text,
            clues.url,
            clues.year,
            (*near, *clues.neighbours),
            tuple(place.county_number for place in near) or clues.counties,
        )
        found = [self._places.find(name, clues) for name in names]
        numbers = [place.municipality.kommunenummer for place in found if place.municipality]
        notes = [place.note if place.municipality else f"ukoblet del: {place.note}" for place in found if place.note]
        return Link(tuple(dict.fromkeys(numbers)), (), "; ".join(["flere kommuner i ett navn", *notes]))

    def _place_of_unit(self, name: str) -> tuple[str | None, str]:
        """The municipality that a unit is named after: «NAV Gloppen», «Molde Vann og Avløp KF»."""
        words = name.split()
        if words[0] == "NAV" and self._places.known(" ".join(words[1:])):
            return " ".join(words[1:]), "NAV-kontoret i kommunen"
        before, _, after = name.rpartition(" i ")
        if before and self._places.known(after):
            return after, f"«{before}» er en enhet i kommunen"
        for length in range(len(words) - 1, 0, -1):
            place, rest = " ".join(words[:length]), words[length:]
            if self._places.known(place) and (rest[0].casefold() in _UNITS or rest[-1] == "KF"):
                return place, f"«{' '.join(rest)}» er en enhet i kommunen"
        return None, ""

    def _county(self, name: str) -> Link:
        match = _COUNTY.search(name) or _COUNTY_UNIT.match(name)
        if not match:
            bare = fold(name) in ("fylkeskommunen", "fylkeskommune")
            return Link(note="kilden navngir ikke fylket" if bare else "navnet på aktøren sier ikke hvilket fylke")
        county = match["name"].strip()
        try:
            numbers = self._register.county_numbers(county)
        except UnknownCountyError:
            return Link(note=f"ingen fylker heter eller har hett «{county}»")
        today = self._county_names(numbers)
        return Link((), numbers, None if fold(today) == fold(county) else f"{county} er tidligere fylke, nå {today}")

    def _intermunicipal(self, name: str, clues: Clues) -> Link:
        network = _NETWORK.match(name)
        names = self._names(network["names"]) if network else []
        if len(names) > 1 and all(self._places.known(part) for part in names):
            return self._several(names, clues)
        group = _GROUP.match(name)
        if group and self._group(group["where"]).fylkesnummer:
            return self._group(group["where"])
        return Link(note=INTERMUNICIPAL)

    def _names(self, name: str) -> list[str]:
        """The place names in the name of a municipal actor, without «kommune», «Nye» and what stands in parentheses.

        «Nore og Uvdal» is one municipality and «Notodden og Hjartdal» two: the plural, a comma or a second «kommune»
        says that there are several, and two parts that are a name together stay together. What follows the comma in
        «Oslo kommune, Bydel Gamle Oslo» is a part of the municipality.
        """
        bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
        owner, _, unit = bare.partition(",")
        if _KIND.search(owner) and "kommune" not in unit.casefold():
            bare = owner
        several = _PLURAL.search(bare) or "," in bare or bare.casefold().count("kommune") > 1
        bare = _KIND.sub("", bare)
        names: list[str] = []
        for part in re.split(r",\s*|\s+og\s+", bare) if several else [bare]:
            place = _KIND.sub("", part.strip()).removeprefix("Nye ")
            together = f"{names[-1]} og {place}" if names else ""
            if together and self._places.known(together):
                names[-1] = together
            elif place:
                names.append(place)
        return names or [name]

    def _county_names(self, numbers: tuple[str, ...]) -> str:
        names = [self._register.counties()[number] for number in numbers]
        return " og ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _single(municipality: Municipality | None, note: str | None) -> Link:
    return Link((municipality.kommunenummer,) if municipality else (), (), note)
