"""What is said to stand in a solution does stand there, and the part shown is the one that answers."""

import pytest

from kunnskapsbase.everyday import FieldWord
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import Role
from kunnskapsbase.text import terms
from search_api.evidence import asked_words, evidence, first_sentences
from search_api.shelf import Shelved
from tests.kunnskapsbase.test_matching import make_solution


@pytest.fixture
def shelved(register: MunicipalityRegister) -> Shelved:
    solution = make_solution(("5614", Role.OWNER)).model_copy(
        update={
            "challenge": "Tilsyn midt på natt tok lang tid.",
            "approach": "Kommunen satte inn velferdsteknologi.",
            "lessons": "De ansatte trengte opplæring.",
        }
    )
    return Shelved(solution, register)


def test_a_word_that_stands_there_is_found_and_a_compound_of_its_parts_only_in_part(shelved: Shelved) -> None:
    seen = evidence(shelved, asked_words("nattilsyn med velferdsteknologi"))
    assert seen.found == ("velferdsteknologi",)
    assert seen.in_part == ("nattilsyn",)
    assert seen.coverage == pytest.approx(1.0)


def test_nothing_found_is_no_coverage_and_the_approach_is_shown(shelved: Shelved) -> None:
    seen = evidence(shelved, asked_words("xyzzy plugh"))
    assert (seen.coverage, seen.found, seen.in_part) == (0.0, (), ())
    assert seen.section.key == "losning"


def test_words_of_the_field_stand_there_only_where_those_that_belong_together_do(shelved: Shelved) -> None:
    one, together, apart = (
        FieldWord(word, frozenset(terms(word)), everyday)
        for word, everyday in (("opplæring", "lære opp"), ("lang natt", "hele natta"), ("trenge natt", "natta"))
    )
    seen = evidence(shelved, asked_words("dingser"), (one, together, apart))
    assert seen.meant == (one, together)
    assert seen.coverage == 0.0


def test_the_part_that_holds_the_words_is_the_one_shown(shelved: Shelved) -> None:
    assert evidence(shelved, asked_words("opplæring av ansatte")).section.key == "erfaringer"


def test_a_rare_word_that_is_missing_weighs_more_than_a_common_one_that_is_found(shelved: Shelved) -> None:
    rare_missing = evidence(shelved, asked_words("droner tid")).coverage
    common_missing = evidence(shelved, asked_words("velferdsteknologi dag")).coverage
    assert rare_missing < 0.5 < common_missing


def test_a_summary_ends_with_a_whole_sentence() -> None:
    text = "Første setning. Andre setning. Tredje setning."
    assert first_sentences(text, 32) == "Første setning. Andre setning."
    assert first_sentences(text, 1) == "Første setning."
