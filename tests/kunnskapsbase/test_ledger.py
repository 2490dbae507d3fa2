"""The ledger: one row a source, whatever came of it. An old store loses nothing; what is removed leaves no word."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kunnskapsbase.records import Record, RecordStore, SourceEntry, Status, StoreFullError, open_to_read, source_id

PATH = "/mappe/rapport.pdf"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "losfor.sqlite"


@pytest.fixture
def store(store_address: str) -> Iterator[RecordStore]:
    store = RecordStore(store_address)
    yield store
    store.close()


@pytest.fixture
def sqlite_store(file: Path) -> Iterator[RecordStore]:
    store = RecordStore(f"sqlite:///{file}")
    yield store
    store.close()


def entry(sha256: str, status: Status = Status.TAKEN_IN, **values: object) -> SourceEntry:
    return SourceEntry(PATH, sha256, status, **values)  # type: ignore[arg-type]


def row(store: RecordStore) -> SourceEntry:
    found = store.source(PATH)
    assert found
    return found


def test_the_version_counts_contents_and_not_readings(store: RecordStore) -> None:
    for sha256, version in (("a", 1), ("a", 1), ("b", 2), ("a", 3)):
        store.save([], [entry(sha256)])
        assert row(store).version == version
        assert row(store).served_version == version


def test_a_version_that_fails_leaves_the_one_before_in_use_with_its_title(store: RecordStore) -> None:
    store.save([], [entry("a", title="Rapport", record_id="rapport", kind="dokument")])
    store.save([], [entry("b", Status.FAILED, problems=((None, "ødelagt"),), reason="odelagt")])
    after = row(store)
    assert (after.version, after.served_version, after.status) == (2, 1, Status.FAILED)
    assert (after.title, after.record_id, after.message) == ("Rapport", "rapport", "ødelagt")
    assert [failure.path for failure in store.failures()] == [PATH]


def test_a_file_that_could_not_be_opened_is_no_new_version(store: RecordStore) -> None:
    store.save([], [entry("a")])
    store.save([], [entry("", Status.FAILED)])
    assert (row(store).version, row(store).sha256) == (1, "a")


def test_all_that_was_noted_comes_back(store: RecordStore) -> None:
    noted = entry(
        "a",
        Status.PARTLY,
        problems=((12, "rad 12 er feil"), (None, "hele filen")),
        counts={"pages": 3},
        masked={"telefon": 2},
        warnings=(("katalog", "tatt for X"),),
        told={"title": "T"},
        accepted=True,
        parser="pypdf",
        made_by="f",
    )
    store.save([], [noted])
    back = row(store)
    for name in ("problems", "counts", "masked", "warnings", "told", "accepted", "parser", "made_by", "status"):
        assert getattr(back, name) == getattr(noted, name), name
    assert back.first_taken_in == back.last_taken_in == back.last_seen
    assert back.message == "linje 12: rad 12 er feil"


def test_a_source_is_found_by_id_record_path_and_the_end_of_its_path(store: RecordStore) -> None:
    store.save([], [entry("a", record_id="rapport-1")])
    for name in (source_id(PATH), "rapport-1", PATH, "rapport.pdf"):
        assert [found.path for found in store.find_sources(name)] == [PATH], name
    assert store.find_sources("apport.pdf") == []
    assert store.find_sources("%") == []


def test_what_is_taken_down_leaves_an_id_a_time_and_a_reason(sqlite_store: RecordStore, file: Path) -> None:
    store = sqlite_store
    body = json.dumps({"tekst": "pukkellakskverna"})
    record = Record("rapport-om-pukkellaks", "dokument", PATH, "h", body)
    store.save([record], [entry("a", title="Pukkellakskverna", record_id=record.id)])
    store.take_down(PATH, [record.id], "a")
    assert store.compact()
    (left,) = store.sources()
    assert (left.id, left.status, left.reason) == (source_id(PATH), Status.REMOVED, "tatt_ned")
    assert left.last_seen
    assert (left.path, left.title, left.record_id, left.sha256, left.counts) == ("", None, None, "", {})
    for name in (file, file.with_name(f"{file.name}-wal")):
        content = name.read_bytes() if name.exists() else b""
        assert b"ukkellaks" not in content
        assert b"rapport.pdf" not in content


def test_what_is_taken_down_is_known_again_by_path_content_and_record(store: RecordStore) -> None:
    store.take_down(PATH, ["rapport-1"], "a")
    assert store.is_blocked(PATH)
    assert store.is_blocked("/annen/fil.pdf", "a")
    assert store.is_blocked("/annen/fil.pdf", "b", "rapport-1")
    assert not store.is_blocked("/annen/fil.pdf", "b", "rapport-2")


def test_what_is_asked_for_comes_in_again_and_is_no_longer_blocked(store: RecordStore) -> None:
    store.take_down(PATH, ["rapport-1"], "a")
    store.save([Record("rapport-1", "dokument", PATH, "h", "{}")], [entry("a", record_id="rapport-1")])
    assert not store.is_blocked(PATH, "a", "rapport-1")
    assert row(store).version == 1


def test_the_rows_of_a_list_give_way_together(store: RecordStore) -> None:
    rows = [Record(f"e{number}", "erfaring", f"{PATH}#rad-{number}", "h", "{}") for number in (2, 3, 4)]
    other = Record("annen", "erfaring", "/mappe/rapport.pdf2", "h", "{}")
    store.save([*rows, other], [entry("a")])
    assert [record.id for record in store.of_source(PATH)] == ["e2", "e3", "e4"]
    store.save(rows[:1], [entry("b")], renewed=[PATH])
    assert [record.id for record in store.all("erfaring")] == ["annen", "e2"]


def test_a_save_that_breaks_off_leaves_the_ledger_as_it_was(store: RecordStore) -> None:
    def breaks_off() -> Iterator[SourceEntry]:
        yield entry("b")
        raise RuntimeError("the power went")

    store.save([], [entry("a")])
    with pytest.raises(RuntimeError):
        store.save([], breaks_off(), renewed=[PATH])
    assert row(store).sha256 == "a"


_OLD = """
CREATE TABLE record (id VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
    body TEXT NOT NULL, taken_in VARCHAR NOT NULL);
CREATE TABLE failure (path VARCHAR PRIMARY KEY, sha256 VARCHAR NOT NULL, problems TEXT NOT NULL, seen VARCHAR NOT NULL);
CREATE TABLE embedding (model VARCHAR, text_sha256 VARCHAR, dimensions INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (model, text_sha256));
CREATE TABLE revision (number INTEGER PRIMARY KEY);
INSERT INTO revision VALUES (7);
INSERT INTO record VALUES ('a', 'erfaring', 'erfaringer/a.md', 'ha', '{}', '2026-01-02T03:04:05+00:00');
INSERT INTO record VALUES ('b', 'erfaring', 'erfaringer/b.md', 'hb', '{}', '2026-01-02T03:04:05+00:00');
INSERT INTO failure VALUES ('erfaringer/b.md', 'hx', '[[3, "tittel mangler"]]', '2026-02-02T03:04:05+00:00');
INSERT INTO failure VALUES ('erfaringer/c.md', 'hc', '[[null, "tom fil"]]', '2026-02-02T03:04:05+00:00');
"""


def test_an_old_store_opens_with_all_it_had(file: Path) -> None:
    with sqlite3.connect(file) as old:
        old.executescript(_OLD)
    old.close()
    for _ in range(2):
        store = RecordStore(f"sqlite:///{file}")
        assert [record.id for record in store.all("erfaring")] == ["a", "b"]
        assert store.revision() == 7
        by_path = {source.path: source for source in store.sources()}
        assert by_path["erfaringer/a.md"].status is Status.TAKEN_IN
        assert by_path["erfaringer/a.md"].first_taken_in == "2026-01-02T03:04:05+00:00"
        assert by_path["erfaringer/b.md"].status is Status.FAILED
        assert by_path["erfaringer/b.md"].served_version == 1
        assert [failure.problems for failure in store.failures()] == [((3, "tittel mangler"),), ((None, "tom fil"),)]
        store.close()
    with sqlite3.connect(file) as now:
        names = {name for (name,) in now.execute("SELECT name FROM sqlite_master")}
    now.close()
    assert "failure" not in names


def test_reading_a_store_that_is_not_there_makes_none(file: Path) -> None:
    store = open_to_read(f"sqlite:///{file}")
    assert store.sources() == []
    store.close()
    assert not file.exists()


def test_a_full_disk_is_told_by_name_and_what_was_there_stands(sqlite_store: RecordStore) -> None:
    store = sqlite_store
    store.save([Record("a", "dokument", PATH, "h", "{}")], [entry("a")])
    engine = store._engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        # SQLite's own bound on the file's size, which it tells of in the same way as of a full disk.
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFullError, match="ikke plass"):
        store.save([Record("b", "dokument", "/mappe/stor.pdf", "h", "x" * 500_000)])
    assert [record.id for record in store.all("dokument")] == ["a"]
