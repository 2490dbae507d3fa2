"""What a theme means."""

from collections import Counter

from kunnskapsbase.municipalities import fold
from kunnskapsbase.solution import Sector
from search_api.service import SearchService
from search_api.themes import THEME_BAR, answering


def test_the_name_of_a_sector_stands_for_all_its_solutions(service: SearchService) -> None:
    transport = {each.solution.id for each in service.solutions() if each.solution.sector is Sector.TRANSPORT}
    for said in ("samferdsel", "Samferdsel"):
        fully = {each.solution.id for each in answering(said, service) if each.relevance == 1.0}
        assert fully >= transport
    care = {each.solution.id for each in service.solutions() if each.solution.sector is Sector.HEALTH_AND_CARE}
    assert {each.solution.id for each in answering("helse-omsorg", service)} >= care


def test_a_keyword_stands_for_the_solutions_that_have_it(service: SearchService) -> None:
    tagged = {
        each.solution.id for each in service.solutions() if "velferdsteknologi" in map(fold, each.solution.themes)
    }
    answers = answering("Velferdsteknologi", service)
    assert len(tagged) > 10
    assert {each.solution.id for each in answers if each.relevance == 1.0} >= tagged


def test_any_other_theme_is_a_question_and_what_hardly_answers_is_left_out(service: SearchService) -> None:
    answers = answering("nattilsyn", service)
    assert "bodo-digitalt-tilsyn" in {each.solution.id for each in answers}
    assert all(each.relevance >= THEME_BAR for each in answers)
    assert [each.relevance for each in answers] == sorted((each.relevance for each in answers), reverse=True)
    assert len(answers) < 10
    assert max(Counter(each.solution.id for each in answers).values()) == 1


def test_what_nothing_answers_has_nobody_to_help(service: SearchService) -> None:
    assert answering("xyzzy plugh qwertyuiop", service) == ()
