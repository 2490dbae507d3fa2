"""The cheapest way to pair two sides where one side's places grow dearer as they fill: a minimum cost flow.

Solved as a linear programme by the dual simplex method of HiGHS, in SciPy. The corners of such a programme are whole
numbers, and the simplex method answers with a corner, so no pair is ever made by half. NetworkX, which the product has
too, gives the same and takes several times as long: half a second for the largest county.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

Pair = tuple[str, str]


def cheapest_pairs(
    costs: Mapping[Pair, float],
    wanted: Mapping[str, int],
    places: Mapping[str, Sequence[float]],
    spare: Mapping[str, int],
    skip: float,
) -> frozenset[Pair]:
    """The pairs with the lowest sum of costs.

    Args:
        costs: what each possible pair (asker, mentor) costs; it may be below nought.
        wanted: how many pairs each asker shall have, no more than there are of it in ``costs``.
        places: what each mentor's first, second, … pair costs beside that; never falling, and as many as there are
            askers for it.
        spare: how many of the wanted may be left out.
        skip: what each that is left out costs.
    """
    if not costs:
        return frozenset()
    row = {("asker", asker): number for number, asker in enumerate(wanted)}
    row |= {("mentor", mentor): len(row) + number for number, mentor in enumerate(places)}
    # The columns: the pairs, then what each asker goes without, then the places. Each asker's pairs and what it goes
    # without are what it wanted; each mentor's pairs are as many as its places taken.
    entries = [
        entry
        for column, (asker, mentor) in enumerate(costs)
        for entry in ((row["asker", asker], column, 1), (row["mentor", mentor], column, 1))
    ]
    prices, most = list(costs.values()), [1] * len(costs)
    for asker in wanted:
        entries.append((row["asker", asker], len(prices), 1))
        prices.append(skip)
        most.append(spare[asker])
    for mentor, each in places.items():
        entries += [(row["mentor", mentor], len(prices) + place, -1) for place in range(len(each))]
        prices += each
        most += [1] * len(each)
    rows, columns, signs = np.array(entries).T
    solved = linprog(
        prices,
        A_eq=coo_array((signs, (rows, columns)), shape=(len(row), len(prices))).tocsr(),
        b_eq=[*wanted.values(), *[0] * len(places)],
        bounds=[(0, each) for each in most],
        method="highs-ds",
    )
    assert solved.success, solved.message
    return frozenset(pair for pair, taken in zip(costs, solved.x, strict=False) if taken > 0.5)
