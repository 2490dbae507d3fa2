"""What looks like what: found without comparing everything with everything, and forgotten with the record."""

import random
from collections.abc import Iterator

import pytest

from kunnskapsbase.records import Record, RecordStore, Sketch
from kunnskapsbase.records.likeness import HOLDERS, resemblance


@pytest.fixture
def store(store_address: str) -> Iterator[RecordStore]:
    store = RecordStore(store_address)
    yield store
    store.close()


def sketch(path: str, hashes: range, *, anchors: tuple[int, ...] = (), kind: str = "dokument") -> Sketch:
    return Sketch(kind, path, tuple(hashes), 100, 0.5, anchors)


def save(store: RecordStore, *sketches: Sketch) -> None:
    records = [Record(each.path, each.kind, each.path, "h", "{}") for each in sketches]
    store.save(records, sketches=sketches)


def test_the_resemblance_is_the_share_in_common() -> None:
    assert resemblance((1, 2, 3, 4), (3, 4, 5, 6), 100) == pytest.approx(2 / 6)
    assert resemblance((), (), 100) == 0
    # Of larger sets only the smallest hashes are known: 1–3 stand for both.
    assert resemblance((1, 2, 3), (1, 2, 3), 3) == 1


def test_what_is_alike_is_linked_both_ways_and_the_unlike_is_not(store: RecordStore) -> None:
    save(store, sketch("a", range(10)), sketch("b", range(1, 11)), sketch("c", range(8, 30)))
    assert store.alike() == {"a": [("b", 0.818)], "b": [("a", 0.818)]}


def test_kinds_are_not_compared_with_each_other(store: RecordStore) -> None:
    save(store, sketch("a", range(10)), sketch("b", range(10), kind="erfaring"))
    assert store.alike() == {}


def test_where_there_are_anchors_one_must_be_shared(store: RecordStore) -> None:
    save(store, sketch("a", range(10), anchors=(1, 2)), sketch("b", range(10), anchors=(3,)))
    assert store.alike() == {}
    save(store, sketch("c", range(10), anchors=(2, 3)))
    assert sorted(other for other, _ in store.alike("c")["c"]) == ["a", "b"]


def test_a_new_version_is_compared_anew_and_a_removed_record_is_forgotten(store: RecordStore) -> None:
    save(store, sketch("a", range(10)), sketch("b", range(10)))
    save(store, sketch("b", range(50, 60)))
    assert store.alike() == {}
    save(store, sketch("b", range(10)))
    assert store.alike("a") == {"a": [("b", 1.0)], "b": [("a", 1.0)]}
    store.save([], gone=["b"])
    assert store.alike() == {}


def test_what_everybody_has_is_listed_a_bounded_number_of_times(store: RecordStore) -> None:
    common = tuple(range(5))
    sketches = [
        Sketch("dokument", f"d{number}", (*common, *range(1000 * number, 1000 * number + 20)), 100, 0.9)
        for number in range(1, HOLDERS + 30)
    ]
    save(store, *sketches)
    with store._engine.connect() as connection:
        counts = connection.exec_driver_sql("SELECT mark, count(*) FROM likeness_mark GROUP BY mark").all()
    assert max(count for _, count in counts) == HOLDERS


def test_texts_that_are_alike_enough_are_found_among_many_that_are_not(store: RecordStore) -> None:
    """Of sketches as large as the product's: 100 pairs with 0.3 to 0.4 of their hashes in common, none missed."""
    chance = random.Random(5)

    def some(count: int) -> list[int]:
        return [chance.getrandbits(62) for _ in range(count)]

    def smallest(hashes: list[int]) -> tuple[int, ...]:
        return tuple(sorted(hashes)[:128])

    wanted: set[tuple[str, str]] = set()
    sketches: list[Sketch] = []
    for number in range(100):
        common = some(550)
        names = (f"a{number}", f"b{number}")
        pair = [smallest(common + some(450)) for _ in names]
        if resemblance(pair[0], pair[1], 128) >= 0.3:
            wanted.add(names)
        sketches.extend(Sketch("dokument", name, hashes, 128, 0.3) for name, hashes in zip(names, pair, strict=True))
    save(store, *sketches)
    found = {(path, other) for path, others in store.alike().items() for other, _ in others if path < other}
    assert len(wanted) > 80
    assert found == wanted
