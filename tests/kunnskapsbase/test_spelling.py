"""æ, ø and å come back where a word was written without them, and only there."""

import pytest

from kunnskapsbase.grams import grams
from kunnskapsbase.spelling import spelt
from kunnskapsbase.text import terms


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kjoeretoey", "kjøretøy"),
        ("kjoretoy", "kjøretøy"),
        ("paa", "på"),
        ("pa", "på"),
        ("tromso", "tromsø"),
        ("haandtering", "håndtering"),
        ("foeler", "føler"),
    ],
)
def test_a_word_written_without_its_letters_gets_them_back(written: str, meant: str) -> None:
    assert spelt(written) == meant


@pytest.mark.parametrize(
    "word", ["ha", "hå", "far", "får", "sa", "museet", "poesi", "israel", "kristoff", "vannlekkasje"]
)
def test_a_word_that_is_known_stays_as_it_is(word: str) -> None:
    assert spelt(word) == word


@pytest.mark.parametrize(
    "word", ["", "a", "xqzw", "covid19", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "oaoaoaoaoaoaoaoaoa", "čoahkkin"]
)
def test_anything_else_stays_as_it_is(word: str) -> None:
    assert spelt(word) == word


def test_question_and_text_meet_however_the_letters_were_typed() -> None:
    assert terms("kjoeretoey paa skoler") == terms("kjøretøy på skoler")
    assert grams("kjoretoy pa skoler") == grams("kjøretøy på skoler")
    assert terms("hår") != terms("har")
