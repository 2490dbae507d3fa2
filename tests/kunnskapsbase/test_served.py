"""The index that serves: opened when it comes, changed for a new one, and nothing left of the old."""

from pathlib import Path

import pytest

from kunnskapsbase.errors import IndexMissingError
from kunnskapsbase.index.edge import EdgeEngine
from kunnskapsbase.index.served import ServedIndex
from tests.kunnskapsbase.test_index_contract import DIMENSIONS, make_points


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kunnskapsbase.index.served.LOOK_EVERY_S", 0.0)


def folders(engine: EdgeEngine) -> set[str]:
    return {path.name for path in engine.root.iterdir() if path.is_dir()}


def test_an_index_must_be_there_unless_it_may_be_missing(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path)
    with pytest.raises(IndexMissingError):
        ServedIndex(engine, "alias")
    served = ServedIndex(engine, "alias", may_be_missing=True)
    with served.lease() as index:
        assert index is None
    assert served.name is None
    served.close()


def test_an_index_that_comes_later_serves_from_then_on(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path)
    served = ServedIndex(engine, "alias", may_be_missing=True)
    engine.build("alias", "first", DIMENSIONS, make_points(5))
    with served.lease() as index:
        assert index is not None
        assert index.count() == 5
    assert served.name == "first"
    served.close()


def test_what_has_been_replaced_is_gone_from_the_disk_as_soon_as_nobody_reads_it(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path)
    engine.build("alias", "first", DIMENSIONS, make_points(5))
    served = ServedIndex(engine, "alias")
    with served.lease() as held:
        assert held is not None
        engine.build("alias", "second", DIMENSIONS, make_points(6))
        with served.lease() as fresh:
            assert fresh is not None
            assert (held.count(), fresh.count()) == (5, 6)
        assert folders(engine) == {"first", "second"}
    assert folders(engine) == {"second"}
    served.close()


def test_a_look_changes_to_the_new_one_and_removes_the_old_without_a_question(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path)
    engine.build("alias", "first", DIMENSIONS, make_points(5))
    served = ServedIndex(engine, "alias")
    engine.build("alias", "second", DIMENSIONS, make_points(6))
    served.look()
    assert (served.name, folders(engine)) == ("second", {"second"})
    served.close()


def test_a_swap_that_nobody_is_reading_through_removes_the_old_one_at_the_next_question(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path)
    engine.build("alias", "first", DIMENSIONS, make_points(5))
    served = ServedIndex(engine, "alias")
    engine.build("alias", "second", DIMENSIONS, make_points(6))
    assert folders(engine) == {"first", "second"}
    with served.lease():
        pass
    assert folders(engine) == {"second"}
    served.close()
