"""A collection that is put together of several segments answers as if it were one, and exactly."""

import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kunnskapsbase.bm25 import SparseVector
from kunnskapsbase.index import GRAMS, TERMS, Index, Point, Query
from kunnskapsbase.index.edge import EdgeEngine

DIMENSIONS = 16
# Three segments of 4,096 points, and some that are left over.
POINTS = 3 * 4096 + 300
LIMIT = 50


@dataclass(frozen=True)
class Built:
    """An index, what it was built of, and how many segments it has on the disk."""

    points: list[Point]
    index: Index
    segments: int


def unit_vector(chance: random.Random) -> list[float]:
    values = [chance.gauss(0, 1) for _ in range(DIMENSIONS)]
    length = math.sqrt(sum(value * value for value in values))
    return [value / length for value in values]


def one_point(number: int, chance: random.Random) -> Point:
    terms = tuple(sorted(chance.sample(range(300), 6)))
    sparse = SparseVector(terms, tuple(chance.uniform(0.4, 2.2) for _ in terms))
    payload = {"oppforing": str(number), "passasje": 0, "tb": chance.random()}
    return Point(number + 1, unit_vector(chance), {TERMS: sparse, GRAMS: sparse}, payload)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    chance = random.Random(7)
    points = [one_point(number, chance) for number in range(POINTS)]
    root: Path = tmp_path_factory.mktemp("index")
    engine = EdgeEngine(root)
    assert engine.build("a", "a.1", DIMENSIONS, points, (("tb", "float"),)) == POINTS
    index = engine.open("a")
    yield Built(points, index, len(list((root / "a.1" / "shard" / "segments").iterdir())))
    index.close()


def test_so_many_points_lie_in_several_segments_and_all_of_them_are_there(built: Built) -> None:
    assert built.segments >= 3
    assert built.index.count() == POINTS
    assert {point.id for point in built.index.points()} == {point.id for point in built.points}


def test_the_nearest_in_meaning_are_the_nearest_of_all(built: Built) -> None:
    chance = random.Random(8)
    for _ in range(10):
        asked = unit_vector(chance)
        # As they are kept: a hair shorter, so that equal ones come in a stable order.
        kept = [point.shortened() for point in built.points]
        cosines = {point.id: sum(a * b for a, b in zip(asked, point.dense, strict=True)) for point in kept}
        nearest = sorted(cosines, key=cosines.__getitem__, reverse=True)[:LIMIT]
        found = built.index.query(Query(asked, {}, LIMIT)).similarities
        assert list(found) == nearest
        assert list(found.values()) == pytest.approx([cosines[each] for each in nearest], abs=1e-5)


def test_how_rare_a_term_is_counts_over_all_segments(built: Built) -> None:
    holders = Counter(term for point in built.points for term in point.sparse[TERMS].indices)
    weights = {term: math.log(1 + (POINTS - count + 0.5) / (count + 0.5)) for term, count in holders.items()}
    chance = random.Random(9)
    for _ in range(10):
        asked = tuple(sorted(chance.sample(range(300), 4)))
        scores = {}
        for point in built.points:
            terms = point.sparse[TERMS]
            pairs = zip(terms.indices, terms.values, strict=True)
            scores[point.id] = sum(weights[term] * value for term, value in pairs if term in asked)
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:10]
        found = built.index.query(Query(None, {TERMS: SparseVector(asked, (1.0,) * 4)}, 10)).passages
        assert [hit.id for hit in found] == best
