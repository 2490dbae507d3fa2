"""What is kept of the store until it changes: asked for now, or trusted for a second."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kunnskapsbase.records import Record, RecordStore
from search_api.until_changed import UntilChanged


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    store = RecordStore(f"sqlite:///{tmp_path / 'losfor.sqlite'}")
    yield store
    store.close()


def put(store: RecordStore, record_id: str) -> None:
    store.save([Record(record_id, "erfaring", f"{record_id}.md", "h", "{}")])


def test_it_is_read_anew_only_when_the_store_has_changed(store: RecordStore) -> None:
    kept = UntilChanged(store, lambda: [each.id for each in store.all("erfaring")])
    first = kept.now()
    assert kept.now() is first
    put(store, "a")
    assert kept.now() == ["a"]


def test_a_change_is_seen_by_who_trusts_it_once_it_is_distrusted(store: RecordStore) -> None:
    kept = UntilChanged(store, lambda: [each.id for each in store.all("erfaring")])
    put(store, "a")
    kept.distrust()
    assert kept.recent() == ["a"]


def test_what_could_not_be_read_is_read_at_the_next_look(store: RecordStore) -> None:
    """A record may be there that cannot be read; what was kept stands until it can be."""
    readable = True

    def read() -> int:
        if not readable:
            raise ValueError("cannot be read")
        return store.count("erfaring")

    kept = UntilChanged(store, read)
    put(store, "a")
    readable = False
    with pytest.raises(ValueError, match="cannot be read"):
        kept.now()
    readable = True
    assert kept.now() == 1
