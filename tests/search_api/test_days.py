"""A day is written as a day: a bare number is not one, though it could be counted from 1970."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from search_api.day import Day

DAY = TypeAdapter(Day)


def test_a_day_is_read_as_it_is_written() -> None:
    assert DAY.validate_python("2026-02-28") == date(2026, 2, 28)
    assert DAY.validate_json('"2026-02-28"') == date(2026, 2, 28)


@pytest.mark.parametrize("said", ["0", 0, 1.5, "20260228", "2026-02-28T00:00:00", "28.02.2026", "", "2026-02-30"])
def test_anything_else_is_refused(said: object) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(said)
