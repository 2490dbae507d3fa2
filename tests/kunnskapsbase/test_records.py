"""The record store is the truth: all of a save or nothing, and nothing good is lost to something bad."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kunnskapsbase.records import Record, RecordStore, SourceEntry, Status


@pytest.fixture
def store(store_address: str) -> Iterator[RecordStore]:
    store = RecordStore(store_address)
    yield store
    store.close()


def record(name: str, body: str = "{}", path: str | None = None) -> Record:
    return Record(name, "erfaring", path or f"erfaringer/{name}.md", f"hash-of-{body}", body)


def test_what_is_saved_comes_back_ordered_by_id(store: RecordStore) -> None:
    store.save([record("b"), record("a")])
    assert [each.id for each in store.all("erfaring")] == ["a", "b"]
    assert store.get(["b", "missing"]).keys() == {"b"}
    assert store.count("erfaring") == 2


def test_each_gives_the_same_as_all_however_many_there_are(store: RecordStore) -> None:
    store.save(record(f"{number:03}") for number in range(120))
    assert list(store.each("erfaring")) == store.all("erfaring")


def test_a_record_with_the_same_id_or_path_takes_the_old_ones_place(store: RecordStore) -> None:
    store.save([record("a", "{}")])
    store.save([record("a", '{"x": 1}')])
    store.save([record("renamed", path="erfaringer/a.md")])
    assert [each.id for each in store.all("erfaring")] == ["renamed"]


def test_a_file_that_fails_keeps_the_record_it_gave_before(store: RecordStore) -> None:
    store.save([record("a")])
    store.save([], [SourceEntry("erfaringer/a.md", "other", Status.FAILED, ((3, "tittel mangler"),))])
    assert store.count("erfaring") == 1
    assert store.failures()[0].problems == ((3, "tittel mangler"),)
    store.save([record("a", '{"mended": true}')], [SourceEntry("erfaringer/a.md", "third", Status.TAKEN_IN)])
    assert store.failures() == []


def test_a_save_that_breaks_off_changes_nothing(store: RecordStore) -> None:
    store.save([record("a")])

    def breaks_off() -> object:
        yield record("b")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        store.save(breaks_off())  # type: ignore[arg-type]
    assert [each.id for each in store.all("erfaring")] == ["a"]


def test_the_fingerprint_follows_the_content_and_not_the_order(store: RecordStore, tmp_path: Path) -> None:
    other = RecordStore(f"sqlite:///{tmp_path / 'other.sqlite'}")
    store.save([record("a"), record("b")])
    other.save([record("b")])
    assert store.fingerprint("erfaring") != other.fingerprint("erfaring")
    other.save([record("a")])
    assert store.fingerprint("erfaring") == other.fingerprint("erfaring")


def test_every_change_gives_a_new_revision(store: RecordStore) -> None:
    before = store.revision()
    store.save([record("a")])
    between = store.revision()
    store.save([], [], ["erfaringer/a.md"])
    assert len({before, between, store.revision()}) == 3


def test_cached_vectors_belong_to_one_model_and_can_be_forgotten(store: RecordStore) -> None:
    store.cache_vectors("m1", {"t1": [0.5, -1.25], "t2": [1.0, 2.0]})
    assert store.vectors("m1", ["t1", "t3"]) == {"t1": [0.5, -1.25]}
    assert store.vectors("m2", ["t1"]) == {}
    store.forget_vectors_except("m1", {"t2"})
    assert store.vectors("m1", ["t1", "t2"]).keys() == {"t2"}


def test_of_other_models_only_what_this_one_has_no_vector_for_is_forgotten(store: RecordStore) -> None:
    store.cache_vectors("m1", {"t1": [1.0, 0.0]})
    store.cache_vectors("m1.passasjer", {"p1": [0.0, 1.0]})
    for other in ("m2", "m2.passasjer", "m11", "m1_passasjer"):
        store.cache_vectors(other, {"t1": [0.5, 0.5], "p1": [0.5, 0.5], "gone": [0.5, 0.5]})
    store.forget_vectors_of_other_models("m1")
    assert store.vectors("m1", ["t1"]).keys() == {"t1"}
    assert store.vectors("m1.passasjer", ["p1"]).keys() == {"p1"}
    for other in ("m2", "m2.passasjer", "m11", "m1_passasjer"):
        assert store.vectors(other, ["t1", "p1", "gone"]).keys() == {"t1", "p1"}
