"""A store that listed sketches under all their hashes is brought to marks, and nothing in it is lost."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

from kunnskapsbase.records import Record, RecordStore, Sketch

_OLDER = """
CREATE TABLE sketch (kind VARCHAR, path VARCHAR, hashes BLOB NOT NULL, anchors BLOB NOT NULL, PRIMARY KEY (kind, path));
CREATE TABLE sketch_hash (kind VARCHAR, hash BIGINT, path VARCHAR, PRIMARY KEY (kind, hash, path));
CREATE INDEX ix_sketch_hash_path ON sketch_hash (path);
CREATE TABLE alike (one VARCHAR, other VARCHAR, similarity FLOAT NOT NULL, PRIMARY KEY (one, other));
INSERT INTO alike VALUES ('a', 'b', 0.7);
"""
_KNOWN_THEN = {"record", "revision", "source", "blocked", "likeness", "likeness_mark", "alike", "embedding"}


def packed(hashes: range) -> bytes:
    return struct.pack(f"<{len(hashes)}q", *hashes)


def older_store(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(_OLDER)
        for path in ("a", "b"):
            connection.execute("INSERT INTO sketch VALUES ('dokument', ?, ?, x'')", (path, packed(range(100))))
            listed = [("dokument", each, path) for each in range(100)]
            connection.executemany("INSERT INTO sketch_hash VALUES (?, ?, ?)", listed)
        connection.commit()


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def add(store: RecordStore, path: str, hashes: range) -> None:
    sketch = Sketch("dokument", path, tuple(hashes), 100, 0.5)
    store.save([Record(path, "dokument", path, "h", "{}")], sketches=[sketch])


def test_old_pairs_stand_and_new_documents_are_compared_with_old_ones(tmp_path: Path) -> None:
    file = tmp_path / "losfor.sqlite"
    older_store(file)
    store = RecordStore(f"sqlite:///{file}")
    assert store.alike() == {"a": [("b", 0.7)], "b": [("a", 0.7)]}
    add(store, "c", range(10, 110))
    assert {other for other, _ in store.alike("c")["c"]} == {"a", "b"}
    store.save([], gone=["c"])
    assert store.alike() == {"a": [("b", 0.7)], "b": [("a", 0.7)]}
    assert not {"sketch", "sketch_hash"} & tables(file)


def test_a_carrying_over_that_was_killed_before_the_old_tables_went_is_done_again(tmp_path: Path) -> None:
    file = tmp_path / "losfor.sqlite"
    older_store(file)
    RecordStore(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file)) as connection:
        # The version that was killed knew no steps, and none of the tables they made or changed.
        for table in tables(file) - _KNOWN_THEN:
            connection.execute(f"DROP TABLE {table}")
        connection.executescript("".join(f"{line};" for line in _OLDER.split(";")[:3]))
        connection.execute("INSERT INTO sketch VALUES ('dokument', 'a', ?, x'')", (packed(range(100)),))
        connection.commit()
    store = RecordStore(f"sqlite:///{file}")
    add(store, "c", range(10, 110))
    assert {other for other, _ in store.alike("c")["c"]} == {"a", "b"}
    assert not {"sketch", "sketch_hash"} & tables(file)
