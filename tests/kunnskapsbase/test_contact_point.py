"""Contacts: roles and units, never a person's own address, and a name no longer than the consent lasts."""

from datetime import date

import pytest

from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.errors import InputError

DAY = date(2026, 6, 1)


def contact(**fields: object) -> ContactPoint:
    given = {
        "kommunenummer": "5614",
        "unit": "Servicetorget",
        "email": "servicetorget@example.org",
        "source": "kommunens nettsted",
    }
    return ContactPoint.model_validate(given | fields)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("kari.nordmann@example.org", "tilhøre en person"),
        ("post.kari@gmail.com", "e-posttjeneste for privatpersoner"),
        ("Kari.Nordmann@Hotmail.com", "e-posttjeneste for privatpersoner"),
    ],
)
def test_a_private_address_is_refused_with_the_reason(address: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        contact(email=address)
    assert refused.value.parameter == "email"


@pytest.mark.parametrize("number", ["412 34 567", "+47 91234567", "90 12 34 56", "+46 70 123 45 67"])
def test_a_private_telephone_is_refused_with_the_reason(number: str) -> None:
    with pytest.raises(InputError, match="tilhører trolig en person"):
        contact(phone=number)


def test_an_office_is_kept_as_it_is() -> None:
    kept = contact(email="Postmottak@Example.org", phone="78 45 30 00")
    assert (kept.email, kept.phone) == ("postmottak@example.org", "78 45 30 00")


def test_a_person_does_not_get_in_by_the_name_of_the_unit() -> None:
    with pytest.raises(InputError, match="tilhører en person"):
        contact(unit="Kari, 412 34 567")


def test_a_contact_that_cannot_be_reached_is_refused() -> None:
    with pytest.raises(InputError, match="kan ikke nås"):
        contact(email=None)


def test_what_nobody_has_confirmed_for_twelve_months_is_stale() -> None:
    assert contact().is_stale(DAY)
    assert not contact(last_confirmed=date(2025, 6, 1)).is_stale(DAY)
    assert contact(last_confirmed=date(2025, 5, 31)).is_stale(DAY)


def test_a_name_is_shown_until_the_consent_ends_and_consent_must_last() -> None:
    named = contact(person={"navn": "Kari Nordmann", "samtykke_gitt": "2026-01-01", "samtykke_til": "2026-06-01"})
    assert named.on(date(2026, 5, 31)).person
    assert named.on(DAY) == contact()
    with pytest.raises(InputError, match="skal vare"):
        contact(person={"navn": "Kari Nordmann", "samtykke_gitt": "2026-01-01", "samtykke_til": "2025-06-01"})


def test_the_same_unit_is_the_same_contact_whatever_its_address() -> None:
    assert contact().id == contact(unit="servicetorget", email="post@example.org").id
    assert contact().id != contact(solution_id="et-tiltak").id
