"""What a mentor, a mentorship and a note on a pair may be."""

from datetime import date

import pytest
from pydantic import ValidationError

from kunnskapsbase.errors import InputError
from kunnskapsbase.mentor import Help, Mentor, Mentorship, Origin, PairNote

SAID_YES = {
    "kommunenummer": "5614",
    "losning": "en-losning",
    "hjelper_med": ["samtale", "besøk"],
    "kapasitet": 3,
    "sist_bekreftet": "2026-11-01",
    "opphav": "sagt ja",
}


def test_a_mentor_is_written_with_norwegian_keys_and_comes_back_the_same() -> None:
    mentor = Mentor.model_validate(SAID_YES)
    assert mentor.helps_with == (Help.CALL, Help.VISIT)
    assert Mentor.model_validate_json(mentor.model_dump_json(by_alias=True)) == mentor


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tema": "nattilsyn"}, "Oppgi enten en løsning"),
        ({"losning": None}, "Oppgi enten en løsning"),
        ({"hjelper_med": []}, "hjelper med noe"),
        ({"hjelper_med": ["samtale", "samtale"]}, "to ganger"),
        ({"sist_bekreftet": None}, "sist ble bekreftet"),
        ({"opphav": "foreslått"}, "verken lovet eller bekreftet"),
    ],
)
def test_a_mentor_that_contradicts_itself_is_refused_with_the_reason(changes: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        Mentor.model_validate(SAID_YES | changes)


@pytest.mark.parametrize("changes", [{"kapasitet": -1}, {"kommunenummer": "56"}, {"hjelper_med": ["penger"]}])
def test_a_value_that_cannot_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Mentor.model_validate(SAID_YES | changes)


def test_the_id_is_the_same_before_and_after_the_yes_and_however_the_theme_is_cased() -> None:
    suggested = Mentor(kommunenummer="5614", theme="Nattilsyn  i hjemmet")
    said_yes = Mentor(
        kommunenummer="5614",
        theme="nattilsyn i hjemmet",
        helps_with=(Help.CALL,),
        last_confirmed=date(2026, 11, 1),
        origin=Origin.SAID_YES,
    )
    assert suggested.id == said_yes.id
    assert suggested.id != Mentor(kommunenummer="5614", solution_id="nattilsyn").id
    assert suggested.id != Mentor(kommunenummer="5603", theme="nattilsyn i hjemmet").id


def test_a_mentorship_takes_room_from_its_first_day_until_the_day_it_ended() -> None:
    ship = Mentorship(mentor="1804", asker="5614", theme="nattilsyn", since=date(2026, 3, 1), ended=date(2026, 6, 1))
    assert [ship.runs(date(2026, *day)) for day in ((2, 28), (3, 1), (5, 31), (6, 1))] == [False, True, True, False]
    assert ship.model_copy(update={"ended": None}).runs(date(2030, 1, 1))


def test_a_mentorship_that_ends_before_it_began_is_refused() -> None:
    with pytest.raises(InputError, match="er før siden"):
        Mentorship(mentor="1804", asker="5614", theme="nattilsyn", since=date(2026, 3, 1), ended=date(2026, 2, 1))


def test_a_pair_is_of_two_municipalities_and_a_note_on_it_says_something() -> None:
    with pytest.raises(InputError, match="mentor for seg selv"):
        Mentorship(mentor="5614", asker="5614", theme="nattilsyn", since=date(2026, 3, 1))
    with pytest.raises(InputError, match="mentor for seg selv"):
        PairNote(mentor="5614", asker="5614", theme="nattilsyn", note="Ring dem.")
    with pytest.raises(InputError, match="Skriv en merknad"):
        PairNote(mentor="5614", asker="5603", theme="nattilsyn")
