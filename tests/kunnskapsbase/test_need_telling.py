"""Needs are told so that nobody can be found behind them, gathered by meaning, and kept without a place in them."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.need_cells import NOWHERE, Cell, K, told
from kunnskapsbase.need_groups import gathered
from kunnskapsbase.place_free import without_places
from kunnskapsbase.question import REGIONS
from kunnskapsbase.records import Need
from kunnskapsbase.size_bands import SizeBand, band_of

DAY = date(2026, 6, 1)
SMALL_NORTH, SMALL_WEST = Cell(SizeBand.SMALL, "Nord-Norge"), Cell(SizeBand.SMALL, "Vestlandet")
LARGE_WEST = Cell(SizeBand.LARGE, "Vestlandet")


def test_a_cell_is_told_from_three_askings_and_what_is_left_more_coarsely() -> None:
    assert told({SMALL_NORTH: 4, SMALL_WEST: 2}) == ((SMALL_NORTH, 4), (NOWHERE, 2))
    assert told({SMALL_NORTH: 2, SMALL_WEST: 1}) == ((Cell(band=SizeBand.SMALL), 3),)
    assert told({LARGE_WEST: 1, SMALL_WEST: 2}) == ((Cell(region="Vestlandet"), 3),)
    assert told({SMALL_NORTH: 1, LARGE_WEST: 1, NOWHERE: 5}) == ((NOWHERE, 7),)


cells = some.builds(
    Cell, some.one_of(some.none(), some.sampled_from(SizeBand)), some.one_of(some.none(), some.sampled_from(REGIONS))
)


@given(some.dictionaries(cells, some.integers(1, 6)))
def test_every_asking_is_told_once_and_no_cell_with_fewer_than_three(asked: dict[Cell, int]) -> None:
    shown = told(asked)
    assert sum(times for _, times in shown) == sum(asked.values())
    assert all(times >= K for cell, times in shown if cell != NOWHERE)
    assert len(dict(shown)) == len(shown)


def test_every_cell_holds_more_municipalities_than_it_takes_to_tell_of_it(register: MunicipalityRegister) -> None:
    sizes = Counter((band_of(each.population), each.region) for each in register)
    assert len(sizes) == len(SizeBand) * len(REGIONS)
    assert min(sizes.values()) > K


def need(text: str, times: int, **asked: int) -> Need:
    place = {"north": SMALL_NORTH, "west": SMALL_WEST}
    return Need(text, times, DAY, DAY, tuple((place[name], count) for name, count in asked.items()))


def test_needs_that_are_alike_are_told_as_one_and_those_asked_for_less_than_three_times_are_counted() -> None:
    needs = [need("slamtømming", 2, north=1), need("tømming av slam", 2, north=2), need("hundepark", 2)]
    told_of = gathered(needs, [[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]], 0.7)
    (group,) = told_of.groups
    assert group.texts == ("slamtømming", "tømming av slam")
    assert (group.times, group.cells) == (4, ((SMALL_NORTH, 3), (NOWHERE, 1)))
    assert told_of.untold == 1


def test_a_need_joins_the_group_it_is_most_like() -> None:
    needs = [need("a", 5), need("b", 4), need("c", 3)]
    groups = gathered(needs, [[1.0, 0.0], [0.6, 0.8], [0.7, 0.714]], 0.65).groups
    assert [group.texts for group in groups] == [("b", "c"), ("a",)]
    assert gathered([], [], 0.5).groups == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("hyttebygging i loppa", "hyttebygging i"),
        ("Loppas hyttebygging", "hyttebygging"),
        ("Loppa-modellen for hytter", "for hytter"),
        ("hytter i Loppakommunen", "hytter i"),
        ("hytter i Lurøy herad og Sør-Varanger", "hytter i og"),
        ("hytter i Sandvika, Viken", "hytter i ,"),
        # Named so before 2020, in Sámi, by its county and by its part of the country.
        ("hytter i Kvalsund og i Deatnu gielda", "hytter i og i"),
        ("hytter i sogn og fjordane eller Nord-Norge", "hytter i eller"),
        ("hytter i kommune 5614, vi er 5614", "hytter i , vi er"),
        ("en time i uka, også i 2024", "en time i uka, også i 2024"),
        ("skolen i Time", "skolen i"),
        ("skolen i time kommune", "skolen i"),
    ],
)
def test_no_place_is_left_in_a_need(register: MunicipalityRegister, text: str, left: str) -> None:
    assert without_places(text, register) == left


def test_every_name_of_the_register_is_taken_out_where_it_is_written_with_a_capital(
    register: MunicipalityRegister,
) -> None:
    names = {name for each in register for name in (each.name, *each.other_names, each.county, *each.regional_councils)}
    names |= {name.title() for name in register.former_names()}
    left = {name: re.findall(r"\w+", without_places(f"om {name} her", register)) for name in names}
    assert {name: words for name, words in left.items() if words != ["om", "her"]} == {}
