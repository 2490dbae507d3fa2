"""How near a participant is to the one who asks: in inhabitants, and in place.

Inhabitants are compared on a log scale: 1 000 to 2 000 is as far as 10 000 to 20 000. Nearness falls as a Gaussian of
the ln ratio, 0.61 at a factor of three and 0.14 at nine; numbers rather than labels, because the reports disagree on
what «medium-sized» means (the project's design page on matching).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kunnskapsbase.index.model import Conditions
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.solution import Participant, Role

LN_SCALE = math.log(3)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known: a municipality, or only a size or a span of sizes, or only a place."""

    municipality: Municipality | None = None
    population: int | None = None
    size_span: tuple[int | None, int | None] | None = None
    counties: tuple[str, ...] = ()
    region: str | None = None

    @property
    def inhabitants(self) -> int | None:
        """The number to compare with: what was said, else the municipality's own."""
        if self.population is not None:
            return self.population
        return self.municipality.population if self.municipality else None


@dataclass(frozen=True, slots=True)
class Match:
    """The participant that fits best. Nearness is 0–1, ``None`` where the asker gave nothing to compare with."""

    participant: Participant
    municipality: Municipality
    size_nearness: float | None
    same_municipality: bool
    neighbour: bool
    same_county: bool
    same_region: bool
    same_council: str | None


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


def allowed(municipality: Municipality, conditions: Conditions) -> bool:
    """Whether the hard filters on population and county let this municipality stand for a solution."""
    if conditions.population_min is not None and municipality.population < conditions.population_min:
        return False
    if conditions.population_max is not None and municipality.population > conditions.population_max:
        return False
    return not conditions.counties or municipality.county_number in conditions.counties


def _match(participant: Participant, municipality: Municipality, asker: Asker) -> Match:
    own = asker.municipality
    councils = [each for each in municipality.regional_councils if own and each in own.regional_councils]
    counties = asker.counties or ((own.county_number,) if own else ())
    region = asker.region or (own.region if own else None)
    return Match(
        participant=participant,
        municipality=municipality,
        size_nearness=size_nearness(municipality.population, asker),
        same_municipality=own is not None and own.kommunenummer == municipality.kommunenummer,
        neighbour=own is not None and municipality.kommunenummer in own.neighbours,
        same_county=municipality.county_number in counties,
        same_region=region is not None and municipality.region == region,
        same_council=min(councils, default=None),
    )


def _order(match: Match) -> tuple[bool, float, bool, bool]:
    # The asker itself is no help to itself: another participant comes first where there is one.
    return (
        match.same_municipality,
        -(match.size_nearness or 0.0),
        not match.same_county,
        match.participant.role is not Role.OWNER,
    )


def best_match(
    leading: Sequence[tuple[Participant, Municipality]], asker: Asker, conditions: Conditions
) -> Match | None:
    """The one of ``leading`` (owners and adopters) nearest the asker that the filters allow; ``None`` without any."""
    matches = [
        _match(participant, municipality, asker)
        for participant, municipality in leading
        if allowed(municipality, conditions)
    ]
    return min(matches, key=_order, default=None)


def municipalities(
    participants: Iterable[Participant], register: MunicipalityRegister
) -> list[tuple[Participant, Municipality]]:
    """Each participant with each municipality behind its name."""
    return [(participant, register.get(number)) for participant in participants for number in participant.kommunenummer]


def place_nearness(match: Match, asker: Asker) -> float:
    """1 for the place asked for, or for the asker's county, neighbour or regional council; ½ for its part of Norway."""
    if match.same_county or match.neighbour or match.same_council:
        return 1.0
    if match.same_region:
        return 1.0 if asker.region else 0.5
    return 0.0


def soft_score(text_score: float, match: Match | None, asker: Asker, weight: float) -> float:
    """The text's score, lifted by a share: at most ``weight`` for size, and as much again for a place asked for.

    The asker's own surroundings, when no place was asked for, count half. Nothing is pushed down: a hit without a
    comparable participant keeps the score of its text.
    """
    if match is None:
        return text_score
    place_weight = weight if asker.counties or asker.region else weight / 2
    lift = weight * (match.size_nearness or 0.0) + place_weight * place_nearness(match, asker)
    return text_score * (1.0 + lift)
