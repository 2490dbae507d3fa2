"""Each wish has its reason in words, in both languages; what a solution does not tell is passed over."""

import pytest

from kunnskapsbase.solution import Sector, Status
from kunnskapsbase.wishes import NO_WISHES, StatusWish, Wishes, YearSpan
from search_api.reasons import wish_reasons
from search_api.wording import Language, wording
from tests.kunnskapsbase.wishes.test_fit import solution


@pytest.mark.parametrize(
    ("status", "wanted", "language", "text", "fits"),
    [
        (Status.IN_OPERATION, StatusWish.IN_OPERATION, "nb", "I drift, som dere spurte om", True),
        (Status.IN_OPERATION, StatusWish.IN_OPERATION, "nn", "I drift, som de spurde om", True),
        (Status.PILOT, StatusWish.IN_OPERATION, "nb", "Ikke i drift ennå: under utprøving", False),
        (Status.PLANNED, StatusWish.ADOPTED, "nn", "Ikkje teken i bruk enno: planlagd", False),
        (Status.IN_OPERATION, StatusWish.PILOT, "nb", "Ikke pilot: i drift", False),
        (Status.COMPLETED, StatusWish.ADOPTED, "nb", "Gjennomført, som dere spurte om", True),
    ],
)
def test_a_status_that_was_wished_for_is_told(
    status: Status, wanted: StatusWish, language: Language, text: str, fits: bool
) -> None:
    found = wish_reasons(solution(status=status), Wishes(status=wanted), wording(language))
    assert [(each.kind, each.text, each.fits) for each in found] == [("status", text, fits)]


@pytest.mark.parametrize(
    ("years", "wanted", "text", "fits"),
    [
        ((2021, None), YearSpan(low=2020), "Fra 2021, i tiden dere spurte om", True),
        ((2014, 2016), YearSpan(low=2020), "Fra 2014–2016, før tiden dere spurte om", False),
        ((2022, None), YearSpan(high=2014), "Fra 2022, etter tiden dere spurte om", False),
    ],
)
def test_years_that_were_wished_for_are_told(
    years: tuple[int, int | None], wanted: YearSpan, text: str, fits: bool
) -> None:
    found = wish_reasons(solution(year_start=years[0], year_end=years[1]), Wishes(years=wanted), wording("nb"))
    assert [(each.kind, each.text, each.fits) for each in found] == [("year", text, fits)]


def test_the_year_of_a_source_is_called_that() -> None:
    source = {"url": "https://eksempel.no", "title": "K", "publisher": "U", "type": "nyhet", "date": "2023-05"}
    found = wish_reasons(solution(source=source), Wishes(years=YearSpan(low=2020)), wording("nn"))
    assert found[0].text == "Kjelda er frå 2023, i tida de spurde om"


def test_a_sector_is_told_where_it_fits_and_passed_over_where_it_does_not() -> None:
    wanted = Wishes((Sector.HEALTH_AND_CARE, Sector.CULTURE))
    assert wish_reasons(solution(), wanted, wording("nb"))[0].text == "Sektoren dere spurte om: Helse og omsorg"
    assert wish_reasons(solution(sector=Sector.DIGITALISATION), wanted, wording("nb")) == []


def test_what_is_not_told_or_not_asked_for_gives_no_reason() -> None:
    unknown = solution(status=Status.UNKNOWN)
    assert wish_reasons(unknown, Wishes(status=StatusWish.PILOT, years=YearSpan(low=2020)), wording("nb")) == []
    assert wish_reasons(solution(), NO_WISHES, wording("nb")) == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_wish_has_words(language: Language) -> None:
    assert all(wording(language).say(f"wish_{each.value}") for each in StatusWish)
