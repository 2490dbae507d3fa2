"""The spread: where adoptions stood month by month, by solution, theme, county and size; nothing else is counted."""

from datetime import date

from kunnskapsbase.adoption import Adoption, AdoptionStatus, moved
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.size_bands import SizeBand, band_of
from kunnskapsbase.spread import Spread, by_county, by_size, by_solution, by_theme, spread

CONSIDERING, ADOPTING, STOPPED = AdoptionStatus.CONSIDERING, AdoptionStatus.ADOPTING, AdoptionStatus.STOPPED


def began(kommunenummer: str, status: AdoptionStatus, day: str, solution: str = "a") -> Adoption:
    return Adoption(solution_id=solution, kommunenummer=kommunenummer, status=status, since=date.fromisoformat(day))


LOPPA = moved(began("5614", CONSIDERING, "2026-01-10"), ADOPTING, date(2026, 3, 1))
ASKER = moved(began("3203", ADOPTING, "2026-01-20"), STOPPED, date(2026, 4, 2))
OSLO = began("0301", CONSIDERING, "2026-03-31", "b")


def test_each_month_tells_where_they_stood_at_its_end_and_how_many_ever_used_it() -> None:
    assert spread([LOPPA, ASKER, OSLO], by_solution) == (
        Spread("a", "2026-01", {CONSIDERING: 1, ADOPTING: 1}, 1),
        Spread("a", "2026-03", {ADOPTING: 2}, 2),
        Spread("a", "2026-04", {ADOPTING: 1, STOPPED: 1}, 2),
        Spread("b", "2026-03", {CONSIDERING: 1}, 0),
    )


def test_it_is_told_by_county_and_by_size(register: MunicipalityRegister) -> None:
    assert {row.group for row in spread([LOPPA, ASKER], by_county(register))} == {"56", "32"}
    assert [row for row in spread([LOPPA, ASKER], by_size(register)) if row.group == "små"] == [
        Spread("små", "2026-01", {CONSIDERING: 1}, 0),
        Spread("små", "2026-03", {ADOPTING: 1}, 1),
    ]


def test_one_whose_solution_is_gone_has_no_theme() -> None:
    assert spread([LOPPA], by_theme({})) == ()


def test_the_bands_are_those_of_kostra() -> None:
    assert [band_of(number) for number in (0, 4_999, 5_000, 19_999, 20_000)] == [
        SizeBand.SMALL,
        SizeBand.SMALL,
        SizeBand.MIDDLE,
        SizeBand.MIDDLE,
        SizeBand.LARGE,
    ]
