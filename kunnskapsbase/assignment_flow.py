"""The cheapest way to pair two sides where one side's places grow dearer as they fill: a minimum cost flow.

Solved in whole numbers by the network simplex method, so that no other way is cheaper and the same input always gives
the same pairs.
"""

from collections.abc import Mapping, Sequence

import networkx


def cheapest_pairs(
    costs: Mapping[tuple[str, str], int],
    wanted: Mapping[str, int],
    places: Mapping[str, Sequence[int]],
    spare: Mapping[str, int],
    skip: int,
) -> frozenset[tuple[str, str]]:
    """The pairs with the lowest sum of costs.

    Args:
        costs: what each possible pair (asker, mentor) costs; it may be below nought.
        wanted: how many pairs each asker shall have, no more than there are of it in ``costs``.
        places: what each mentor's first, second, … pair costs beside that; never falling, and as many as there are
            askers for it.
        spare: how many of the wanted may be left out.
        skip: what each that is left out costs.
    """
    graph = networkx.DiGraph()
    graph.add_node("end", demand=sum(wanted.values()))
    for asker, number in wanted.items():
        graph.add_node(("asker", asker), demand=-number)
        graph.add_edge(("asker", asker), "end", capacity=spare[asker], weight=skip)
    for (asker, mentor), cost in costs.items():
        graph.add_edge(("asker", asker), ("mentor", mentor), capacity=1, weight=cost)
    for mentor, prices in places.items():
        for place, price in enumerate(prices):
            # A node for each place, as a graph has one edge between two nodes.
            graph.add_edge(("mentor", mentor), ("place", mentor, place), capacity=1, weight=price)
            graph.add_edge(("place", mentor, place), "end", capacity=1, weight=0)
    _, flow = networkx.network_simplex(graph)
    return frozenset(pair for pair in costs if flow["asker", pair[0]]["mentor", pair[1]])
