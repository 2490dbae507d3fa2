"""The stores of an address share their connections, and the last one that is closed lets them go."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from kunnskapsbase.errors import InputError
from kunnskapsbase.need_cells import NOWHERE
from kunnskapsbase.records import Keys, Needs, RecordStore
from kunnskapsbase.records.database import make_engine
from kunnskapsbase.settings import Settings
from search_api.stores import Stores
from tests.support.postgres import Cluster

# How many SQLAlchemy keeps open for the next who asks.
KEPT = 5


@contextmanager
def watching(cluster: Cluster) -> Iterator[Engine]:
    engine = make_engine(cluster.address)
    try:
        yield engine
    finally:
        engine.dispose()


def connections(watcher: Engine, name: str) -> int:
    query = text("SELECT count(*) FROM pg_stat_activity WHERE application_name = :name")
    with watcher.connect() as connection:
        count: int = connection.execute(query, {"name": name}).scalar_one()
        return count


def wait_for_at_most(kept: int, watcher: Engine, name: str) -> None:
    """The server counts a connection for a moment after it was closed from here."""
    deadline = time.monotonic() + 60
    while (left := connections(watcher, name)) > kept:
        assert time.monotonic() < deadline, f"{left} connections are left"
        time.sleep(0.05)


def use(stores: Stores) -> None:
    for store in vars(stores).values():
        if isinstance(store, RecordStore):
            store.count("erfaring")
        elif hasattr(store, "each"):
            list(store.each())


def test_all_the_stores_of_the_api_share_few_connections_and_let_go_of_them(
    postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{postgres.store()}&application_name=delt"
    monkeypatch.setenv("DATABASE_URL", address)
    first, second = Stores(Settings()), Stores(Settings())
    with ThreadPoolExecutor(20) as threads, watching(postgres) as watcher:
        list(threads.map(use, [first, second] * 20))
        wait_for_at_most(KEPT, watcher, "delt")
        assert connections(watcher, "delt") >= 1
        first.close()
        first.close()
        assert connections(watcher, "delt") >= 1
        use(second)
        second.close()
        wait_for_at_most(0, watcher, "delt")


def test_many_who_ask_at_once_need_not_wait_for_each_other(store_address: str) -> None:
    """Each thread holds one connection while it asks for another: with a bounded number they would wait for good."""
    needs, records = Needs(store_address), RecordStore(store_address)
    needs.note("nattilsyn", date(2026, 1, 2), NOWHERE)

    def both(_: int) -> int:
        return sum(records.count("erfaring") + need.times for need in needs.each())

    with ThreadPoolExecutor(40) as threads:
        assert list(threads.map(both, range(200))) == [1] * 200
    needs.close()
    records.close()


def test_a_store_is_of_use_until_it_is_closed_itself(store_address: str) -> None:
    keys, records = Keys(store_address), RecordStore(store_address)
    records.close()
    assert keys.each() == []
    keys.close()
    again = Keys(store_address)
    assert again.each() == []
    again.close()


def test_a_store_that_cannot_be_opened_leaves_nothing_in_the_way_of_the_next(tmp_path: Path) -> None:
    file = tmp_path / "losfor.sqlite"
    file.write_bytes(b"not a database at all, but long enough to look at" * 100)
    for _ in range(2):
        with pytest.raises(Exception, match="kan ikke brukes"):
            Keys(f"sqlite:///{file}")
    file.unlink()
    keys = Keys(f"sqlite:///{file}")
    assert keys.each() == []
    keys.close()
    with pytest.raises(InputError, match="DATABASE_URL"):
        Keys("dette er ingen adresse")
