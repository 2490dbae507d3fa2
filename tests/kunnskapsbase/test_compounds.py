"""Compounds are taken apart where both parts are known words, and simple words are left whole."""

import pytest

from kunnskapsbase.compounds import split
from kunnskapsbase.text import terms


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("vannlekkasje", ("vann", "lekkasje")),
        ("velferdsteknologi", ("velferd", "teknologi")),
        ("nattilsyn", ("natt", "tilsyn")),
        ("trygghetsalarmer", ("trygghet", "alarmer")),
        ("hjemmetjenesten", ("hjemme", "tjenesten")),
    ],
)
def test_a_compound_gives_its_parts_without_the_joint(word: str, parts: tuple[str, str]) -> None:
    assert split(word) == parts


@pytest.mark.parametrize(
    "word", ["kommune", "barnehage", "skole", "lege", "ordfører", "xyzzyqwerty", "covid19kurve", ""]
)
def test_a_known_simple_word_and_an_unknown_one_are_left_whole(word: str) -> None:
    assert split(word) == ()


def test_the_whole_word_is_always_kept_beside_its_parts() -> None:
    assert terms("vannlekkasje")[0] == terms("vannlekkasjer")[0]
    assert set(terms("vann lekkasje")) < set(terms("vannlekkasje"))
