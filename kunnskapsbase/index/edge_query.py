"""A question as Qdrant's own engine is asked it: the channels, their fusion, the filters and the preference."""

from functools import lru_cache
from typing import cast

import qdrant_edge as edge

from kunnskapsbase.bm25 import SparseVector
from kunnskapsbase.index.model import (
    ASKERS,
    DENSE,
    HIT_FIELDS,
    PARTICIPANTS,
    SPARSE_CHANNELS,
    TIE_BREAK_FUSED,
    Conditions,
    Preference,
    Query,
)


def _filter(conditions: Conditions) -> edge.Filter | None:
    if not conditions.any:
        return None
    must: list[edge.FieldCondition | edge.NestedCondition] = []
    participant: list[edge.FieldCondition] = []
    if conditions.population_min is not None or conditions.population_max is not None:
        span = edge.RangeFloat(gte=conditions.population_min, lte=conditions.population_max)
        participant.append(edge.FieldCondition("folketall", range=span))
    if conditions.counties:
        participant.append(edge.FieldCondition("fylke", match=edge.MatchAny(list(conditions.counties))))
    if participant:
        must.append(edge.NestedCondition("deltakere", edge.Filter(must=list(participant))))
    must.extend(edge.FieldCondition(field, match=edge.MatchAny(values)) for field, values in conditions.words)
    return edge.Filter(must=list(must))


@lru_cache(maxsize=1)
def _tie_broken() -> edge.Formula:
    expression = edge.Expression
    nudge = expression.Mult([expression.Constant(TIE_BREAK_FUSED), expression.Variable("tb")])
    return edge.Formula(expression.Sum([expression.Variable("$score"), nudge]), {"tb": 0.0})


@lru_cache(maxsize=ASKERS)
def _preferred(preference: Preference) -> edge.Formula:
    expression = edge.Expression
    shares = [
        expression.Mult(
            [
                expression.Constant(share),
                expression.Condition(edge.FieldCondition(PARTICIPANTS, match=edge.MatchAny(list(numbers)))),
            ]
        )
        for share, numbers in preference.lifts
    ]
    lifted = expression.Sum([expression.Constant(1.0), expression.Max(shares)])
    return edge.Formula(expression.Mult([expression.Variable("$score"), lifted]))


def sparse(vector: SparseVector) -> edge.SparseVector:
    """A sparse vector as the engine takes it."""
    return edge.SparseVector(list(vector.indices), list(vector.values))


def _channel(vector: edge.Query, query: Query) -> edge.Prefetch:
    return edge.Prefetch(query.candidates, vector, filter=_filter(query.conditions))


def request_of(query: Query, meaning: edge.Query | None) -> edge.QueryRequest | None:
    """What the engine is asked; ``None`` where there is nothing to ask. ``meaning`` is the dense vector's part."""
    channels: list[edge.Prefetch] = []
    weights: list[float] = []
    if meaning is not None and (weight := query.weight(DENSE)):
        channels.append(_channel(meaning, query))
        weights.append(weight)
    for name in SPARSE_CHANNELS:
        if weight := query.weight(name):
            nearest = edge.Query.Nearest(sparse(query.sparse[name]), name)
            channels.append(_channel(nearest, query))
            weights.append(weight)
    if not channels:
        return None
    # The library's stubs do not say that Fusion.Rrf is a Fusion.
    fusion = cast("edge.Fusion", edge.Fusion.Rrf(query.rrf_k, weights))
    fused = edge.Prefetch(query.candidates * len(channels), fusion, prefetches=channels)
    ordered, below = _tie_broken(), fused
    if query.preference:
        # The text has chosen before the preference is asked, so that it removes nothing.
        ordered, below = _preferred(query.preference), edge.Prefetch(query.limit, ordered, prefetches=[fused])
    return edge.QueryRequest(query.limit, query=ordered, prefetches=[below], with_payload=HIT_FIELDS)
