"""Names in the order of the Norwegian alphabet, and cells that stay text."""

import pytest

from tables.cells import harmless
from tables.order import alphabetical


def test_the_norwegian_letters_come_last_whatever_the_case() -> None:
    names = ["Åfjord", "Østre Toten", "Aremark", "Ærfugløya", "øygarden", "Ås", "Östersund", "Zoo", "Älvdalen"]
    assert sorted(names, key=alphabetical) == [
        "Aremark",
        "Zoo",
        "Älvdalen",
        "Ærfugløya",
        "Östersund",
        "Østre Toten",
        "øygarden",
        "Åfjord",
        "Ås",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+47 55 55 55 55", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_told_to_be_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_a_number_stays_a_number() -> None:
    assert harmless(-5) == -5


@pytest.mark.parametrize("text", ["", "Loppa", "5614", "a=b", "'x"])
def test_what_is_text_already_is_left_alone(text: str) -> None:
    assert harmless(text) == text
