"""How a solution spreads: how many municipalities stand where with it, month by month.

Counted are adoptions alone, each as a municipality told it. Nobody is counted for having looked at a page.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kunnskapsbase.adoption import Adoption, AdoptionStatus
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.size_bands import band_of
from kunnskapsbase.solution import Solution

GroupsOf = Callable[[Adoption], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the adoptions of a group stood at the end of a month (``YYYY-MM``).

    ``standing`` counts them by their status then; ``ever_in_use`` those taken into use by then, also if stopped since.
    """

    group: str
    month: str
    standing: Mapping[AdoptionStatus, int]
    ever_in_use: int


def by_solution(adoption: Adoption) -> Iterable[str]:
    """Grouped by the solution's id."""
    return (adoption.solution_id,)


def by_theme(solutions: Mapping[str, Solution]) -> GroupsOf:
    """Grouped by the themes of the solution; one that is no longer there has none."""
    return lambda adoption: solutions[adoption.solution_id].themes if adoption.solution_id in solutions else ()


def by_county(register: MunicipalityRegister) -> GroupsOf:
    """Grouped by the fylkesnummer of today of the municipality."""
    return lambda adoption: (register.get(adoption.kommunenummer).county_number,)


def by_size(register: MunicipalityRegister) -> GroupsOf:
    """Grouped by the size band of the municipality."""
    return lambda adoption: (band_of(register.get(adoption.kommunenummer).population).value,)


def spread(adoptions: Iterable[Adoption], groups_of: GroupsOf) -> tuple[Spread, ...]:
    """The spread in each group, by group and month; a month has a row when something happened in it."""
    members: dict[str, list[Adoption]] = {}
    for adoption in adoptions:
        for group in dict.fromkeys(groups_of(adoption)):
            members.setdefault(group, []).append(adoption)
    return tuple(row for group in sorted(members) for row in _of_group(group, members[group]))


def _of_group(group: str, adoptions: list[Adoption]) -> Iterable[Spread]:
    months = sorted({_month(step.day) for adoption in adoptions for step in adoption.steps})
    for month in months:
        begun = [[step for step in each.steps if _month(step.day) <= month] for each in adoptions]
        standing = Counter(steps[-1].status for steps in begun if steps)
        in_use = [each.in_use_since for each in adoptions if each.in_use_since]
        yield Spread(group, month, standing, sum(_month(day) <= month for day in in_use))


def _month(day: date) -> str:
    return day.isoformat()[:7]
