"""Needs nobody has an answer to: counted by their words, with nothing that says who asked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from kunnskapsbase.need_cells import NOWHERE, Cell
from kunnskapsbase.records import Need, Needs, needs
from kunnskapsbase.size_bands import SizeBand

FIRST, LATER = date(2026, 3, 1), date(2026, 4, 9)


@pytest.fixture
def kept(store_address: str) -> Iterator[Needs]:
    store = Needs(store_address)
    yield store
    store.close()


def test_the_same_words_are_one_need_counted(kept: Needs) -> None:
    kept.note("Felles  løypekjøring", FIRST)
    kept.note("felles løypekjøring", LATER)
    kept.note("drift av lysløype", FIRST)
    assert list(kept.each()) == [
        Need("felles løypekjøring", 2, FIRST, LATER),
        Need("drift av lysløype", 1, FIRST, FIRST),
    ]


def test_where_they_come_from_is_counted_by_size_and_part_of_norway(kept: Needs) -> None:
    north, unsaid = Cell(SizeBand.SMALL, "Nord-Norge"), Cell(SizeBand.LARGE)
    for cell in (north, NOWHERE, north, unsaid):
        kept.note("hundepark", FIRST, cell)
    kept.note("nattilsyn", FIRST)
    assert {need.text: (need.times, set(need.cells)) for need in kept.each()} == {
        "hundepark": (4, {(north, 2), (unsaid, 1)}),
        "nattilsyn": (1, set()),
    }


def test_nothing_said_is_no_need(kept: Needs) -> None:
    kept.note("   ", FIRST)
    assert list(kept.each()) == []


def test_a_long_text_is_cut(kept: Needs) -> None:
    kept.note("ord " * 500, FIRST)
    (need,) = kept.each()
    assert len(need.text) <= needs.LONGEST


def test_several_are_counted_in_one_go(kept: Needs) -> None:
    cell = Cell(SizeBand.SMALL, "Nord-Norge")
    kept.note("hundepark", FIRST)
    kept.note_all(
        [("Hundepark", LATER, cell), ("nattilsyn", LATER, NOWHERE), ("  ", LATER, cell), ("nattilsyn", LATER, cell)]
    )
    assert {need.text: (need.times, need.last_day, need.cells) for need in kept.each()} == {
        "hundepark": (2, LATER, ((cell, 1),)),
        "nattilsyn": (2, LATER, ((cell, 1),)),
    }


def test_when_it_is_full_only_known_needs_are_counted(kept: Needs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "MOST", 2)
    for text in ("en", "to", "tre", "en"):
        kept.note(text, FIRST)
    assert {need.text: need.times for need in kept.each()} == {"en": 2, "to": 1}


def test_many_at_once_are_all_counted(kept: Needs) -> None:
    cell = Cell(SizeBand.SMALL, "Nord-Norge")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: kept.note("nattilsyn", LATER, cell), range(40)))
    (need,) = kept.each()
    assert need.times == 40
    assert need.cells == ((cell, 40),)


def test_needs_are_put_otherwise_and_those_that_become_the_same_are_counted_together(kept: Needs) -> None:
    north, large = Cell(SizeBand.SMALL, "Nord-Norge"), Cell(SizeBand.LARGE)
    kept.note("nattilsyn", LATER, north)
    kept.note("nattilsyn i loppa", FIRST, north)
    kept.note("nattilsyn i loppa", FIRST, large)
    kept.note("hundepark i loppa", FIRST, large)
    kept.note("loppa", FIRST, north)
    assert kept.clean(lambda text: text.removesuffix("loppa").removesuffix(" i ")) == 3
    assert {need.text: need for need in kept.each()} == {
        "nattilsyn": Need("nattilsyn", 3, FIRST, LATER, ((north, 2), (large, 1))),
        "hundepark": Need("hundepark", 1, FIRST, FIRST, ((large, 1),)),
    }
    assert kept.clean(str) == 0


def test_what_is_counted_on_while_needs_are_put_otherwise_is_not_lost(kept: Needs) -> None:
    for text in ("en i loppa", "en"):
        kept.note(text, FIRST)
    with ThreadPoolExecutor(4) as threads:
        cleaning = threads.submit(kept.clean, lambda text: text.removesuffix(" i loppa"))
        list(threads.map(lambda _: kept.note("en", LATER), range(20)))
        cleaning.result()
    assert [(need.text, need.times) for need in kept.each()] == [("en", 22)]
