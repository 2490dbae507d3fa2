"""Numbers, dates and sentences are written the Norwegian way."""

import pytest

from ui.writing import date, number, sentence


def test_thousands_are_parted_by_a_hard_space() -> None:
    assert number(1234567) == "1\u00a0234\u00a0567"


@pytest.mark.parametrize(
    ("said", "written"),
    [("2026-01-09", "9.1.2026"), ("2021-05", "5.2021"), ("2019", "2019"), ("våren 2019", "våren 2019")],
)
def test_a_date_is_as_exact_as_its_source(said: str, written: str) -> None:
    assert date(said) == written


@pytest.mark.parametrize(("said", "written"), [("åpen", "Åpen."), ("Ja!", "Ja!"), (" ", "")])
def test_a_sentence_begins_and_ends_as_one(said: str, written: str) -> None:
    assert sentence(said) == written
