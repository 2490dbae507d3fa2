"""What the index is asked and what it answers: the one interface that both engines speak."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, NamedTuple, Protocol

from kunnskapsbase.bm25 import SparseVector
from kunnskapsbase.index.contents import Contents

# The channels by name: the dense vector, and the sparse ones that every point has.
DENSE = "dense"
TERMS = "ord"
GRAMS = "tegn"
SPARSE_CHANNELS = (TERMS, GRAMS)
# Equal scores come back in no particular order from either engine. A stable number per passage (payload ``tb``, 0–1)
# therefore tells them apart: too small to turn a difference that means anything, large enough to be seen in 32-bit
# floats. Within a channel it lies in the vectors themselves, which are shortened by at most this share, so that numbers
# 1e-4 apart give scores 1e-7 apart. To add it to the scores of each channel's best took as long as finding them.
TIE_BREAK_SHARE = 1e-3
# To fused scores it is added: at rank 50 they lie 4e-4 apart, and the sum of three channels' shares comes out 1e-8
# apart from one time to the next.
TIE_BREAK_FUSED = 1e-4
BATCH = 256
# For how many askers what they prefer is kept at hand. All 357 municipalities can ask in turn without one pushing
# another out; together they take 24 MB. Working it out anew takes 2 ms, a fifth of an answer.
ASKERS = 512
# Where the payload says by number which municipalities lead a solution: 301 for 0301, as numbers are compared in less
# time than texts (2.15 ms a question with a preference rather than 2.37).
PARTICIPANTS = "deltakere[].nummer"
# What of the payload a hit needs.
HIT_FIELDS = ["oppforing", "passasje"]

PayloadIndexes = tuple[tuple[str, Literal["keyword", "integer", "float"]], ...]
"""The fields of the payload that filters and the tie-break read, by kind of value."""


@dataclass(frozen=True, slots=True)
class Point:
    """A passage as the index keeps it.

    ``id`` is a number of ``kunnskapsbase.point_id``; ``dense`` is of unit length; ``sparse`` has a vector for each of
    ``SPARSE_CHANNELS``; ``payload`` holds only what is filtered and folded on.
    """

    id: int
    dense: Sequence[float]
    sparse: Mapping[str, SparseVector]
    payload: dict[str, Any]

    def shortened(self) -> "Point":
        """The point with its vectors a hair shorter, by a share of its own: equal texts then score apart."""
        factor = 1.0 - TIE_BREAK_SHARE * (1.0 - self.payload.get("tb", 0.0))
        sparse = {
            name: SparseVector(vector.indices, tuple(value * factor for value in vector.values))
            for name, vector in self.sparse.items()
        }
        return Point(self.id, [value * factor for value in self.dense], sparse, self.payload)


class NotedPoints(Iterable[Point], ABC):
    """Points that can say what they were made of."""

    @abstractmethod
    def contents(self) -> Contents | None:
        """What the collection they end up in is made of, asked for when the last has been read; ``None``: not known."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Hard filters: a hit must meet them all. Population and county are met by one and the same participant.

    ``kinds`` are of documents; participants, sectors, statuses and verification levels are of solutions. What a kind of
    collection does not keep, no filter on it can meet.
    """

    population_min: int | None = None
    population_max: int | None = None
    counties: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    verifications: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: str | None = None

    @property
    def any(self) -> bool:
        """Whether anything is asked for at all."""
        return self != Conditions()

    @property
    def of_participants(self) -> bool:
        """Whether anything is asked for of a participant."""
        return self.population_min is not None or self.population_max is not None or bool(self.counties)

    @property
    def words(self) -> list[tuple[str, list[str]]]:
        """The filters on single words: field of the payload → the values of which it must have one."""
        filters = (
            ("sektor", self.sectors),
            ("status", self.statuses),
            ("verifisering", self.verifications),
            ("type", self.kinds),
            ("sprak", (self.language,) if self.language else ()),
        )
        return [(field, list(values)) for field, values in filters if values]


@dataclass(frozen=True, slots=True, eq=False)
class Preference:
    """Whose solutions are preferred. The text alone decides which passages are found; this only orders them.

    ``lifts`` are shares, each with the municipalities (by number) that are given it. A passage's score is multiplied by
    1 and the largest share that any of its participants is given, or by 1 where none is.

    One is equal to itself only, so that what an engine makes of it is found again without 357 numbers being read.
    """

    lifts: tuple[tuple[float, tuple[int, ...]], ...]


def fused_share(place: int, weight: float, rrf_k: int) -> float:
    """What Qdrant's weighted fusion gives a passage for its place (from 1) in a channel of a weight above 0.

    The weight stretches the places, it does not multiply.
    """
    return 1 / (place / weight + rrf_k - 1)


@dataclass(frozen=True, slots=True)
class Query:
    """A question in vectors, by channel; ``dense`` is of unit length.

    ``candidates`` passages are taken from each channel before the fusion, where a channel counts by its weight (1 where
    none is said). A channel with nothing to ask (no vector, no terms) or of weight 0 is left out.
    """

    dense: Sequence[float] | None
    sparse: Mapping[str, SparseVector]
    limit: int
    candidates: int = 50
    weights: Mapping[str, float] = field(default_factory=dict)
    rrf_k: int = 10
    conditions: Conditions = field(default_factory=Conditions)
    preference: Preference | None = None

    def weight(self, channel: str) -> float:
        """How much a channel counts in the fusion; 0 leaves it out."""
        asked = self.dense is not None if channel == DENSE else channel in self.sparse and self.sparse[channel].indices
        return self.weights.get(channel, 1.0) if asked else 0.0

    @property
    def highest(self) -> float:
        """The fused score of a passage that is first in every channel asked; 0 where none is."""
        asked = [weight for name in (DENSE, *SPARSE_CHANNELS) if (weight := self.weight(name))]
        return sum(fused_share(1, weight, self.rrf_k) for weight in asked)


class Hit(NamedTuple):
    """A passage found: the record it belongs to (a solution or a document), its number there, and its score.

    The score is the fused one, lifted where the query has a preference.
    """

    id: int
    record_id: str
    passage: int
    score: float

    @classmethod
    def of(cls, point_id: int, payload: Mapping[str, Any] | None, score: float) -> "Hit":
        """A hit from what an engine gives back of a point: its id, the fields in ``HIT_FIELDS``, its score."""
        kept = payload or {}
        return cls(point_id, kept["oppforing"], kept["passasje"], score)


@dataclass(frozen=True, slots=True)
class Hits:
    """What a query found: the best passages, best first, and how near in meaning each of them is.

    ``similarities`` is their cosines by passage id (to 1e-3, see ``Point.shortened``), nearest first; it is empty where
    there is none or the query has no dense vector. The passage nearest of all is among them where the dense channel is
    asked: what is first in a channel is outdone by a handful at most.
    """

    passages: list[Hit]
    similarities: Mapping[int, float]

    @property
    def similarity(self) -> float:
        """The cosine of the nearest of them, 0 where there is none."""
        return next(iter(self.similarities.values()), 0.0)


def batches(points: Iterable[Point]) -> Iterator[list[Point]]:
    """The points in lists of at most ``BATCH``."""
    waiting = iter(points)
    while batch := list(islice(waiting, BATCH)):
        yield batch


class Index(Protocol):
    """One collection, open for questions."""

    name: str

    def query(self, query: Query) -> Hits:
        """The best passages by their text, ordered by that and by the preference.

        Equal scores come in a stable order that both engines share.
        """
        ...

    def count(self) -> int:
        """How many passages there are."""
        ...

    def points(self) -> Iterator[Point]:
        """Every point as it is kept (``Point.shortened``), by id: to compare two indexes, not to search."""
        ...

    def close(self) -> None:
        """Let go of files and locks; safe to call twice."""
        ...


class IndexEngine(Protocol):
    """Keeps collections: builds a new one beside the old, then puts it in the old one's place."""

    def build(
        self, alias: str, name: str, dimensions: int, points: Iterable[Point], indexed: PayloadIndexes = ()
    ) -> int:
        """Build the collection ``name`` (not there before) and point ``alias`` to it; returns the number of points.

        ``points`` is read once, a batch at a time. ``indexed`` are the fields of the payload to index. Until the last
        step the old collection serves. A build that dies leaves nothing in its place.
        """
        ...

    def contents(self, name: str) -> Contents | None:
        """What a collection was made of, where it was built of ``NotedPoints``; ``None`` where that is not known.

        Then nothing can be added to it.
        """
        ...

    def extend(self, alias: str, onto: str, name: str, dimensions: int, points: NotedPoints) -> int | None:
        """Make the collection ``name`` of the one called ``onto`` and of ``points``, which it lacks; else as ``build``.

        What serves is not written to, and the swap is the same. Returns the number of points in all, or ``None``, with
        nothing done, where ``alias`` does not point to ``onto`` any more, where there are not as many points in all as
        there should be, or where the engine only builds anew.

        Only Edge, where a collection is a folder that can be copied, adds to what it has. On a server every collection
        is built anew, also for one document more.
        """
        ...

    def current(self, alias: str) -> str | None:
        """The name of the collection that ``alias`` points to, or ``None``."""
        ...

    def open(self, alias: str) -> Index:
        """Open what ``alias`` points to.

        Raises:
            IndexMissingError: the alias points to nothing.
            StoreInUseError: another process holds it.
        """
        ...

    def tidy(self) -> None:
        """Remove collections that no alias points to and nobody holds, with all that stands in them."""
        ...

    def retire_others(self, keep: Collection[str]) -> None:
        """Take away every alias but those in ``keep``, by whatever model and analysis; ``tidy`` removes the rest.

        What is not ours on a shared server is left alone.
        """
        ...

    def left_over(self) -> tuple[str, ...]:
        """The collections, by name, that no alias points to and that are still there because somebody holds them."""
        ...
