"""Opening a store: steps and models agree, older ones lose nothing, two at once do it once, newer ones are refused."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from kunnskapsbase.errors import InputError, NewerStoreError, StoreUnreachableError
from kunnskapsbase.records import Record, RecordStore, migrating
from kunnskapsbase.records.database import make_engine, metadata
from kunnskapsbase.settings import ROOT

VERSIONS = migrating.FOLDER / "versions"


@contextmanager
def engine_of(address: str) -> Iterator[Engine]:
    engine = make_engine(address)
    try:
        yield engine
    finally:
        engine.dispose()


_BEFORE = """
CREATE TABLE record (id VARCHAR NOT NULL, kind VARCHAR NOT NULL, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
    body TEXT NOT NULL, taken_in VARCHAR NOT NULL, PRIMARY KEY (id));
CREATE TABLE revision (number INTEGER NOT NULL, PRIMARY KEY (number));
CREATE TABLE need (text VARCHAR NOT NULL, times INTEGER NOT NULL, first_day VARCHAR NOT NULL,
    last_day VARCHAR NOT NULL, PRIMARY KEY (text));
INSERT INTO record VALUES ('a', 'erfaring', 'erfaringer/a.md', 'h', '{}', '2026-01-02');
INSERT INTO revision VALUES (7);
INSERT INTO need VALUES ('nattilsyn', 3, '2026-01-02', '2026-02-03');
"""


def before_steps(address: str) -> None:
    """Make a store as it was before there were steps, with some of the tables it could have."""
    with engine_of(address) as engine, engine.begin() as connection:
        for statement in _BEFORE.strip().removesuffix(";").split(";"):
            connection.exec_driver_sql(statement)


def difference(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def test_the_steps_are_numbered_without_gaps_and_each_follows_the_one_before() -> None:
    revisions = list(ScriptDirectory(str(migrating.FOLDER)).walk_revisions())[::-1]
    numbers = [f"{number:04}" for number in range(1, len(revisions) + 1)]
    assert [each.revision for each in revisions] == numbers
    assert [each.down_revision for each in revisions] == [None, *numbers[:-1]]
    assert sorted(file.name[:4] for file in VERSIONS.glob("*.py")) == numbers
    assert migrating.head() == numbers[-1]


def test_the_steps_lead_to_the_tables_of_the_models(store_address: str) -> None:
    before_steps(store_address)
    RecordStore(store_address).close()
    with engine_of(store_address) as engine, engine.connect() as connection:
        assert difference(connection) == []


def test_an_empty_store_gets_the_same_tables_at_once(store_address: str) -> None:
    RecordStore(store_address).close()
    with engine_of(store_address) as engine, engine.connect() as connection:
        assert difference(connection) == []
        assert inspect(connection).has_table("alembic_version")


def test_a_store_from_before_the_steps_loses_nothing(store_address: str) -> None:
    before_steps(store_address)
    for _ in range(2):
        store = RecordStore(store_address)
        assert [record.id for record in store.all("erfaring")] == ["a"]
        assert [source.record_id for source in store.sources()] == ["a"]
        assert store.revision() == 7
        store.close()
    with engine_of(store_address) as engine, engine.connect() as connection:
        assert connection.execute(text("SELECT text, times FROM need")).all() == [("nattilsyn", 3)]


def test_a_store_from_a_newer_version_is_refused_and_left_alone(store_address: str) -> None:
    RecordStore(store_address).close()
    with engine_of(store_address) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStoreError, match="Oppdater programmet"):
        RecordStore(store_address)
    with engine_of(store_address) as engine, engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"


_WAITS = """
import pathlib, sys, time
from kunnskapsbase.records import RecordStore
print("ready", flush=True)
while not pathlib.Path(sys.argv[2]).exists():
    time.sleep(0.001)
RecordStore(sys.argv[1]).close()
"""


@pytest.mark.parametrize("old", [False, True])
def test_those_who_open_it_at_once_wait_for_each_other(store_address: str, tmp_path: Path, old: bool) -> None:
    if old:
        before_steps(store_address)
    go = tmp_path / "go"
    command = [sys.executable, "-c", _WAITS, store_address, str(go)]
    openers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for opener in openers:
        assert opener.stdout
        assert opener.stdout.readline() == "ready\n"
    go.touch()
    for opener in openers:
        opener.communicate(timeout=60)
    assert [opener.returncode for opener in openers] == [0, 0, 0]
    with engine_of(store_address) as engine, engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).all() == [(migrating.head(),)]
        assert len(connection.execute(text("SELECT number FROM revision")).all()) == 1


_KILLED = """
import os, signal, sys
from kunnskapsbase.records import RecordStore, older
def killed(connection):
    os.kill(os.getpid(), signal.SIGKILL)
older.carry_over = killed
RecordStore(sys.argv[1])
"""


def test_one_that_is_killed_after_the_last_step_leaves_the_store_as_it_was(store_address: str) -> None:
    before_steps(store_address)
    killed = subprocess.run([sys.executable, "-c", _KILLED, store_address], cwd=ROOT, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with engine_of(store_address) as engine, engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"record", "revision", "need"}
    store = RecordStore(store_address)
    assert [source.record_id for source in store.sources()] == ["a"]
    store.close()


def test_alembic_is_loaded_only_when_a_store_that_is_not_empty_lacks_something(tmp_path: Path) -> None:
    new, old = (f"sqlite:///{tmp_path / name}" for name in ("ny.sqlite", "gammel.sqlite"))
    before_steps(old)
    opened = "import sys; from kunnskapsbase.records import RecordStore; RecordStore(sys.argv[1]).close(); "
    command = [sys.executable, "-c", f"{opened}print('alembic' in sys.modules)"]
    for address, loaded in ((new, "False\n"), (new, "False\n"), (old, "True\n"), (old, "False\n")):
        told = subprocess.run([*command, address], cwd=ROOT, check=True, capture_output=True, text=True)
        assert told.stdout == loaded


def test_what_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "losfor.sqlite"
    file.write_text("dette er en handleliste, ingen database. " * 50)
    with pytest.raises(StoreUnreachableError, match="kan ikke brukes"):
        RecordStore(f"sqlite:///{file}")
    assert file.read_text().startswith("dette er en handleliste")


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(StoreUnreachableError, match="svarer ikke"):
        RecordStore("postgresql://ingen@127.0.0.1:1/losfor")


@pytest.mark.parametrize("address", ["losfor.sqlite", "mongodb://tjener/losfor"])
def test_what_is_no_database_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="databaseadresse"):
        RecordStore(address)


def test_rows_come_in_the_same_order_whatever_the_language_of_the_server(store_address: str) -> None:
    store = RecordStore(store_address)
    names = ["b", "ø", "a", "å", "B", "a-b", "ab", "æ"]
    store.save(Record(name, "erfaring", name, "h", "{}") for name in names)
    assert [record.id for record in store.all("erfaring")] == sorted(names)
    store.close()
