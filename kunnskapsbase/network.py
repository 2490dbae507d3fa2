"""Networks that municipalities meet in: regional councils, climate, digitalisation and professional networks.

Membership is many-to-many, changes over time and crosses county borders. The files in ``corpus/nettverk`` are the seed;
the English field names are the code's, their aliases the Norwegian keys people write.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from kunnskapsbase.entity import Address, EntityPart, EntitySource, Fylkesnummer, Id, Year
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.solution import KOMMUNENUMMER, Text

# What the record store calls them.
NETWORK = "nettverk"


class NetworkKind(StrEnum):
    """What municipalities meet about."""

    REGIONAL_COUNCIL = "regionråd"
    CLIMATE = "klimanettverk"
    DIGITALISATION = "digitaliseringsnettverk"
    PROFESSIONAL = "fagnettverk"
    OTHER = "annet"


class Certainty(StrEnum):
    """How sure the list of members is: told by the source, told long ago, or sources that disagree."""

    CERTAIN = "ok"
    OLDER = "eldre"
    UNCERTAIN = "usikker"


class Member(EntityPart):
    """A municipality's membership. ``since`` and ``until`` are the first and last year of it, where known."""

    kommunenummer: Annotated[str, StringConstraints(pattern=KOMMUNENUMMER)]
    name: Text | None = Field(
        default=None, alias="navn", description="Kommunens navn, så fila kan leses; nummeret gjelder."
    )
    since: Year | None = Field(default=None, alias="fra")
    until: Year | None = Field(default=None, alias="til")

    @model_validator(mode="after")
    def _years_in_order(self) -> "Member":
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"til ({self.until}) er før fra ({self.since})")
        return self

    def in_year(self, year: int) -> bool:
        """Whether it was a member in ``year``, as far as is known."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


class Network(EntityPart):
    """One network: one file in ``corpus/nettverk``."""

    id: Id
    name: Text = Field(alias="navn")
    aliases: tuple[Text, ...] = Field(default=(), alias="alias")
    kind: NetworkKind = Field(alias="type")
    about: Text | None = Field(default=None, alias="om")
    members: tuple[Member, ...] = Field(default=(), alias="medlemmer")
    whole_counties: tuple[Fylkesnummer, ...] = Field(
        default=(), alias="alle_i_fylke", description="Fylker der alle kommunene er medlemmer."
    )
    counties: tuple[Fylkesnummer, ...] = Field(
        default=(), alias="fylker", description="Fylker nettverket arbeider i, når kilden ikke navngir medlemmene."
    )
    website: Address | None = Field(default=None, alias="nettsted")
    year_start: Year | None = Field(default=None, alias="aar_start")
    year_end: Year | None = Field(default=None, alias="aar_slutt")
    certainty: Certainty = Field(alias="sikkerhet")
    note: Text | None = Field(default=None, alias="merknad")
    sources: tuple[EntitySource, ...] = Field(alias="kilder", min_length=1)

    @model_validator(mode="after")
    def _years_in_order(self) -> "Network":
        if self.year_start and self.year_end and self.year_end < self.year_start:
            raise ValueError(f"aar_slutt ({self.year_end}) er før aar_start ({self.year_start})")
        return self

    def ended(self, year: int) -> bool:
        """Whether it had come to its end before ``year``."""
        return self.year_end is not None and self.year_end < year


@dataclass(frozen=True, slots=True)
class Membership:
    """A municipality of today in a network. ``current`` is whether it was a member in the year asked for."""

    municipality: Municipality
    since: int | None
    until: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class Circle:
    """A network of a certain year as the matching sees it: what it is called, and the kommunenummer of all in it.

    Two of equal content are equal, whatever else has changed in the store: what is worked out by them stands.
    """

    name: str
    members: frozenset[str]


class Networks:
    """All networks, looked up by id and by municipality. ``year`` is the year that membership is asked for."""

    def __init__(self, networks: Iterable[Network], register: MunicipalityRegister) -> None:
        self._register = register
        self._networks = {network.id: network for network in sorted(networks, key=lambda network: network.name)}
        # Network → kommunenummer of today → its times in it; several where it left and came back.
        self._times = {network.id: _times(network, register) for network in self._networks.values()}
        self._of: dict[str, list[Network]] = {}
        for network in self._networks.values():
            for number in self._times[network.id]:
                self._of.setdefault(number, []).append(network)
        self._circles: dict[int, Mapping[str, tuple[Circle, ...]]] = {}

    def __iter__(self) -> Iterator[Network]:
        return iter(self._networks.values())

    def __len__(self) -> int:
        return len(self._networks)

    def get(self, network_id: str) -> Network | None:
        """The network with this id."""
        return self._networks.get(network_id)

    def members(self, network: Network, year: int) -> tuple[Membership, ...]:
        """Everyone who is or was in the network, by name; those of whole counties too."""
        found = []
        for number, times in self._times[network.id].items():
            last = max(times, key=lambda time: (time.in_year(year), time.until is None, time.until or 0))
            current = last.in_year(year) and not network.ended(year)
            found.append(Membership(self._register.get(number), last.since, last.until, current))
        return tuple(sorted(found, key=lambda member: member.municipality.name))

    def of(self, kommunenummer: str, year: int) -> tuple[Network, ...]:
        """The networks that the municipality (by its number of today) was in that year, by name."""
        return tuple(
            network
            for network in self._of.get(kommunenummer, ())
            if not network.ended(year) and any(time.in_year(year) for time in self._times[network.id][kommunenummer])
        )

    def circles(self, year: int) -> Mapping[str, tuple[Circle, ...]]:
        """Kommunenummer → what the municipality meets others in that year beside its regional council, by name.

        The regional councils are in the register, and compared as places. Worked out once for each year.
        """
        if year not in self._circles:
            self._circles[year] = self._circles_of(year)
        return self._circles[year]

    def _circles_of(self, year: int) -> Mapping[str, tuple[Circle, ...]]:
        found: dict[str, tuple[Circle, ...]] = {}
        for network in self._networks.values():
            if network.kind is NetworkKind.REGIONAL_COUNCIL or network.ended(year):
                continue
            times = self._times[network.id]
            inside = frozenset(number for number in times if any(time.in_year(year) for time in times[number]))
            for number in inside:
                found[number] = (*found.get(number, ()), Circle(network.name, inside))
        return found

    def county_numbers(self, network: Network, year: int) -> tuple[str, ...]:
        """The counties of its members of that year, and those it works in; several where it crosses a border."""
        of_members = {member.municipality.county_number for member in self.members(network, year) if member.current}
        return tuple(sorted(of_members | set(network.counties)))


def _times(network: Network, register: MunicipalityRegister) -> dict[str, list[Member]]:
    times: dict[str, list[Member]] = {}
    for member in network.members:
        times.setdefault(register.get(member.kommunenummer).kommunenummer, []).append(member)
    for municipality in register:
        if municipality.county_number in network.whole_counties and municipality.kommunenummer not in times:
            times[municipality.kommunenummer] = [Member(kommunenummer=municipality.kommunenummer)]
    return times
