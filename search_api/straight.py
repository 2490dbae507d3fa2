"""A Haystack pipeline without loops, run straight through: each component once, in order, as soon as its turn comes.

Haystack's own scheduler is made for loops, joins and optional inputs, and works out anew after every component which
may run next: 0.35 ms a question here, more than encoding it (``python -m eval.latency --profile``). The pipeline is
built, connected, warmed up and written to YAML by Haystack as before; tests run both ways and compare.
"""

from collections.abc import Mapping
from typing import Any

from haystack import Pipeline
from networkx import topological_sort


class StraightRun:
    """The order and the connections of a pipeline, worked out once.

    Raises:
        NetworkXUnfeasible: the pipeline has a loop.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        graph = pipeline.graph
        self._steps = [
            (
                name,
                graph.nodes[name]["instance"],
                [
                    (edge["to_socket"].name, sender, edge["from_socket"].name)
                    for sender, _, edge in graph.in_edges(name, data=True)
                ],
            )
            for name in topological_sort(graph)
        ]

    def __call__(self, data: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """What every component gave, by name. One that lacks a connected input is passed over, as Haystack does."""
        given: dict[str, Mapping[str, Any]] = {}
        for name, component, wires in self._steps:
            inputs = dict(data.get(name, {}))
            for socket, sender, output in wires:
                sent = given.get(sender)
                if sent is None or output not in sent:
                    break
                inputs[socket] = sent[output]
            else:
                given[name] = component.run(**inputs)
        return given
