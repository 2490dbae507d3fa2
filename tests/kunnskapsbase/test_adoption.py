"""The adoption register: statuses in order, reminders when they are due, and adopters as participants."""

from datetime import date

import pytest
from pydantic import ValidationError

from kunnskapsbase.adoption import Adoption, AdoptionStatus, moved, with_adopters
from kunnskapsbase.errors import InputError, UnknownMunicipalityError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import Role, Solution

LOPPA, ASKER, TOLGA = "5614", "3203", "3426"


def adoption(status: AdoptionStatus, since: str, kommunenummer: str = LOPPA, solution: str = "et-tiltak") -> Adoption:
    return Adoption(solution_id=solution, kommunenummer=kommunenummer, status=status, since=date.fromisoformat(since))


def solution(role: str, kommunenummer: str) -> Solution:
    return Solution.model_validate(
        {
            "id": "et-tiltak",
            "tittel": "Et tiltak",
            "aktorer": [
                {"navn": "En kommune", "type": "kommune", "rolle": role, "kommunenummer": [kommunenummer]},
            ],
            "utfordring": "Noe manglet.",
            "losning": "Det ble laget.",
            "status": "drift",
            "sektor": "teknisk",
            "innovasjonstype": "prosess",
            "maalform": "nb",
            "kilde": {
                "url": "https://example.org",
                "tittel": "Om det",
                "utgiver": "Kommunen",
                "type": "nyhet",
            },
        }
    )


def test_a_municipality_moves_from_status_to_status_and_the_steps_are_kept() -> None:
    way = adoption(AdoptionStatus.CONSIDERING, "2026-01-10")
    way = moved(way, AdoptionStatus.ADOPTING, date(2026, 3, 1))
    way = moved(way, AdoptionStatus.IN_OPERATION, date(2026, 5, 1))
    assert [(step.status, step.day.isoformat()) for step in way.steps] == [
        (AdoptionStatus.CONSIDERING, "2026-01-10"),
        (AdoptionStatus.ADOPTING, "2026-03-01"),
        (AdoptionStatus.IN_OPERATION, "2026-05-01"),
    ]
    assert way.in_use_since == date(2026, 3, 1)


def test_days_in_the_wrong_order_are_refused_with_both_days() -> None:
    way = adoption(AdoptionStatus.ADOPTING, "2026-03-01")
    with pytest.raises(InputError, match=r"2026-02-28.*2026-03-01") as refused:
        moved(way, AdoptionStatus.IN_OPERATION, date(2026, 2, 28))
    assert refused.value.parameter == "since"


def test_reminders_come_six_and_twelve_months_after_it_was_taken_into_use() -> None:
    assert adoption(AdoptionStatus.CONSIDERING, "2026-01-10").reminders == ()
    assert adoption(AdoptionStatus.ADOPTING, "2025-08-31").reminders == (date(2026, 2, 28), date(2026, 8, 31))


def test_nobody_is_reminded_after_a_stop() -> None:
    way = moved(adoption(AdoptionStatus.ADOPTING, "2025-01-01"), AdoptionStatus.STOPPED, date(2025, 9, 1))
    assert way.reminders == (date(2025, 7, 1),)


def test_there_is_one_adoption_of_a_solution_and_a_municipality_and_its_id_tells_nothing() -> None:
    one, other = adoption(AdoptionStatus.CONSIDERING, "2026-01-10"), adoption(AdoptionStatus.STOPPED, "2026-02-10")
    assert one.id == other.id
    assert one.id != adoption(AdoptionStatus.CONSIDERING, "2026-01-10", ASKER).id
    assert "tiltak" not in one.id
    assert LOPPA not in one.id


def test_what_is_private_in_the_words_is_masked_and_what_cannot_be_seen_is_refused() -> None:
    told = adoption(AdoptionStatus.STOPPED, "2026-01-10").model_dump(by_alias=True)
    kept = Adoption.model_validate(told | {"merknad": "Ring Kari på 412 34 567."})
    assert kept.note == "Ring Kari på [telefonnummer fjernet]."
    with pytest.raises(InputError, match="U\\+0000") as refused:
        Adoption.model_validate(told | {"merknad": "a\x00b"})
    assert refused.value.parameter == "note"


@pytest.mark.parametrize("field", [{"losning": "Æ Ø"}, {"kommunenummer": "561"}, {"status": "kanskje"}, {"x": 1}])
def test_what_is_no_adoption_is_refused(field: dict[str, object]) -> None:
    told = adoption(AdoptionStatus.STOPPED, "2026-01-10").model_dump(by_alias=True)
    with pytest.raises(ValidationError):
        Adoption.model_validate(told | field)


def test_those_who_took_it_into_use_become_participants_once(register: MunicipalityRegister) -> None:
    stopped = moved(adoption(AdoptionStatus.ADOPTING, "2025-01-01", TOLGA), AdoptionStatus.STOPPED, date(2025, 9, 1))
    adoptions = [
        adoption(AdoptionStatus.IN_OPERATION, "2026-01-10"),
        stopped,
        adoption(AdoptionStatus.CONSIDERING, "2026-01-10", "1507"),
        adoption(AdoptionStatus.ADOPTING, "2026-01-10", ASKER),
        adoption(AdoptionStatus.ADOPTING, "2026-01-10", "0301", "noe-annet"),
    ]
    after = with_adopters(solution("initiativtaker", ASKER), adoptions, register)
    assert [(each.name, each.role, each.kommunenummer) for each in after.participants[1:]] == [
        ("Tolga kommune", Role.ADOPTER, (TOLGA,)),
        ("Loppa kommune", Role.ADOPTER, (LOPPA,)),
    ]
    assert with_adopters(after, adoptions, register) is after


def test_a_partner_that_takes_it_into_use_is_an_adopter_too(register: MunicipalityRegister) -> None:
    after = with_adopters(solution("partner", LOPPA), [adoption(AdoptionStatus.IN_OPERATION, "2026-01-10")], register)
    assert [each.role for each in after.owners_and_adopters] == [Role.ADOPTER]


def test_an_adopter_under_a_number_out_of_use_stands_under_that_of_today(register: MunicipalityRegister) -> None:
    after = with_adopters(
        solution("initiativtaker", ASKER), [adoption(AdoptionStatus.ADOPTING, "2026-01-10", "2014")], register
    )
    assert after.participants[-1].kommunenummer == (LOPPA,)
    with pytest.raises(UnknownMunicipalityError):
        with_adopters(after, [adoption(AdoptionStatus.ADOPTING, "2026-01-10", "9876")], register)
