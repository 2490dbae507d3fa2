"""The formula that ranks in the index is the one that explains: real solutions, real askers, both engines."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from qdrant_client import QdrantClient

from ingest.indexing import payload
from ingest.reading import EXPERIENCE
from kunnskapsbase.index import SOLUTIONS, Conditions, Index, IndexEngine, Point
from kunnskapsbase.index.edge import EdgeEngine
from kunnskapsbase.index.server import ServerEngine
from kunnskapsbase.matching import DEFAULT_SHARES, LEVELS, Asker, best_match, levels, lift, municipalities, preference
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import NETWORK, Network, Networks
from kunnskapsbase.passages import passages
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from tests.kunnskapsbase.test_index_contract import DIMENSIONS, make_points, make_query

WEIGHT = 0.2


@pytest.fixture(scope="module")
def solutions(indexed: Settings) -> dict[str, Solution]:
    store = RecordStore(indexed.database)
    try:
        found = [Solution.model_validate_json(record.body) for record in store.each(EXPERIENCE)]
    finally:
        store.close()
    return {solution.id: solution for solution in found}


@pytest.fixture(scope="module")
def networks(indexed: Settings, register: MunicipalityRegister) -> Networks:
    store = RecordStore(indexed.database)
    try:
        return Networks([Network.model_validate_json(record.body) for record in store.all(NETWORK)], register)
    finally:
        store.close()


@pytest.fixture(scope="module", params=["edge", "memory"])
def index(
    request: pytest.FixtureRequest,
    solutions: dict[str, Solution],
    register: MunicipalityRegister,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Index]:
    """All the solutions with what the product keeps of them, found by vectors that mean nothing."""
    points = [
        Point(vectors.id, vectors.dense, vectors.sparse, payload(solution, passages(solution)[0], register))
        for vectors, solution in zip(make_points(len(solutions)), solutions.values(), strict=True)
    ]
    engine: IndexEngine = ServerEngine(QdrantClient(":memory:"), payload_indexes=False)
    if request.param == "edge":
        engine = EdgeEngine(tmp_path_factory.mktemp("edge"))
    engine.build("alias", "a", DIMENSIONS, points, SOLUTIONS.payload_indexes)
    opened = engine.open("alias")
    yield opened
    opened.close()


def _askers(register: MunicipalityRegister, networks: Networks) -> list[tuple[Asker, Conditions]]:
    chance = random.Random(4)
    circles = networks.circles(2026)
    some = [Asker(municipality=each) for each in chance.sample(sorted(register, key=lambda one: one.kommunenummer), 12)]
    # Bodø, Alta, Kinn and Kongsberg meet others in networks across counties, or in one of a whole county.
    met = [Asker(register.get(number), circles=circles[number]) for number in ("1804", "5601", "4602", "3303")]
    nothing = Conditions()
    return [
        *((each, nothing) for each in some),
        *((each, nothing) for each in met),
        (replace(met[0], region="Vestlandet"), nothing),
        (met[1], Conditions(population_min=20_000)),
        (Asker(population=2000), nothing),
        (Asker(size_span=(None, 4999)), nothing),
        (Asker(municipality=register.get("5614"), region="Vestlandet"), nothing),
        (Asker(municipality=register.get("5614"), counties=("18", "55")), nothing),
        (Asker(municipality=register.get("5614")), Conditions(population_max=5000)),
        (Asker(municipality=register.get("0301")), Conditions(counties=("18", "34"), population_min=3000)),
    ]


def test_the_index_orders_and_scores_as_the_explanation_says(
    index: Index, solutions: dict[str, Solution], register: MunicipalityRegister, networks: Networks
) -> None:
    seen: set[float] = set()
    for seed, (asker, conditions) in enumerate(_askers(register, networks)):
        wanted = preference(asker, conditions, DEFAULT_SHARES, WEIGHT, register)
        likeness = levels(asker, DEFAULT_SHARES, register)
        query = make_query(seed, conditions)
        expected = {}
        for hit in index.query(query).passages:
            leading = municipalities(solutions[hit.record_id].owners_and_adopters, register)
            lifted_by = lift(leading, likeness, conditions, WEIGHT)
            expected[hit.record_id] = hit.score * (1 + lifted_by)
            seen.add(lifted_by)
        found = index.query(replace(query, preference=wanted)).passages
        assert [hit.record_id for hit in found] == sorted(expected, key=lambda each: -expected[each]), asker
        assert [hit.score for hit in found] == pytest.approx([expected[hit.record_id] for hit in found], rel=1e-5)
    assert len(seen) > LEVELS / 2


def test_a_solution_is_lifted_for_the_participant_that_is_shown(
    solutions: dict[str, Solution], register: MunicipalityRegister, networks: Networks
) -> None:
    several = met = 0
    for asker, conditions in _askers(register, networks):
        likeness = levels(asker, DEFAULT_SHARES, register)
        for solution in solutions.values():
            leading = municipalities(solution.owners_and_adopters, register)
            match = best_match(leading, asker, conditions)
            lifted_by = lift(leading, likeness, conditions, WEIGHT)
            if match is None or match.same_municipality:
                assert lifted_by == 0.0
            else:
                assert lifted_by == pytest.approx(WEIGHT * round(match.nearness.total() * LEVELS) / LEVELS)
            several += len(leading) > 1
            met += match is not None and match.nearness.network is not None
    assert several
    assert met


def test_the_index_is_asked_to_prefer_those_in_the_askers_network_more(
    register: MunicipalityRegister, networks: Networks
) -> None:
    bodo, inside = register.get("1804"), networks.circles(2026)["1804"]

    def lifts(asker: Asker) -> dict[str, float]:
        wanted = preference(asker, Conditions(), DEFAULT_SHARES, WEIGHT, register)
        assert wanted is not None
        return {f"{number:04}": share for share, numbers in wanted.lifts for number in numbers}

    alone, met = lifts(Asker(bodo)), lifts(Asker(bodo, circles=inside))
    members = frozenset.union(*(each.members for each in inside)) - {"1804"}
    changed = {number for number in met if met[number] != alone.get(number, 0.0)}
    assert "5601" in changed, "Alta is in Klimanettverk Nord-Norge"
    assert changed <= members
    assert all(met[number] > alone.get(number, 0.0) for number in changed)


def test_nobody_is_preferred_where_nobody_asks_or_the_weight_is_nought(register: MunicipalityRegister) -> None:
    loppa = Asker(municipality=register.get("5614"))
    assert preference(Asker(), Conditions(), DEFAULT_SHARES, WEIGHT, register) is None
    assert preference(loppa, Conditions(), DEFAULT_SHARES, 0.0, register) is None
    assert preference(loppa, Conditions(population_min=10**7), DEFAULT_SHARES, WEIGHT, register) is None


def test_the_asker_itself_is_not_preferred(register: MunicipalityRegister) -> None:
    wanted = preference(Asker(municipality=register.get("5614")), Conditions(), DEFAULT_SHARES, WEIGHT, register)
    assert wanted is not None
    numbers = [number for _, those in wanted.lifts for number in those]
    assert 5614 not in numbers
    assert len(numbers) == len(set(numbers))
    assert 0 < min(share for share, _ in wanted.lifts) <= max(share for share, _ in wanted.lifts) <= WEIGHT
