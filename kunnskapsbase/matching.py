"""How like the one who asks a municipality is, and what that may do to the order of what answers.

Six things are compared, each 0–1, and put together as a weighted mean of those that can be compared (``Shares``):

    size        exp(−½ (ln(theirs / ours) / ln 3)²): 1 for as many inhabitants, 0.61 at a factor of three, 0.14 at nine
    place       1 for a neighbour or the same regional council, ¾ for the county, ½ for the part of the country; where
                the question asks for a place, 1 in it and else 0, and it counts twice
    centrality  exp(−½ (classes apart / 2)²), by SSB's classes 1–6
    KOSTRA      1 in the same group: alike in inhabitants, bound costs and free income, says SSB
    network     1 where the two meet in a network on the day of asking, and else left out: the sources name the members
                of few networks, so that none is known of says nothing
    language    1 for the same written form, ½ where one of the two is neutral

Inhabitants are compared on a log scale: 1 000 to 2 000 is as far as 10 000 to 20 000. To compare municipalities feature
by feature on a common scale is what CIPFA's Nearest Neighbours Model does in England (standardised features, the
distances added up), and SSB's KOSTRA groups do it by classes; both are held against this one in
``eval/results/storrelse.md``.

A solution is matched by the one of its owners and adopters that is most like the asker. ``preference`` is what the
index is asked to rank by; ``lift`` is the same number again, worked out here to explain it. Filters are another matter
(``allowed``): they decide who may stand for a solution at all.
"""

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from kunnskapsbase.index.model import ASKERS, Conditions, Preference
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.network import Circle
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Participant, Role

LN_SCALE = math.log(3)
CENTRALITY_SCALE = 2.0
_NEUTRAL = "nøytral"
# A place that the question asks for counts so many times as much as the asker's own surroundings.
_ASKED_PLACE = 2.0
# The likeness is told in so many steps. The index is asked which participants are on each step, because a formula can
# read one number a field and a solution may have any number of participants; what it costs stands in
# docs/architecture.md.
LEVELS = 20

Leading = Sequence[tuple[Participant, Municipality]]
"""Those who lead a solution (owners and adopters), each with each municipality behind its name."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How much each part of the likeness counts beside the others; 0 leaves it out."""

    size: float = 0.5
    place: float = 0.2
    centrality: float = 0.15
    kostra: float = 0.1
    language: float = 0.05
    network: float = 0.1

    @classmethod
    def of(cls, settings: Settings) -> "Shares":
        """As the settings say."""
        return cls(
            size=settings.match_size,
            place=settings.match_place,
            centrality=settings.match_centrality,
            kostra=settings.match_kostra,
            language=settings.match_language,
            network=settings.match_network,
        )


DEFAULT_SHARES = Shares()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known: a municipality, or only a size or a span of sizes, or only a place.

    ``circles`` are the networks that the municipality is in on the day it asks (``Networks.circles``).
    """

    municipality: Municipality | None = None
    population: int | None = None
    size_span: tuple[int | None, int | None] | None = None
    counties: tuple[str, ...] = ()
    region: str | None = None
    circles: tuple[Circle, ...] = ()

    @property
    def inhabitants(self) -> int | None:
        """The number to compare with: what was said, else the municipality's own."""
        if self.population is not None:
            return self.population
        return self.municipality.population if self.municipality else None

    @property
    def asks_for_place(self) -> bool:
        """Whether the question asks for a place."""
        return bool(self.counties or self.region)


class Nearness(NamedTuple):
    """How like the asker a municipality is, part by part: 0–1, ``None`` where there is nothing to compare with."""

    size: float | None = None
    place: float | None = None
    centrality: float | None = None
    kostra: float | None = None
    language: float | None = None
    network: float | None = None
    place_asked: bool = False

    def total(self, shares: Shares = DEFAULT_SHARES) -> float:
        """The weighted mean of the parts that can be compared; 0 where none can."""
        return _with_size(self.size, self.beside_size(shares), shares)

    def beside_size(self, shares: Shares) -> tuple[float, float]:
        """The weighted sum of the other parts, and what they weigh together."""
        place_share = shares.place * (_ASKED_PLACE if self.place_asked else 1.0)
        parts = (
            (self.place, place_share),
            (self.centrality, shares.centrality),
            (self.kostra, shares.kostra),
            (self.language, shares.language),
            (self.network, shares.network),
        )
        total = whole = 0.0
        for value, share in parts:
            if value is not None:
                total += value * share
                whole += share
        return total, whole


def _with_size(size: float | None, beside: tuple[float, float], shares: Shares) -> float:
    total, whole = beside
    if size is not None:
        total += size * shares.size
        whole += shares.size
    return total / whole if whole else 0.0


class Match(NamedTuple):
    """The participant that is most like the asker, how like (part by part), and what the two have in common."""

    participant: Participant
    municipality: Municipality
    nearness: Nearness
    same_municipality: bool
    neighbour: bool
    same_county: bool
    same_region: bool
    same_council: str | None
    same_networks: tuple[str, ...]

    @property
    def size_nearness(self) -> float | None:
        """The part that is inhabitants."""
        return self.nearness.size


def size_nearness(population: int, asker: Asker) -> float | None:
    """1 for the same number of inhabitants (or inside the span asked for), falling with the ratio."""
    inhabitants = asker.inhabitants
    if inhabitants is not None:
        distance = abs(math.log(max(population, 1) / max(inhabitants, 1)))
    elif asker.size_span is not None:
        low, high = asker.size_span
        if low is not None and population < low:
            distance = math.log(low / max(population, 1))
        elif high is not None and population > high:
            distance = math.log(population / max(high, 1))
        else:
            distance = 0.0
    else:
        return None
    return math.exp(-0.5 * (distance / LN_SCALE) ** 2)


def _shared_council(one: Municipality, other: Municipality) -> str | None:
    return min(set(one.regional_councils).intersection(other.regional_councils), default=None)


def _shared_networks(municipality: Municipality, asker: Asker) -> tuple[str, ...]:
    if not asker.circles:
        return ()
    return tuple(each.name for each in asker.circles if municipality.kommunenummer in each.members)


def _place(municipality: Municipality, asker: Asker) -> float | None:
    own = asker.municipality
    if asker.counties:
        return float(municipality.county_number in asker.counties)
    if asker.region:
        return float(municipality.region == asker.region)
    if own is None:
        return None
    if municipality.kommunenummer in own.neighbours or _shared_council(own, municipality):
        return 1.0
    if municipality.county_number == own.county_number:
        return 0.75
    return 0.5 if municipality.region == own.region else 0.0


def _language(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return 0.5 if _NEUTRAL in (one, other) else 0.0


def nearness(municipality: Municipality, asker: Asker) -> Nearness:
    """How like the asker a municipality is; symmetric where the asker is a municipality and asks for no place."""
    size, place, own = size_nearness(municipality.population, asker), _place(municipality, asker), asker.municipality
    if own is None:
        return Nearness(size=size, place=place, place_asked=asker.asks_for_place)
    apart = municipality.centrality - own.centrality
    return Nearness(
        size=size,
        place=place,
        centrality=math.exp(-0.5 * (apart / CENTRALITY_SCALE) ** 2),
        kostra=float(municipality.kostra_group == own.kostra_group),
        language=_language(municipality.language_form, own.language_form),
        network=1.0 if _shared_networks(municipality, asker) else None,
        place_asked=asker.asks_for_place,
    )


def allowed(municipality: Municipality, conditions: Conditions) -> bool:
    """Whether the hard filters on population and county let this municipality stand for a solution."""
    if conditions.population_min is not None and municipality.population < conditions.population_min:
        return False
    if conditions.population_max is not None and municipality.population > conditions.population_max:
        return False
    return not conditions.counties or municipality.county_number in conditions.counties


def _match(participant: Participant, municipality: Municipality, asker: Asker) -> Match:
    own = asker.municipality
    counties = asker.counties or ((own.county_number,) if own else ())
    region = asker.region or (own.region if own else None)
    return Match(
        participant=participant,
        municipality=municipality,
        nearness=nearness(municipality, asker),
        same_municipality=own is not None and own.kommunenummer == municipality.kommunenummer,
        neighbour=own is not None and municipality.kommunenummer in own.neighbours,
        same_county=municipality.county_number in counties,
        same_region=region is not None and municipality.region == region,
        same_council=_shared_council(own, municipality) if own else None,
        same_networks=_shared_networks(municipality, asker),
    )


def best_match(leading: Leading, asker: Asker, conditions: Conditions, shares: Shares = DEFAULT_SHARES) -> Match | None:
    """The one of ``leading`` most like the asker that the filters allow; ``None`` where there is none."""

    def order(match: Match) -> tuple[bool, float, bool, str]:
        # The asker itself is no help to itself: another participant comes first where there is one.
        return (
            match.same_municipality,
            -match.nearness.total(shares),
            match.participant.role is not Role.OWNER,
            match.municipality.kommunenummer,
        )

    matches = [
        _match(participant, municipality, asker)
        for participant, municipality in leading
        if allowed(municipality, conditions)
    ]
    return min(matches, key=order, default=None)


def municipalities(
    participants: Iterable[Participant], register: MunicipalityRegister
) -> list[tuple[Participant, Municipality]]:
    """Each participant with each municipality behind its name."""
    return [(participant, register.get(number)) for participant in participants for number in participant.kommunenummer]


@lru_cache(maxsize=ASKERS)
def _beside_size(asker: Asker, shares: Shares, register: MunicipalityRegister) -> "tuple[array[float], array[float]]":
    """``Nearness.beside_size`` of every municipality in the register's order: the sums, and the weights."""
    sums, weights = array("d"), array("d")
    for each in register:
        total, whole = nearness(each, asker).beside_size(shares)
        sums.append(total)
        weights.append(whole)
    return sums, weights


@lru_cache(maxsize=ASKERS)
def levels(asker: Asker, shares: Shares, register: MunicipalityRegister) -> Mapping[str, int]:
    """How like the asker every municipality is, in whole steps: kommunenummer → 1 to ``LEVELS``, without those on 0.

    The asker itself is on 0: that a solution is its own is no reason to be shown it.
    """
    own = asker.municipality.kommunenummer if asker.municipality else None
    # All but the size is the same whatever size is said, and takes four fifths of the time.
    beside = zip(*_beside_size(replace(asker, population=None, size_span=None), shares, register), strict=True)
    found = {
        each.kommunenummer: round(_with_size(size_nearness(each.population, asker), rest, shares) * LEVELS)
        for each, rest in zip(register, beside, strict=True)
    }
    return {number: level for number, level in found.items() if level and number != own}


def lift(leading: Leading, likeness: Mapping[str, int], conditions: Conditions, weight: float) -> float:
    """The share by which a solution is lifted (0 to ``weight``): that of its participant most like the asker.

    Nothing is pushed down: without a participant that can be compared it is 0. ``likeness`` is of ``levels``.
    """
    if conditions.of_participants:
        leading = [each for each in leading if allowed(each[1], conditions)]
    return weight * (max([likeness.get(each.kommunenummer, 0) for _, each in leading], default=0) / LEVELS)


@lru_cache(maxsize=ASKERS)
def preference(
    asker: Asker, conditions: Conditions, shares: Shares, weight: float, register: MunicipalityRegister
) -> Preference | None:
    """What the index ranks by beside the text: ``lift`` for whoever is found; ``None`` where nobody is preferred."""
    steps: dict[int, list[int]] = {}
    for number, level in levels(asker, shares, register).items():
        if allowed(register.get(number), conditions):
            steps.setdefault(level, []).append(int(number))
    if not weight or not steps:
        return None
    return Preference(tuple((weight * (level / LEVELS), tuple(steps[level])) for level in sorted(steps)))
