"""One suite for every engine: Qdrant in process on disk (Edge), and qdrant-client in memory. They must agree."""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from qdrant_client import QdrantClient

from kunnskapsbase.bm25 import SparseVector
from kunnskapsbase.errors import IndexMissingError
from kunnskapsbase.index import (
    DENSE,
    GRAMS,
    PASSAGES,
    SOLUTIONS,
    TERMS,
    Conditions,
    Contents,
    IndexEngine,
    NotedPoints,
    Point,
    Preference,
    Query,
)
from kunnskapsbase.index.edge import EdgeEngine
from kunnskapsbase.index.naming import alias, analysis_fingerprint, build_name, content_name
from kunnskapsbase.index.server import ServerEngine

DIMENSIONS = 16
NUMBERS = (1804, 4601, 5614, 5601)
Engines = Callable[[], IndexEngine]


@pytest.fixture(params=["edge", "memory"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> IndexEngine:
    if request.param == "edge":
        return EdgeEngine(tmp_path / "index")
    return ServerEngine(QdrantClient(":memory:"), payload_indexes=False)


def some_terms(chance: random.Random, of: int, count: int, weight: float | None = None) -> SparseVector:
    """A sparse vector of ``count`` terms, all of the same weight where it is given."""
    indices = tuple(sorted(chance.sample(range(of), count)))
    return SparseVector(indices, tuple(weight or chance.uniform(0.4, 2.2) for _ in indices))


def some_direction(chance: random.Random) -> list[float]:
    """A vector of unit length."""
    raw = [chance.gauss(0, 1) for _ in range(DIMENSIONS)]
    length = sum(value**2 for value in raw) ** 0.5
    return [value / length for value in raw]


def make_points(count: int, seed: int = 1) -> list[Point]:
    chance = random.Random(seed)
    points = []
    for number in range(count):
        owners = [
            {
                "nummer": chance.choice(NUMBERS),
                "fylke": chance.choice(["18", "46", "56"]),
                "folketall": int(10 ** chance.uniform(2.5, 5.5)),
            }
            for _ in range(chance.choice([1, 1, 2]))
        ]
        points.append(
            Point(
                id=number + 1,
                dense=some_direction(chance),
                sparse={
                    TERMS: some_terms(chance, 200, 12),
                    # A few runs stand in most texts, as they do.
                    GRAMS: some_terms(chance, 60, 25),
                },
                payload={
                    "oppforing": f"losning-{number}",
                    "passasje": 0,
                    "sektor": chance.choice(["barnevern", "teknisk"]),
                    "status": chance.choice(["drift", "pilot"]),
                    "verifisering": chance.choice(["lest", "bekreftet"]),
                    "sprak": chance.choice(["nb", "nn"]),
                    "deltakere": owners,
                    "tb": chance.random(),
                },
            )
        )
    return points


def make_query(seed: int, conditions: Conditions | None = None, limit: int = 30) -> Query:
    chance = random.Random(seed)
    return Query(
        dense=some_direction(chance),
        sparse={TERMS: some_terms(chance, 200, 6, 1.0), GRAMS: some_terms(chance, 60, 15, 1.0)},
        limit=limit,
        candidates=40,
        weights={DENSE: 1.0, TERMS: 1.0, GRAMS: 3.0},
        conditions=conditions or Conditions(),
    )


def make_document_points(count: int, seed: int = 1) -> list[Point]:
    """Points as the index of passages has them: ten passages a document."""
    chance = random.Random(seed)
    kinds = ["rapport", "webinar", "presentasjon"]
    return [
        Point(
            point.id,
            point.dense,
            point.sparse,
            {
                "oppforing": f"dokument-{number // 10}",
                "passasje": number % 10,
                "sprak": chance.choice(["nb", "nn", "se", "en"]),
                "type": kinds[number // 10 % len(kinds)],
                "tb": chance.random(),
            },
        )
        for number, point in enumerate(make_points(count, seed))
    ]


def test_a_passage_is_lifted_by_the_largest_share_that_any_of_its_participants_has(engine: IndexEngine) -> None:
    points = make_points(200)
    engine.build("alias", "a", DIMENSIONS, points, SOLUTIONS.payload_indexes if isinstance(engine, EdgeEngine) else ())
    index = engine.open("alias")
    shares = {1804: 0.05, 4601: 0.2, 5614: 0.2}
    preference = Preference(((0.05, (1804,)), (0.2, (4601, 5614))))
    lifts = {point.id: max(shares.get(each["nummer"], 0.0) for each in point.payload["deltakere"]) for point in points}
    assert set(lifts.values()) == {0.0, 0.05, 0.2}
    for seed in range(20):
        query = make_query(seed)
        plain = index.query(query).passages
        lifted = index.query(replace(query, preference=preference)).passages
        wanted = {hit.id: hit.score * (1 + lifts[hit.id]) for hit in plain}
        assert [hit.id for hit in lifted] == sorted(wanted, key=lambda each: -wanted[each]), f"seed {seed}"
        assert [hit.score for hit in lifted] == pytest.approx([wanted[hit.id] for hit in lifted], rel=1e-5)
    index.close()


def test_a_preference_orders_what_the_text_found_and_removes_none_of_it(engine: IndexEngine) -> None:
    engine.build("alias", "a", DIMENSIONS, make_points(200))
    index = engine.open("alias")
    # As strong as a preference can be, and for one municipality alone.
    preference = Preference(((1.0, (5614,)),))
    moved = 0
    for seed in range(20):
        query = make_query(seed, limit=10)
        plain = index.query(query)
        lifted = index.query(replace(query, preference=preference))
        assert {hit.id for hit in lifted.passages} == {hit.id for hit in plain.passages}
        assert lifted.similarities == pytest.approx(plain.similarities)
        moved += [hit.id for hit in lifted.passages] != [hit.id for hit in plain.passages]
    assert moved
    index.close()


def test_a_new_index_holds_every_point(engine: IndexEngine) -> None:
    assert engine.build("alias", "first", DIMENSIONS, make_points(300)) == 300
    index = engine.open("alias")
    assert index.count() == 300
    assert index.name == "first"
    index.close()


def test_what_is_put_in_is_what_is_kept(engine: IndexEngine) -> None:
    points = make_points(300)
    engine.build("alias", "a", DIMENSIONS, points)
    index = engine.open("alias")
    kept = {point.id: point for point in index.points()}
    assert kept.keys() == {point.id for point in points}
    for point in points:
        payload = dict(kept[point.id].payload)
        assert payload.pop("tb") == pytest.approx(point.payload["tb"])
        assert payload == {key: value for key, value in point.payload.items() if key != "tb"}
        for name, vector in point.sparse.items():
            assert kept[point.id].sparse[name].indices == vector.indices
            assert kept[point.id].sparse[name].values == pytest.approx(point.shortened().sparse[name].values, rel=1e-6)
        assert kept[point.id].dense == pytest.approx(point.shortened().dense, abs=1e-6)
    index.close()


def test_an_alias_that_points_to_nothing_says_what_to_do(engine: IndexEngine) -> None:
    assert engine.current("alias") is None
    with pytest.raises(IndexMissingError, match="make index"):
        engine.open("alias")


def test_a_second_build_takes_the_place_of_the_first(engine: IndexEngine) -> None:
    engine.build("alias", "first", DIMENSIONS, make_points(10))
    engine.build("alias", "second", DIMENSIONS, make_points(20))
    assert engine.current("alias") == "second"
    index = engine.open("alias")
    assert index.count() == 20
    index.close()


class More(NotedPoints):
    """Some points, with which there are to be so many in all."""

    def __init__(self, points: list[Point], in_all: int) -> None:
        self.points = points
        self.in_all = in_all

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def contents(self) -> Contents:
        return Contents({"dokument": {"vann": "1"}}, self.in_all, {TERMS: 12}, {TERMS: 12.0})


def test_what_serves_is_added_to_or_the_engine_says_that_it_only_builds_anew(engine: IndexEngine) -> None:
    points = make_points(30)
    engine.build("alias", "first", DIMENSIONS, More(points[:20], 20))
    added = engine.extend("alias", "first", "second", DIMENSIONS, More(points[20:], 30))
    if isinstance(engine, EdgeEngine):
        assert (added, engine.current("alias")) == (30, "second")
        assert engine.contents("second") == More([], 30).contents()
        assert engine.extend("alias", "first", "third", DIMENSIONS, More([], 30)) is None
        assert engine.extend("alias", "second", "third", DIMENSIONS, More([], 31)) is None
        assert engine.current("alias") == "second"
        index = engine.open("alias")
        assert {point.id for point in index.points()} == {point.id for point in points}
        index.close()
    else:
        assert (added, engine.current("alias"), engine.contents("first")) == (None, "first", None)


def test_a_build_that_fails_half_way_leaves_the_old_index_serving(engine: IndexEngine) -> None:
    engine.build("alias", "first", DIMENSIONS, make_points(10))

    def breaks_off() -> object:
        yield from make_points(300)
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        engine.build("alias", "second", DIMENSIONS, breaks_off())  # type: ignore[arg-type]
    assert engine.current("alias") == "first"
    engine.build("alias", "third", DIMENSIONS, make_points(30))
    assert engine.current("alias") == "third"


def test_two_aliases_are_two_indexes(engine: IndexEngine) -> None:
    engine.build("one-model", "a", DIMENSIONS, make_points(10))
    engine.build("another-model", "b", DIMENSIONS, make_points(20))
    one, another = engine.open("one-model"), engine.open("another-model")
    assert (one.count(), another.count()) == (10, 20)
    one.close()
    another.close()


def test_hits_come_best_first_and_no_more_than_asked_for(engine: IndexEngine) -> None:
    engine.build("alias", "a", DIMENSIONS, make_points(200))
    index = engine.open("alias")
    hits = index.query(make_query(1, limit=15)).passages
    assert len(hits) == 15
    assert all(before.score >= after.score for before, after in pairwise(hits))
    index.close()


def test_a_question_without_vectors_finds_nothing(engine: IndexEngine) -> None:
    engine.build("alias", "a", DIMENSIONS, make_points(20))
    index = engine.open("alias")
    assert index.query(Query(dense=None, sparse={TERMS: SparseVector((), ())}, limit=5)).passages == []
    index.close()


def test_one_channel_alone_ranks_by_that_channel(engine: IndexEngine) -> None:
    points = make_points(50)
    engine.build("alias", "a", DIMENSIONS, points)
    index = engine.open("alias")
    wanted = points[17]
    assert index.query(Query(dense=wanted.dense, sparse={}, limit=1)).passages[0].id == wanted.id
    for name, vector in wanted.sparse.items():
        every = SparseVector(vector.indices, (1.0,) * len(vector.indices))
        assert index.query(Query(dense=None, sparse={name: every}, limit=1)).passages[0].id == wanted.id
    index.close()


def test_similarity_is_the_cosine_of_the_nearest_that_the_filters_allow(engine: IndexEngine) -> None:
    points = make_points(60)
    engine.build("alias", "a", DIMENSIONS, points)
    index = engine.open("alias")

    def similarity(dense: list[float], conditions: Conditions) -> float:
        return index.query(Query(dense=dense, sparse={}, limit=1, conditions=conditions)).similarity

    wanted = list(points[5].dense)
    assert similarity(wanted, Conditions()) == pytest.approx(1.0, abs=1e-3)
    assert similarity([-value for value in wanted], Conditions()) < 0.9
    other = "pilot" if points[5].payload["status"] == "drift" else "drift"
    assert similarity(wanted, Conditions(statuses=(other,))) < 0.99
    assert similarity(wanted, Conditions(population_min=10**9)) == 0.0
    assert index.query(Query(dense=None, sparse=points[5].sparse, limit=1)).similarity == 0.0
    index.close()


def test_population_and_county_must_be_met_by_the_same_participant(engine: IndexEngine) -> None:
    points = make_points(1)
    split = [{"fylke": "18", "folketall": 900}, {"fylke": "46", "folketall": 90_000}, {"fylke": "56"}]
    point = Point(points[0].id, points[0].dense, points[0].sparse, {**points[0].payload, "deltakere": split})
    engine.build("alias", "a", DIMENSIONS, [point])
    index = engine.open("alias")

    def found(conditions: Conditions) -> bool:
        return bool(index.query(Query(dense=point.dense, sparse={}, limit=1, conditions=conditions)).passages)

    assert found(Conditions(population_max=1000, counties=("18",)))
    assert not found(Conditions(population_max=1000, counties=("46",)))
    assert found(Conditions(counties=("56",)))
    assert not found(Conditions(population_max=1000, counties=("56",)))
    assert found(Conditions(population_min=900, population_max=900))
    assert not found(Conditions(population_min=901, population_max=89_999))
    index.close()


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        (Conditions(sectors=("teknisk",)), lambda point: point.payload["sektor"] == "teknisk"),
        (Conditions(statuses=("pilot", "drift")), lambda point: True),
        (Conditions(statuses=("pilot",)), lambda point: point.payload["status"] == "pilot"),
        (Conditions(verifications=("bekreftet",)), lambda point: point.payload["verifisering"] == "bekreftet"),
        (Conditions(language="nn"), lambda point: point.payload["sprak"] == "nn"),
        (Conditions(kinds=("rapport",)), lambda point: False),
        (
            Conditions(population_min=2000, population_max=9000),
            lambda point: any(2000 <= each["folketall"] <= 9000 for each in point.payload["deltakere"]),
        ),
    ],
)
def test_a_filter_gives_all_that_meet_it_and_nothing_else(
    engine: IndexEngine, conditions: Conditions, holds: Callable[[Point], bool]
) -> None:
    points = make_points(30)
    engine.build("alias", "a", DIMENSIONS, points)
    index = engine.open("alias")
    hits = index.query(Query(dense=points[0].dense, sparse={}, limit=100, conditions=conditions)).passages
    assert {hit.id for hit in hits} == {point.id for point in points if holds(point)}
    index.close()


def _is_sami_and_no_deck(payload: dict[str, object]) -> bool:
    return payload["sprak"] == "se" and payload["type"] != "presentasjon"


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        (Conditions(kinds=("rapport",)), lambda payload: payload["type"] == "rapport"),
        (Conditions(kinds=("rapport", "webinar"), language="se"), _is_sami_and_no_deck),
        (Conditions(language="en"), lambda payload: payload["sprak"] == "en"),
        (Conditions(sectors=("teknisk",)), lambda payload: False),
    ],
)
def test_passages_are_filtered_on_language_and_kind_and_found_by_document_and_number(
    engine: IndexEngine, conditions: Conditions, holds: Callable[[dict[str, object]], bool]
) -> None:
    points = make_document_points(60)
    engine.build("alias", "a", DIMENSIONS, points, PASSAGES.payload_indexes)
    index = engine.open("alias")
    hits = index.query(Query(dense=points[0].dense, sparse={}, limit=100, conditions=conditions)).passages
    wanted = {(point.payload["oppforing"], point.payload["passasje"]) for point in points if holds(point.payload)}
    assert {(hit.record_id, hit.passage) for hit in hits} == wanted
    index.close()


def test_each_passage_found_is_told_with_its_cosine_and_the_nearest_of_all_is_among_them(engine: IndexEngine) -> None:
    points = make_document_points(60)
    engine.build("alias", "a", DIMENSIONS, points, PASSAGES.payload_indexes)
    index = engine.open("alias")
    asked = list(points[3].dense)
    # All the other channels point elsewhere.
    hits = index.query(Query(dense=asked, sparse=points[40].sparse, limit=20))
    cosines = {
        point.id: sum(a * b for a, b in zip(asked, point.dense, strict=True))
        / math.hypot(*asked)
        / math.hypot(*point.dense)
        for point in points
    }
    assert set(hits.similarities) == {hit.id for hit in hits.passages}
    assert list(hits.similarities.values()) == pytest.approx([cosines[each] for each in hits.similarities], abs=1e-3)
    assert list(hits.similarities.values()) == sorted(hits.similarities.values(), reverse=True)
    assert next(iter(hits.similarities)) == points[3].id
    assert hits.similarity == pytest.approx(1.0, abs=1e-3)
    index.close()


def test_an_index_may_hold_nothing_at_all(engine: IndexEngine) -> None:
    assert engine.build("alias", "empty", DIMENSIONS, [], PASSAGES.payload_indexes) == 0
    index = engine.open("alias")
    hits = index.query(make_query(1))
    assert (hits.passages, hits.similarity, index.count()) == ([], 0.0, 0)
    index.close()


def test_the_two_kinds_of_collections_stand_side_by_side(engine: IndexEngine) -> None:
    names = {kind: alias("model", kind) for kind in (SOLUTIONS, PASSAGES)}
    engine.build(names[SOLUTIONS], build_name(content_name("model", "a")), DIMENSIONS, make_points(10))
    for content in ("b", "c"):
        name = build_name(content_name("model", content, PASSAGES))
        engine.build(names[PASSAGES], name, DIMENSIONS, make_document_points(20))
    engine.tidy()
    solutions, passages = (engine.open(names[kind]) for kind in (SOLUTIONS, PASSAGES))
    assert (solutions.count(), passages.count()) == (10, 20)
    assert solutions.name.startswith("losninger-")
    assert passages.name.startswith("passasjer-")
    solutions.close()
    passages.close()


def test_the_aliases_that_are_not_kept_are_taken_away_with_what_stands_in_them(engine: IndexEngine) -> None:
    ours, theirs = alias("aaaa1111", SOLUTIONS), alias("bbbb2222", SOLUTIONS)
    for each in (ours, theirs, alias("bbbb2222", PASSAGES)):
        engine.build(each, build_name(f"{each}-c0"), DIMENSIONS, make_points(3))
    engine.retire_others({ours, alias("aaaa1111", PASSAGES)})
    engine.tidy()
    assert engine.current(ours)
    assert engine.current(theirs) is None
    assert engine.current(alias("bbbb2222", PASSAGES)) is None
    assert engine.left_over() == ()
    with pytest.raises(IndexMissingError):
        engine.open(theirs)
    index = engine.open(ours)
    assert index.count() == 3
    index.close()


def test_what_somebody_holds_is_left_over_until_it_is_let_go_of(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path / "index")
    assert engine.left_over() == ()
    engine.retire_others(set())
    engine.build("alias", "first", DIMENSIONS, make_points(3))
    held = engine.open("alias")
    engine.build("alias", "second", DIMENSIONS, make_points(3))
    engine.tidy()
    assert engine.left_over() == ("first",)
    held.close()
    engine.tidy()
    assert engine.left_over() == ()


def test_collections_of_others_on_a_shared_server_are_left_alone() -> None:
    client = QdrantClient(":memory:")
    engine = ServerEngine(client, payload_indexes=False)
    for name in ("losninger-i-bruk", "kart", alias("bbbb2222")):
        engine.build(name, f"{name}-c0", DIMENSIONS, make_points(3))
    engine.retire_others(set())
    assert {entry.alias_name for entry in client.get_aliases().aliases} == {"losninger-i-bruk", "kart"}
    assert len(client.get_collections().collections) == 2


def test_an_analysis_is_of_one_kind() -> None:
    assert analysis_fingerprint(SOLUTIONS) != analysis_fingerprint(PASSAGES)
    assert "document_text.py" not in SOLUTIONS.analysis
    assert "passages.py" not in PASSAGES.analysis


def _both(points: list[Point], tmp_path: Path) -> tuple[IndexEngine, IndexEngine]:
    edge: IndexEngine = EdgeEngine(tmp_path / "index")
    memory: IndexEngine = ServerEngine(QdrantClient(":memory:"), payload_indexes=False)
    for engine in (edge, memory):
        engine.build("alias", "a", DIMENSIONS, points)
    return edge, memory


def test_the_engines_agree_on_order_and_score_also_under_filters(tmp_path: Path) -> None:
    edge, memory = (engine.open("alias") for engine in _both(make_points(400), tmp_path))
    filters = [
        Conditions(),
        Conditions(population_max=5000),
        Conditions(counties=("18", "56"), sectors=("teknisk",)),
        Conditions(language="nn", statuses=("drift",)),
    ]
    for seed in range(100):
        query = make_query(seed, filters[seed % len(filters)])
        ours, theirs = edge.query(query).passages, memory.query(query).passages
        assert [hit.record_id for hit in ours] == [hit.record_id for hit in theirs], f"seed {seed}"
        assert [hit.score for hit in ours] == pytest.approx([hit.score for hit in theirs], abs=1e-4)
    edge.close()


def test_equal_scores_come_in_the_same_order_from_both_engines(tmp_path: Path) -> None:
    twins = [
        Point(each.id, each.dense, each.sparse, {**each.payload, "oppforing": f"{each.payload['oppforing']}-{copy}"})
        for copy in range(4)
        for each in (
            Point(1000 * (copy + 1) + place, point.dense, point.sparse, {**point.payload, "tb": tb})
            for place, point in enumerate(make_points(40))
            for tb in [random.Random(1000 * copy + place).random()]
        )
    ]
    edge, memory = (engine.open("alias") for engine in _both(twins, tmp_path))
    for seed in range(20):
        query = make_query(seed)
        ours, theirs = edge.query(query).passages, memory.query(query).passages
        assert [hit.record_id for hit in ours] == [hit.record_id for hit in theirs], f"seed {seed}"
    edge.close()
