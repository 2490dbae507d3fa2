"""What fulfils a wish is lifted a little; nothing is hidden or pushed down."""

import pytest

from kunnskapsbase.solution import Sector, Solution, Status
from kunnskapsbase.wishes import NO_WISHES, Fit, StatusWish, Wishes, YearSpan, lifted, solution_years, wish_fit


def solution(**values: object) -> Solution:
    facts: dict[str, object] = {
        "id": "x",
        "title": "Nattilsyn",
        "participants": [{"name": "En kommune", "type": "kommune", "role": "initiativtaker"}],
        "challenge": "Utfordring",
        "approach": "Løsning",
        "status": Status.IN_OPERATION,
        "sector": Sector.HEALTH_AND_CARE,
        "innovation_type": "tjeneste",
        "language": "nb",
        "source": {"url": "https://eksempel.no", "title": "Kilde", "publisher": "Utgiver", "type": "nyhet"},
    }
    return Solution.model_validate({**facts, **values})


EVERYTHING = Wishes((Sector.HEALTH_AND_CARE,), StatusWish.IN_OPERATION, YearSpan(low=2020))


def test_without_wishes_nothing_is_lifted() -> None:
    assert wish_fit(solution(), NO_WISHES) == Fit(None, None, None)
    assert lifted(0.5, Fit(), 0.1) == 0.5


def test_each_wish_that_is_fulfilled_lifts_by_the_weight() -> None:
    fit = wish_fit(solution(year_start=2021), EVERYTHING)
    assert fit == Fit(1.0, 1.0, 1.0)
    assert lifted(0.5, fit, 0.1) == pytest.approx(0.65)


def test_what_fulfils_no_wish_keeps_its_score() -> None:
    fit = wish_fit(solution(year_start=1990, sector=Sector.CULTURE, status=Status.PILOT), EVERYTHING)
    assert lifted(0.5, fit, 0.1) == pytest.approx(0.5)


def test_a_status_or_year_that_is_not_told_is_neither_fit_nor_unfit() -> None:
    fit = wish_fit(solution(status=Status.UNKNOWN), EVERYTHING)
    assert (fit.status, fit.years) == (None, None)


@pytest.mark.parametrize(
    ("years", "wanted", "fit"),
    [
        ((2021, None), YearSpan(low=2020), 1.0),
        ((2015, 2021), YearSpan(low=2020), 1.0),
        ((2019, None), YearSpan(low=2020), 0.946),
        ((2017, None), YearSpan(low=2020), 0.607),
        ((2018, None), YearSpan(2013, 2015), 0.607),
        ((2014, 2018), YearSpan(2015, 2016), 1.0),
        ((2022, None), YearSpan(high=2014), 0.029),
    ],
)
def test_years_fit_less_the_farther_off_they_are(years: tuple[int, int | None], wanted: YearSpan, fit: float) -> None:
    found = wish_fit(solution(year_start=years[0], year_end=years[1]), Wishes(years=wanted)).years
    assert found == pytest.approx(fit, abs=0.001)


def test_the_year_of_the_source_stands_in_where_the_solution_tells_none() -> None:
    source = {"url": "https://eksempel.no", "title": "K", "publisher": "U", "type": "nyhet", "date": "2019-05"}
    assert solution_years(solution(source=source)) == (2019, 2019)
    assert solution_years(solution(source=source, year_end=2016)) == (2016, 2016)
    assert solution_years(solution()) is None


def test_what_was_tried_need_not_run_any_more() -> None:
    tried = {status for status in Status if status in StatusWish.TRIED.statuses}
    assert tried == {Status.PILOT, Status.COMPLETED, Status.IN_OPERATION, Status.STOPPED}
