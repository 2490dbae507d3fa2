"""Fødselsnummer, telephones and e-mail addresses. The numbers are made up by their rules, or NAV's published tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2

from kunnskapsbase.privacy.emails import private_emails
from kunnskapsbase.privacy.identity_numbers import identity_numbers
from kunnskapsbase.privacy.phones import private_phones


def made(nine: str) -> str:
    """Nine digits with their two control digits, or nothing where there are none (mod 11 gives 10)."""
    first = calc_check_digit1(nine + "00")
    if len(first) > 1:
        return ""
    second = calc_check_digit2(nine + first + "0")
    return "" if len(second) > 1 else nine + first + second


@pytest.mark.parametrize("start", ["010190123", "410190123", "014190123", "018190123", "016690123", "810190123"])
def test_numbers_with_right_control_digits_are_found_however_they_are_written(start: str) -> None:
    number = next(filter(None, (made(start[:6] + f"{tail:03}") for tail in range(100, 200))))
    for written in (number, f"{number[:6]} {number[6:]}", f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:]}"):
        text = f"Bruker {written}, bosatt her"
        assert [text[start:end] for start, end in identity_numbers(text)] == [written]


@given(st.integers(min_value=0, max_value=99_999_999_999))
def test_a_wrong_control_digit_is_not_an_identity_number(number: int) -> None:
    digits = f"{number:011}"
    if identity_numbers(digits):
        wrong = digits[:10] + str((int(digits[10]) + 1) % 10)
        assert not identity_numbers(wrong)


@pytest.mark.parametrize("text", ["99999999999", "konto 1503 12 34567", "org.nr. 974 761 076", "2020-2021", "1" * 22])
def test_other_long_numbers_are_left(text: str) -> None:
    assert not identity_numbers(text)


@pytest.mark.parametrize(
    "number",
    [
        "412 34 567",
        "41 23 45 67",
        "41234567",
        "+47 412 34 567",
        "004791234567",
        "912 34 567",
        "+46 70 123 45 67",
        "412\u00a034\u00a0567",
    ],
)
def test_mobile_numbers_are_private(number: str) -> None:
    text = f"Ta kontakt på {number}."
    assert [text[start:end] for start, end in private_phones(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Sentralbordet: 78 45 30 00",
        "ring 22 12 34 56",
        "kr 45 000 000",
        "45 000 000 kroner",
        "41234567 kr i støtte",
        "et budsjett på 40 123 456",
        "sak 2019/41234567",
        "974 761 076",
        "fra 2015 til 2020",
        "912 345",
        "ISBN 978-82-412-34567",
    ],
)
def test_switchboards_amounts_and_case_numbers_are_left(text: str) -> None:
    assert not private_phones(text)


@pytest.mark.parametrize("text", ["mobil 78 45 30 00", "privat tlf. 22 12 34 56", "tlf.: 41 234 567"])
def test_a_number_said_to_be_private_is_private(text: str) -> None:
    assert len(private_phones(text)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "kari.nordmann@loppa.kommune.no",
        "heidi.hansen@ks.no",
        "postmottaket.vart@gmail.com",
        "knord@asker.kommune.no",
        "ita.larsen@nav.no",
        "radka.plansen@x.no",
        "ole@firma.no",
    ],
)
def test_addresses_of_people_are_private(address: str) -> None:
    text = f"skriv til {address} i dag"
    assert [text[start:end] for start, end in private_emails(text)] == [address]


@pytest.mark.parametrize(
    "address",
    [
        "postmottak@loppa.kommune.no",
        "post@ks.no",
        "storhaugen.helsehus@kristiansund.kommune.no",
        "hjelp@ddv.no",
        "plan.bygg@asker.kommune.no",
        "helse.omsorg@senja.kommune.no",
        "velferdsteknologi@oslo.kommune.no",
    ],
)
def test_mailboxes_of_roles_stay(address: str) -> None:
    assert not private_emails(f"skriv til {address} i dag")
