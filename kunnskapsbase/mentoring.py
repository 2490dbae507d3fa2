"""Who could help: the candidates for a solution or a theme, and how well each fits the one who asks.

Those who have said yes stand beside those who are suggested because they own or have adopted something that answers.
A candidate's worth is that of its best experience: how well the solution answers the theme (1 for the solution itself)
times how far it has come with it. One that has stopped can tell what it learnt, and is never a model. The fit to an
asker is the worth times the likeness of the two (``kunnskapsbase.matching``), and a little less where nobody has asked.

    fit = worth × (LIKENESS_FLOOR + (1 − LIKENESS_FLOOR) × likeness) × (1 said yes | NOT_ASKED)

The floor keeps a solution in operation far away ahead of something hardly to the point next door.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kunnskapsbase.adoption import Adoption, AdoptionStatus
from kunnskapsbase.index.model import Conditions
from kunnskapsbase.matching import DEFAULT_SHARES, Asker, Match, Shares, best_match, municipalities
from kunnskapsbase.mentor import Mentor, Origin
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.network import Circle
from kunnskapsbase.solution import ActorType, Participant, Role, Solution, Status

LIKENESS_FLOOR = 0.4
NOT_ASKED = 0.9


class Standing(StrEnum):
    """How far a municipality has come with what it could help with."""

    IN_OPERATION = "i_drift"
    COMPLETED = "gjennomført"
    UNDERWAY = "i_gang"
    UNKNOWN = "ukjent"
    TRIED = "har_prøvd"


# What is in operation or completed can be shown; what is under way is still being learnt.
STANDING_WORTH = {
    Standing.IN_OPERATION: 1.0,
    Standing.COMPLETED: 1.0,
    Standing.UNDERWAY: 0.7,
    Standing.UNKNOWN: 0.5,
    Standing.TRIED: 0.3,
}
# What is only planned has been done by nobody, and is not here.
_STANDINGS = {
    Status.IN_OPERATION: Standing.IN_OPERATION,
    Status.COMPLETED: Standing.COMPLETED,
    Status.ONGOING: Standing.UNDERWAY,
    Status.PILOT: Standing.UNDERWAY,
    Status.UNKNOWN: Standing.UNKNOWN,
    Status.STOPPED: Standing.TRIED,
}


_ADOPTED = {
    AdoptionStatus.ADOPTING: Standing.UNDERWAY,
    AdoptionStatus.IN_OPERATION: Standing.IN_OPERATION,
    AdoptionStatus.STOPPED: Standing.TRIED,
}


def standings(adoptions: Iterable[Adoption]) -> dict[tuple[str, str], Standing]:
    """How far those have come who took a solution into use, by solution's id and kommunenummer."""
    return {
        (each.solution_id, each.kommunenummer): _ADOPTED[each.status]
        for each in adoptions
        if each.in_use_since is not None and each.status in _ADOPTED
    }


@dataclass(frozen=True, slots=True)
class Answering:
    """A solution that answers what help is wanted with; ``relevance`` (0–1) is how well."""

    solution: Solution
    relevance: float = 1.0


@dataclass(frozen=True, slots=True)
class Experience:
    """What a municipality has done that it could help with."""

    solution: Solution
    participant: Participant
    standing: Standing
    relevance: float

    @property
    def worth(self) -> float:
        """0–1: how well it answers, and how far it has come."""
        return self.relevance * STANDING_WORTH[self.standing]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A municipality that could help, with its experiences (the most worth first) and how many it helps now.

    One that has said yes for a theme may have none that the collection knows of. ``circles`` are the networks it is in.
    """

    mentor: Mentor
    municipality: Municipality
    experiences: tuple[Experience, ...]
    load: int = 0
    circles: tuple[Circle, ...] = ()

    @property
    def number(self) -> str:
        """Its kommunenummer."""
        return self.municipality.kommunenummer

    @property
    def said_yes(self) -> bool:
        """Whether the municipality has agreed to help."""
        return self.mentor.origin is Origin.SAID_YES

    @property
    def worth(self) -> float:
        """0–1; 1 for one that has said yes to the theme, whatever the collection knows it has done."""
        if not self.experiences or (self.said_yes and self.mentor.theme is not None):
            return 1.0
        return self.experiences[0].worth

    @property
    def is_model(self) -> bool:
        """Whether others may be sent to it to learn how it is done: not where all it has was stopped."""
        return not self.experiences or self.experiences[0].standing is not Standing.TRIED

    @property
    def room(self) -> int:
        """How many more there is room for, never under 0."""
        return max(0, self.mentor.capacity - self.load)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a candidate fits an asker (0–1), how like the two are (0–1), and what was compared."""

    value: float
    likeness: float
    match: Match


def _experiences(
    answering: Iterable[Answering],
    register: MunicipalityRegister,
    adopted: Mapping[tuple[str, str], Standing],
) -> dict[str, tuple[Experience, ...]]:
    """Kommunenummer → its experiences, the most worth first."""
    found: dict[str, list[Experience]] = {}
    for each in answering:
        solution, seen = each.solution, set[str]()
        for participant, municipality in municipalities(solution.owners_and_adopters, register):
            number = municipality.kommunenummer
            standing = adopted.get((solution.id, number), _STANDINGS.get(solution.status))
            if standing is None or number in seen:
                continue
            seen.add(number)
            found.setdefault(number, []).append(Experience(solution, participant, standing, each.relevance))
    return {
        number: tuple(sorted(have, key=lambda one: (one.standing is Standing.TRIED, -one.worth, one.solution.id)))
        for number, have in found.items()
    }


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of helping.

    ``said_yes`` are the mentors that have agreed to help with what is asked for. ``standings`` say how far an adopter
    has come, by solution's id and kommunenummer, where that is known better than by the solution's own status. ``load``
    is how many a municipality helps now, by kommunenummer and with whatever it may be: a village has one staff.
    ``circles`` are the networks that each municipality is in today (``Networks.circles``).
    """

    said_yes: tuple[Mentor, ...] = ()
    standings: Mapping[tuple[str, str], Standing] = field(default_factory=dict)
    load: Mapping[str, int] = field(default_factory=dict)
    circles: Mapping[str, tuple[Circle, ...]] = field(default_factory=dict)


def candidates(
    answering: Sequence[Answering], register: MunicipalityRegister, known: Known, theme: str | None = None
) -> list[Candidate]:
    """Everybody who could help, each municipality once: models first, of them who said yes, then the most worth.

    Owners and adopters of the solutions in ``answering`` are suggested for ``theme``, or without one each for its best
    solution.
    """
    experiences = _experiences(answering, register, known.standings)
    mentors: dict[str, Mentor] = {}
    for mentor in sorted(known.said_yes, key=lambda one: (one.theme is None, one.id)):
        mentors.setdefault(mentor.kommunenummer, mentor)
    for number, have in experiences.items():
        solution_id = None if theme else have[0].solution.id
        mentors.setdefault(number, Mentor(kommunenummer=number, solution_id=solution_id, theme=theme))
    found = [
        Candidate(
            mentor,
            register.get(number),
            experiences.get(number, ()),
            known.load.get(number, 0),
            known.circles.get(number, ()),
        )
        for number, mentor in mentors.items()
    ]
    return sorted(found, key=lambda one: (not one.is_model, not one.said_yes, -one.worth, one.number))


def fit(candidate: Candidate, asker: Municipality, shares: Shares = DEFAULT_SHARES) -> Fit:
    """How well ``candidate`` fits ``asker``; symmetric in the two municipalities, and 1 only for one that said yes."""
    municipality = candidate.municipality
    # Of the asker's networks, only those that the candidate is in can tell the two alike.
    shared = tuple(each for each in candidate.circles if asker.kommunenummer in each.members)
    wants = Asker(municipality=asker, circles=shared)
    participant = (
        candidate.experiences[0].participant
        if candidate.experiences
        else Participant(
            name=municipality.name,
            type=ActorType.MUNICIPALITY,
            role=Role.ADOPTER,
            kommunenummer=(municipality.kommunenummer,),
        )
    )
    match = best_match([(participant, municipality)], wants, Conditions(), shares)
    assert match is not None, "nothing is asked of the participant"
    likeness = match.nearness.total(shares)
    value = candidate.worth * (LIKENESS_FLOOR + (1 - LIKENESS_FLOOR) * likeness)
    return Fit(value if candidate.said_yes else NOT_ASKED * value, likeness, match)
