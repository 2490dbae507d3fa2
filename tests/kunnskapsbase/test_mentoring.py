"""Who could help, and how well each fits."""

import pytest

from kunnskapsbase.matching import Asker, Shares, size_nearness
from kunnskapsbase.mentor import Origin
from kunnskapsbase.mentoring import NOT_ASKED, Answering, Known, Standing, candidates, fit
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import Circle
from kunnskapsbase.solution import Status
from tests.support.mentors import said_yes, solution, suggested, willing

LOPPA, HASVIK, PORSANGER, BODO, OSLO = "5614", "5616", "5622", "1804", "0301"


def test_owners_are_suggested_once_each_for_the_theme_and_nobody_has_asked_them(
    register: MunicipalityRegister,
) -> None:
    answering = [Answering(solution("en", LOPPA, BODO), 0.5), Answering(solution("to", LOPPA), 0.9)]
    found = candidates(answering, register, Known(), "nattilsyn")
    assert [one.number for one in found] == [LOPPA, BODO]
    assert {one.mentor.origin for one in found} == {Origin.SUGGESTED}
    assert {one.mentor.theme for one in found} == {"nattilsyn"}
    assert [each.solution.id for each in found[0].experiences] == ["to", "en"]


def test_without_a_theme_each_is_suggested_for_its_solution(register: MunicipalityRegister) -> None:
    found = candidates([Answering(solution("en", LOPPA))], register, Known())
    assert [one.mentor.solution_id for one in found] == ["en"]


@pytest.mark.parametrize(
    ("further", "behind"),
    [
        (Status.IN_OPERATION, Status.ONGOING),
        (Status.COMPLETED, Status.PILOT),
        (Status.PILOT, Status.UNKNOWN),
        (Status.UNKNOWN, Status.STOPPED),
    ],
)
def test_the_one_that_has_come_further_is_worth_more(
    register: MunicipalityRegister, further: Status, behind: Status
) -> None:
    answering = [Answering(solution("a", LOPPA, status=behind)), Answering(solution("b", BODO, status=further))]
    found = candidates(answering, register, Known(), "nattilsyn")
    assert [one.number for one in found] == [BODO, LOPPA]
    assert found[0].worth > found[1].worth


def test_what_is_only_planned_makes_nobody_a_mentor(register: MunicipalityRegister) -> None:
    assert suggested(register, LOPPA, status=Status.PLANNED) == []


def test_one_that_stopped_is_no_model_and_comes_after_all_others(register: MunicipalityRegister) -> None:
    answering = [
        Answering(solution("stoppet", LOPPA, status=Status.STOPPED)),
        Answering(solution("knapt", BODO, status=Status.UNKNOWN), 0.1),
    ]
    found = candidates(answering, register, Known(), "nattilsyn")
    assert [(one.number, one.is_model) for one in found] == [(BODO, True), (LOPPA, False)]


def test_an_adopter_that_stopped_is_none_though_the_solution_runs_elsewhere(register: MunicipalityRegister) -> None:
    answering = [Answering(solution("en", LOPPA, BODO))]
    found = candidates(answering, register, Known(standings={("en", LOPPA): Standing.TRIED}))
    assert {one.number: one.is_model for one in found} == {BODO: True, LOPPA: False}


def test_a_yes_takes_the_place_of_the_suggestion_and_keeps_what_the_municipality_has_done(
    register: MunicipalityRegister,
) -> None:
    known = Known((said_yes(LOPPA, of="en", capacity=4),), load={LOPPA: 1})
    found = candidates([Answering(solution("en", BODO, LOPPA))], register, known)
    assert [(one.number, one.said_yes) for one in found] == [(LOPPA, True), (BODO, False)]
    assert found[0].experiences[0].solution.id == "en"
    assert (found[0].load, found[0].room) == (1, 3)


def test_one_that_said_yes_to_the_theme_needs_no_solution_here(register: MunicipalityRegister) -> None:
    (candidate,) = willing(register, HASVIK)
    assert (candidate.worth, candidate.is_model, candidate.experiences) == (1.0, True, ())


def test_the_municipality_most_like_the_asker_fits_best_and_a_yes_counts(register: MunicipalityRegister) -> None:
    asker = register.get(LOPPA)
    by_number = {one.number: fit(one, asker) for one in suggested(register, HASVIK, OSLO)}
    assert by_number[HASVIK].value > by_number[OSLO].value > 0
    assert by_number[HASVIK].match.same_county
    (yes,) = willing(register, HASVIK)
    assert by_number[HASVIK].value == pytest.approx(NOT_ASKED * fit(yes, asker).value)


def test_what_answers_well_far_away_goes_before_what_hardly_answers_next_door(register: MunicipalityRegister) -> None:
    answering = [Answering(solution("rett", OSLO), 1.0), Answering(solution("skjevt", HASVIK), 0.3)]
    found = {one.number: one for one in candidates(answering, register, Known(), "nattilsyn")}
    asker = register.get(LOPPA)
    assert fit(found[OSLO], asker).value > fit(found[HASVIK], asker).value


def test_a_mentor_that_meets_the_asker_in_a_network_fits_better_and_it_is_told(register: MunicipalityRegister) -> None:
    circle = Circle("Kystnett", frozenset({LOPPA, OSLO}))
    answering = [Answering(solution("en", HASVIK, OSLO))]
    known = Known(circles={LOPPA: (circle,), OSLO: (circle,)})
    alone = {one.number: fit(one, register.get(LOPPA)) for one in candidates(answering, register, Known())}
    met = {one.number: fit(one, register.get(LOPPA)) for one in candidates(answering, register, known)}
    assert met[OSLO].value > alone[OSLO].value
    assert met[OSLO].match.same_networks == ("Kystnett",)
    assert met[HASVIK] == alone[HASVIK]
    stranger = {one.number: fit(one, register.get(PORSANGER)) for one in candidates(answering, register, known)}
    assert stranger[OSLO].match.same_networks == ()


def test_likeness_is_made_of_what_the_settings_say(register: MunicipalityRegister) -> None:
    asker = register.get(LOPPA)
    by_number = {one.number: one for one in suggested(register, HASVIK, OSLO)}
    place, size = Shares(0, 1, 0, 0, 0), Shares(1, 0, 0, 0, 0)
    assert fit(by_number[HASVIK], asker, place).likeness >= 0.75, "the same county"
    assert fit(by_number[OSLO], asker, place).likeness == 0.0
    assert fit(by_number[HASVIK], asker, size).likeness == pytest.approx(
        size_nearness(register.get(HASVIK).population, Asker(municipality=asker))
    )
    assert fit(by_number[HASVIK], asker, Shares(0, 0, 0, 0, 0)).likeness == 0.0
