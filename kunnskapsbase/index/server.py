"""The same index through qdrant-client: a server when ``QDRANT_URL`` is set, and ``:memory:`` in the contract tests."""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from qdrant_client import QdrantClient, models

from kunnskapsbase.bm25 import SparseVector
from kunnskapsbase.errors import IndexMissingError
from kunnskapsbase.index.contents import Contents
from kunnskapsbase.index.model import (
    ASKERS,
    BATCH,
    DENSE,
    HIT_FIELDS,
    PARTICIPANTS,
    SPARSE_CHANNELS,
    TIE_BREAK_FUSED,
    Conditions,
    Hit,
    Hits,
    NotedPoints,
    PayloadIndexes,
    Point,
    Preference,
    Query,
    batches,
)
from kunnskapsbase.index.naming import is_ours


def _filter(conditions: Conditions) -> models.Filter | None:
    if not conditions.any:
        return None
    must: list[models.Condition] = []
    participant: list[models.Condition] = []
    if conditions.population_min is not None or conditions.population_max is not None:
        span = models.Range(gte=conditions.population_min, lte=conditions.population_max)
        participant.append(models.FieldCondition(key="folketall", range=span))
    if conditions.counties:
        match = models.MatchAny(any=list(conditions.counties))
        participant.append(models.FieldCondition(key="fylke", match=match))
    if participant:
        nested = models.Nested(key="deltakere", filter=models.Filter(must=participant))
        must.append(models.NestedCondition(nested=nested))
    for field, values in conditions.words:
        must.append(models.FieldCondition(key=field, match=models.MatchAny(any=values)))
    return models.Filter(must=must)


def _tie_broken() -> models.FormulaQuery:
    nudge = models.MultExpression(mult=[TIE_BREAK_FUSED, "tb"])
    return models.FormulaQuery(formula=models.SumExpression(sum=["$score", nudge]), defaults={"tb": 0.0})


@lru_cache(maxsize=ASKERS)
def _preferred(preference: Preference) -> models.FormulaQuery:
    shares: list[models.Expression] = [
        models.MultExpression(
            mult=[share, models.FieldCondition(key=PARTICIPANTS, match=models.MatchAny(any=list(numbers)))]
        )
        for share, numbers in preference.lifts
    ]
    lifted = models.SumExpression(sum=[1.0, models.MaxExpression(max=shares)])
    return models.FormulaQuery(formula=models.MultExpression(mult=["$score", lifted]))


def _sparse(vector: SparseVector) -> models.SparseVector:
    return models.SparseVector(indices=list(vector.indices), values=list(vector.values))


def _channel(vector: list[float] | models.SparseVector, using: str, query: Query) -> models.Prefetch:
    return models.Prefetch(query=vector, using=using, limit=query.candidates, filter=_filter(query.conditions))


class ServerIndex:
    """A collection reached through a client. The alias is asked, so a swap is seen at the next question."""

    def __init__(self, client: QdrantClient, alias: str, name: str) -> None:
        self._client = client
        self._alias = alias
        self.name = name

    def query(self, query: Query) -> Hits:
        """See ``Index.query``."""
        channels: list[models.Prefetch] = []
        weights: list[float] = []
        if query.dense is not None and (weight := query.weight(DENSE)):
            channels.append(_channel(list(query.dense), DENSE, query))
            weights.append(weight)
        for name in SPARSE_CHANNELS:
            if weight := query.weight(name):
                channels.append(_channel(_sparse(query.sparse[name]), name, query))
                weights.append(weight)
        if not channels:
            return Hits([], {})
        fused = models.Prefetch(
            prefetch=channels,
            query=models.RrfQuery(rrf=models.Rrf(k=query.rrf_k, weights=weights)),
            limit=query.candidates * len(channels),
        )
        ordered, below = _tie_broken(), fused
        if query.preference:
            # The text has chosen before the preference is asked, so that it removes nothing.
            below = models.Prefetch(prefetch=fused, query=ordered, limit=query.limit)
            ordered = _preferred(query.preference)
        found = self._client.query_points(
            self._alias,
            prefetch=below,
            query=ordered,
            limit=query.limit,
            with_payload=HIT_FIELDS,
        ).points
        hits = [Hit.of(int(point.id), point.payload, point.score) for point in found]
        if query.dense is None or not found:
            return Hits(hits, {})
        near = self._client.query_points(
            self._alias,
            query=list(query.dense),
            using=DENSE,
            query_filter=models.Filter(must=[models.HasIdCondition(has_id=[point.id for point in found])]),
            limit=len(found),
            with_payload=False,
        ).points
        return Hits(hits, {int(point.id): point.score for point in near})

    def count(self) -> int:
        """See ``Index.count``."""
        return self._client.count(self._alias, exact=True).count

    def points(self) -> Iterator[Point]:
        """See ``Index.points``."""
        offset: Any = None
        while True:
            records, offset = self._client.scroll(self._alias, limit=BATCH, offset=offset, with_vectors=True)
            for record in records:
                vector: Any = record.vector
                sparse = {name: vector[name] for name in SPARSE_CHANNELS if name in vector}
                yield Point(
                    int(record.id),
                    list(vector[DENSE]),
                    {name: SparseVector(tuple(each.indices), tuple(each.values)) for name, each in sparse.items()},
                    dict(record.payload or {}),
                )
            if offset is None:
                return

    def close(self) -> None:
        """See ``Index.close``. The client belongs to the engine and stays open."""


class ServerEngine:
    """Collections on a Qdrant server, with its aliases."""

    def __init__(self, client: QdrantClient, *, payload_indexes: bool = True) -> None:
        self._client = client
        # The in-memory client has no payload indexes and warns when asked for one.
        self._payload_indexes = payload_indexes

    @classmethod
    def at(cls, url: str, api_key: str = "") -> "ServerEngine":
        """The engine at an address."""
        return cls(QdrantClient(url=url, api_key=api_key or None))

    def build(
        self, alias: str, name: str, dimensions: int, points: Iterable[Point], indexed: PayloadIndexes = ()
    ) -> int:
        """See ``IndexEngine.build``."""
        old = self.current(alias)
        self._client.create_collection(
            name,
            vectors_config={DENSE: models.VectorParams(size=dimensions, distance=models.Distance.DOT)},
            sparse_vectors_config={
                name: models.SparseVectorParams(modifier=models.Modifier.IDF) for name in SPARSE_CHANNELS
            },
        )
        if self._payload_indexes:
            self._index_payload(name, indexed)
        for batch in batches(points):
            self._client.upsert(
                name,
                [
                    models.PointStruct(
                        id=point.id,
                        vector={
                            DENSE: list(point.dense),
                            **{name: _sparse(point.sparse[name]) for name in SPARSE_CHANNELS},
                        },
                        payload=point.payload,
                    )
                    for point in map(Point.shortened, batch)
                ],
                wait=True,
            )
        count = self._client.count(name, exact=True).count
        create = models.CreateAliasOperation(create_alias=models.CreateAlias(collection_name=name, alias_name=alias))
        self._client.update_collection_aliases([create])
        if old is not None:
            self._client.delete_collection(old)
        return count

    def contents(self, name: str) -> Contents | None:
        """See ``IndexEngine.contents``. It is not noted here, because nothing is added to a collection on a server."""
        return None

    def extend(self, alias: str, onto: str, name: str, dimensions: int, points: NotedPoints) -> int | None:
        """See ``IndexEngine.extend``. A collection on a server is always built anew."""
        return None

    def _index_payload(self, name: str, indexed: PayloadIndexes) -> None:
        for key, kind in indexed:
            self._client.create_payload_index(name, key, models.PayloadSchemaType(kind))

    def current(self, alias: str) -> str | None:
        """See ``IndexEngine.current``."""
        for entry in self._client.get_aliases().aliases:
            if entry.alias_name == alias:
                return entry.collection_name
        return None

    def open(self, alias: str) -> ServerIndex:
        """See ``IndexEngine.open``."""
        name = self.current(alias)
        if name is None:
            raise IndexMissingError(
                f"Qdrant-tjeneren har ingen søkeindeks som heter «{alias}». Kjør «make index» med samme QDRANT_URL."
            )
        return ServerIndex(self._client, alias, name)

    def tidy(self) -> None:
        """See ``IndexEngine.tidy``. A build takes the old collection away itself, as nobody holds one on a server."""

    def retire_others(self, keep: Collection[str]) -> None:
        """See ``IndexEngine.retire_others``. A collection's aliases go with it."""
        for entry in self._client.get_aliases().aliases:
            if is_ours(entry.alias_name) and entry.alias_name not in keep:
                self._client.delete_collection(entry.collection_name)

    def left_over(self) -> tuple[str, ...]:
        """See ``IndexEngine.left_over``. Nobody holds a collection on a server."""
        return ()
