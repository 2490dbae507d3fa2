"""A shard that another process has open can be read beside it, and nothing is left of that afterwards."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kunnskapsbase.errors import IndexMissingError, StoreInUseError
from kunnskapsbase.index.edge import EdgeEngine
from kunnskapsbase.index.model import Index, Query
from tests.kunnskapsbase.test_index_contract import DIMENSIONS, make_points


@pytest.fixture
def root(tmp_path: Path) -> Path:
    EdgeEngine(tmp_path).build("alias", "first", DIMENSIONS, make_points(40))
    return tmp_path


def folders(root: Path) -> set[str]:
    return {each.name for each in root.iterdir() if each.is_dir()}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def found(index: Index) -> list[tuple[int, float]]:
    query = Query(dense=[1.0, *[0.0] * (DIMENSIONS - 1)], sparse={}, limit=10)
    return [(hit.id, hit.score) for hit in index.query(query).passages]


def test_beside_the_one_that_holds_it_a_view_finds_the_same_and_changes_nothing(root: Path) -> None:
    held = EdgeEngine(root).open("alias")
    before = contents(root / "first")
    view = EdgeEngine(root, beside=True).open("alias")
    assert (view.name, view.count()) == (held.name, held.count()) == ("first", 40)
    assert found(view) == found(held)
    view.close()
    assert contents(root / "first") == before
    assert found(held)
    held.close()
    assert folders(root) == {"first"}


def test_a_second_holder_is_still_refused(root: Path) -> None:
    held, view = EdgeEngine(root).open("alias"), EdgeEngine(root, beside=True).open("alias")
    with pytest.raises(StoreInUseError):
        EdgeEngine(root).open("alias")
    view.close()
    held.close()


def test_a_view_outlives_the_build_it_is_of_and_is_told_of_as_left_over(root: Path) -> None:
    engine = EdgeEngine(root)
    view = EdgeEngine(root, beside=True).open("alias")
    assert engine.left_over() == ()
    before = found(view)
    engine.build("alias", "second", DIMENSIONS, make_points(3))
    assert found(view) == before
    assert engine.left_over() == (f"first.ved-siden-{os.getpid()}",)
    view.close()
    assert (engine.left_over(), folders(root)) == ((), {"second"})


def test_what_a_killed_process_left_of_a_view_is_cleared_away(root: Path) -> None:
    left = root / "first.ved-siden-4194305" / "shard"
    left.mkdir(parents=True)
    view = EdgeEngine(root, beside=True).open("alias")
    EdgeEngine(root).tidy()
    assert folders(root) == {"first", f"first.ved-siden-{os.getpid()}"}
    assert found(view)
    view.close()


def test_a_build_that_goes_while_it_is_linked_is_missing_and_leaves_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: str, __: str, *, follow_symlinks: bool = True) -> None:
        raise FileNotFoundError

    link: Callable[..., None] = gone
    monkeypatch.setattr(os, "link", link)
    with pytest.raises(IndexMissingError):
        EdgeEngine(root, beside=True).open("alias")
    assert folders(root) == {"first"}
