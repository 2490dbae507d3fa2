"""Each hit says in one sentence what fits the asker and what does not, in bokmål and nynorsk."""

from typing import Literal

import pytest

from kunnskapsbase.index import Conditions
from kunnskapsbase.matching import Asker, Match, best_match, municipalities
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import Circle
from kunnskapsbase.solution import Role
from search_api.comparing import compared, fit_sentence
from search_api.parameters import SolutionParameters
from search_api.presenting import answer
from search_api.reasons import fit_reasons
from search_api.service import SearchService
from search_api.wire import Reason
from search_api.wording import number, wording
from tests.kunnskapsbase.test_matching import make_solution

LOPPA, HASVIK, ALTA, OSLO = "5614", "5616", "5601", "0301"


def match_of(number: str, asker: Asker, register: MunicipalityRegister) -> Match:
    solution = make_solution((number, Role.OWNER))
    found = best_match(municipalities(solution.owners_and_adopters, register), asker, Conditions())
    assert found is not None
    return found


def said(number: str, asker: Asker, register: MunicipalityRegister, language: Literal["nb", "nn"] = "nb") -> str | None:
    match = match_of(number, asker, register)
    sentence = fit_sentence(match, compared(match, asker, wording(language)), wording(language))
    return sentence.replace("\u00a0", " ") if sentence else None


def reasons_of(
    number: str, asker: Asker, register: MunicipalityRegister, language: Literal["nb", "nn"] = "nb"
) -> list[Reason]:
    match = match_of(number, asker, register)
    return fit_reasons(match, compared(match, asker, wording(language)), wording(language))


def test_what_fits_and_what_does_not_stand_in_one_sentence(register: MunicipalityRegister) -> None:
    asker = Asker(municipality=register.get(LOPPA))
    council = register.get(LOPPA).regional_councils[0]
    near = f"abokommunen deres, i samme regionråd ({council})"
    assert said(HASVIK, asker, register) == (
        f"987 innbyggere, litt flere enn dere, n{near}, like sentralt som dere, i samme KOSTRA-gruppe, samme målform."
    )
    people = number(register.get(ALTA).population).replace("\u00a0", " ")
    assert said(ALTA, asker, register) == (
        f"N{near}, samme målform, men {people} innbyggere, 26 ganger så mange som dere, "
        "og mer sentralt: klasse 4 mot deres 6."
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "Mer sentralt: klasse 1 mot deres 6"),
        ("nn", "meir sentralt: klasse 1 mot dykkar 6"),
    ],
)
def test_a_city_far_away_says_what_does_not_fit(
    register: MunicipalityRegister, language: Literal["nb", "nn"], sentence: str
) -> None:
    told = said(OSLO, Asker(municipality=register.get(LOPPA)), register, language)
    assert told is not None
    assert sentence.lower() in told.lower()
    assert " men " not in told


def test_the_written_form_is_told_where_both_have_chosen_one(register: MunicipalityRegister) -> None:
    nynorsk = next(each for each in register if each.language_form == "nynorsk")
    off = said(LOPPA, Asker(municipality=nynorsk), register)
    assert off is not None
    assert "bokmål mot deres nynorsk" in off
    neutral = said(OSLO, Asker(municipality=nynorsk), register)
    assert neutral is not None
    assert "mot deres nynorsk" not in neutral


@pytest.mark.parametrize(
    ("language", "part", "reason"),
    [
        ("nb", "i samme nettverk (Kystnett, Nordnett og Øynett)", "I samme nettverk som dere: "),
        ("nn", "i same nettverk (Kystnett, Nordnett og Øynett)", "I same nettverk som de: "),
    ],
)
def test_networks_that_both_are_in_are_told_beside_what_brings_the_two_together(
    register: MunicipalityRegister, language: Literal["nb", "nn"], part: str, reason: str
) -> None:
    names, both = ("Kystnett", "Nordnett", "Øynett"), frozenset({LOPPA, OSLO})
    asker = Asker(municipality=register.get(LOPPA), circles=tuple(Circle(name, both) for name in names))
    told = said(OSLO, asker, register, language)
    assert told is not None
    assert part in f"{told[:1].lower()}{told[1:]}"
    reasons = reasons_of(OSLO, asker, register, language)
    assert f"{reason}Kystnett, Nordnett og Øynett" in [each.text for each in reasons if each.kind == "network"]
    assert "network" not in [each.kind for each in reasons_of(HASVIK, asker, register)]


def test_one_who_gives_a_size_alone_is_told_of_size_alone(register: MunicipalityRegister) -> None:
    assert said(HASVIK, Asker(population=1000), register) == "987 innbyggere, omtrent like mange som dere."
    assert said(HASVIK, Asker(), register) is None


def test_its_own_solution_is_compared_with_nothing(register: MunicipalityRegister) -> None:
    asker = Asker(municipality=register.get(LOPPA))
    assert said(LOPPA, asker, register) is None
    assert [each.kind for each in reasons_of(LOPPA, asker, register)] == ["own"]


def test_the_sentence_says_what_the_reasons_say(register: MunicipalityRegister) -> None:
    asker = Asker(municipality=register.get(LOPPA))
    for municipality in list(register)[::40]:
        match = match_of(municipality.kommunenummer, asker, register)
        things = compared(match, asker, wording("nb"))
        reasons = fit_reasons(match, things, wording("nb"))
        sentence = fit_sentence(match, things, wording("nb"))
        assert sentence is not None
        fits = {each.fits for each in reasons}
        assert (" men " in sentence) == (fits == {True, False})


def test_every_hit_of_an_answer_has_its_sentence(service: SearchService) -> None:
    parameters = SolutionParameters(q="rekruttering av sykepleiere", municipality=LOPPA, passages=0)
    found, _ = service.find(parameters.ask(service.register))
    told = answer(found, service.register, wording("nb"))
    matched = [hit for hit in told.results if hit.matched]
    assert matched
    for hit in matched:
        assert hit.matched is not None
        assert hit.scores.nearness is not None
        own = hit.matched.municipality.kommunenummer == LOPPA
        assert (hit.matched.fit is None) == own
