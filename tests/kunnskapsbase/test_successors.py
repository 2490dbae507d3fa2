"""A kommunenummer out of use leads to that of today, and the one who wrote it is told."""

import pytest

from kunnskapsbase.errors import UnknownMunicipalityError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.successors import number_of_today


def test_the_number_of_today_stands_without_a_word(register: MunicipalityRegister) -> None:
    assert number_of_today("5614", register) == ("5614", None)


def test_a_former_number_is_replaced_and_told(register: MunicipalityRegister) -> None:
    number, remark = number_of_today("2014", register)
    assert number == "5614"
    assert remark == "Kommunenummer 2014 er gått ut; brukte dagens nummer 5614 (Loppa)."


def test_of_a_divided_municipality_all_that_took_over_are_told(register: MunicipalityRegister) -> None:
    number, remark = number_of_today("5012", register)
    assert remark
    assert number in register
    others = [each for each in register.former("5012").successors if each != number]  # type: ignore[union-attr]
    assert others
    assert all(other in remark for other in others)


def test_a_number_nobody_had_is_refused(register: MunicipalityRegister) -> None:
    with pytest.raises(UnknownMunicipalityError):
        number_of_today("9876", register)
