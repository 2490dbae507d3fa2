"""Who is sent to whom, so that the fit is good and not everybody is sent to the same village.

A pair is worth its fit less what the mentor's load costs, ``weight × helped already / room``. One asker takes what is
worth most (``choose``). All municipalities of a county or a network are matched together (``assign``), so that the sum
of what the pairs are worth is the highest there is.

The asker itself is never given, and nobody is sent to one that has only stopped. Room is kept unless nothing else is
left, and only to give an asker its first mentor.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kunnskapsbase.assignment_flow import cheapest_pairs
from kunnskapsbase.matching import DEFAULT_SHARES, Shares
from kunnskapsbase.mentoring import Candidate, Fit, fit
from kunnskapsbase.municipalities import Municipality

# The kommunenummer of an asker and of a mentor.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """What is weighed: ``load`` is what a full mentor costs, in fit; ``shares`` is what the likeness is made of."""

    # Chosen in ``eval/results/mentorer.md``.
    load: float = 0.2
    shares: Shares = DEFAULT_SHARES


DEFAULT_WEIGHTS = Weights()


class Fixed(StrEnum):
    """Why a pair stands before anything is worked out: the help is under way, or an adviser has chosen it."""

    RUNNING = "pågår"
    CHOSEN = "valgt"


@dataclass(frozen=True, slots=True)
class Pair:
    """An asker and a mentor, with how well they fit.

    ``load`` is how many the mentor helps in all when this, and the rest of the board, has been agreed. ``passed_over``
    is the candidate that fits the asker better and was not given, for the others' sake or for its load.
    """

    asker: Municipality
    candidate: Candidate
    fit: Fit
    load: int
    fixed: Fixed | None = None
    passed_over: Candidate | None = None

    @property
    def over(self) -> bool:
        """Whether the mentor is then asked for more than it has room for."""
        return self.load > self.candidate.mentor.capacity


@dataclass(frozen=True, slots=True)
class Board:
    """The pairs, by asker and then the best fit first, and the askers nobody is left for."""

    pairs: tuple[Pair, ...]
    without: tuple[Municipality, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands and what shall not be; the help that is under way is in the mentors' load already."""

    fixed: Mapping[Key, Fixed] = field(default_factory=dict)
    avoided: Collection[Key] = ()


def load_cost(helped: int, capacity: int, weight: float) -> float:
    """What it costs, in fit, to send one more to a mentor that helps ``helped`` and has room for ``capacity``."""
    return weight * helped / max(capacity, 1)


def choose(
    asker: Municipality,
    candidates: Iterable[Candidate],
    *,
    weights: Weights = DEFAULT_WEIGHTS,
    limit: int | None = None,
) -> list[Pair]:
    """The mentors for one asker, the one to ring first first: those with room, by fit less load.

    Those without room come after them, and last those that have stopped, who can tell what they learnt.
    """
    could = [(one, fit(one, asker, weights.shares)) for one in candidates if one.municipality != asker]

    def order(entry: tuple[Candidate, Fit]) -> tuple[bool, bool, float, str]:
        one, fits = entry
        worth = fits.value - load_cost(one.load, one.mentor.capacity, weights.load)
        return not one.is_model, one.room == 0, -worth, one.number

    ordered = sorted(could, key=order)
    return [
        Pair(asker, one, fits, one.load + 1, passed_over=_better(ordered[place:], fits))
        for place, (one, fits) in enumerate(ordered[:limit], start=1)
    ]


def _better(others: Iterable[tuple[Candidate, Fit]], than: Fit) -> Candidate | None:
    """The model that fits best of ``others``, where it fits better than the one given."""
    better = [(fits.value, one.number, one) for one, fits in others if one.is_model]
    best = max(better, default=None)
    return best[2] if best and best[0] > than.value else None


def assign(
    askers: Iterable[Municipality],
    candidates: Iterable[Candidate],
    *,
    wanted: int = 1,
    weights: Weights = DEFAULT_WEIGHTS,
    decided: Decided | None = None,
) -> Board:
    """A mentor, or ``wanted`` of them, for each of ``askers``: the pairs that together are worth most.

    A second mentor is given only where there is room.
    """
    decided = decided or Decided()
    asking = {one.kommunenummer: one for one in sorted(askers, key=lambda each: each.kommunenummer)}
    mentors = {one.number: one for one in sorted(candidates, key=lambda each: each.number)}
    fits = {
        (asker, mentor): fit(mentors[mentor], asking[asker], weights.shares)
        for asker in asking
        for mentor in mentors
        if asker != mentor
    }
    stand = {key: why for key, why in decided.fixed.items() if key in fits}
    chosen = Counter(mentor for (_, mentor), why in stand.items() if why is Fixed.CHOSEN)
    helped = {number: one.load + chosen[number] for number, one in mentors.items()}
    possible = {
        key: each
        for key, each in fits.items()
        if mentors[key[1]].is_model and key not in stand and key not in decided.avoided
    }
    made = _made(possible, Counter(asker for asker, _ in stand), wanted, _Mentors(mentors, helped, weights.load))
    load = Counter(helped) + Counter(mentor for _, mentor in made)
    left: dict[str, list[tuple[Candidate, Fit]]] = {number: [] for number in asking}
    for key in possible.keys() - made:
        left[key[0]].append((mentors[key[1]], fits[key]))
    pairs = [
        Pair(asking[asker], mentors[mentor], fits[asker, mentor], load[mentor], stand.get((asker, mentor)))
        for asker, mentor in (*stand, *made)
    ]
    pairs = [
        each if each.fixed else replace(each, passed_over=_better(left[each.asker.kommunenummer], each.fit))
        for each in pairs
    ]
    given = {each.asker for each in pairs}
    return Board(
        pairs=tuple(sorted(pairs, key=lambda each: (each.asker.kommunenummer, -each.fit.value, each.candidate.number))),
        without=tuple(one for one in asking.values() if one not in given),
    )


@dataclass(frozen=True, slots=True)
class _Mentors:
    """The mentors by kommunenummer, how many each helps before anything is worked out, and what a full one costs."""

    by_number: Mapping[str, Candidate]
    helped: Mapping[str, int]
    weight: float

    def places(self, mentor: str, askers: int, beyond: float) -> list[float]:
        """What the next so many places cost at a mentor, those it has no room for ``beyond`` more."""
        room, first = self.by_number[mentor].mentor.capacity, self.helped[mentor]
        return [
            load_cost(held, room, self.weight) + (beyond if held >= room else 0.0)
            for held in range(first, first + askers)
        ]


def _made(possible: Mapping[Key, Fit], held: Counter[str], wanted: int, mentors: _Mentors) -> frozenset[Key]:
    """The pairs worth most together; ``held`` is how many mentors each asker has already.

    Leaving room unused costs more than any fit, and going beyond the room more than all else together.
    """
    missing = {
        asker: min(wanted - held[asker], offers)
        for asker, offers in Counter(asker for asker, _ in possible).items()
        if held[asker] < wanted
    }
    costs = {key: -each.value for key, each in possible.items() if key[0] in missing}
    askers = Counter(mentor for _, mentor in costs)
    dearest = max((mentors.places(mentor, number, 0.0)[-1] for mentor, number in askers.items()), default=0.0)
    skip = 1.0 + dearest
    beyond = 2 * skip * (1 + sum(missing.values()))
    places = {mentor: mentors.places(mentor, number, beyond) for mentor, number in askers.items()}
    # Only the first mentor of one that has none is worth going beyond the room for.
    spare = {asker: number if held[asker] else number - 1 for asker, number in missing.items()}
    return cheapest_pairs(costs, missing, places, spare, skip)
