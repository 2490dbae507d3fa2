"""Index and question are analysed alike; BM25's weights are those of the formula."""

import pytest

from kunnskapsbase.bm25 import K1, B, passage_vector, query_vector, term_index
from kunnskapsbase.text import normalise, terms, words


def test_letters_that_only_look_alike_stay_apart_and_composed_ones_meet() -> None:
    assert normalise("Blåbær og Ø") == "blåbær og ø"
    assert normalise("bla\u030aba\u00e6r".replace("\u00e6", "æ")) == "blåbaær"
    assert terms("hår") != terms("har")


def test_inflections_meet_in_one_term() -> None:
    assert terms("kommunene") == terms("kommuner") == terms("kommunen")
    assert terms("trygghetsalarmer") == terms("trygghetsalarm")


def test_function_words_of_both_languages_carry_nothing() -> None:
    assert terms("Hvem har løst dette for oss?") == []
    assert terms("Kven har løyst dette for oss, og korleis?") == []


def test_a_hyphenated_word_is_found_whole_and_in_parts() -> None:
    assert words("KI-verktøy") == ["ki-verktøy", "ki", "verktøy"]


def test_a_term_counts_less_each_time_and_less_in_a_long_passage() -> None:
    once = passage_vector(["vann", "rør"], 2)
    twice = passage_vector(["vann", "vann"], 2)
    long = passage_vector(["vann", *(f"ord{number}" for number in range(20))], 2)
    place = once.indices.index(term_index("vann"))
    assert once.values[place] == pytest.approx((K1 + 1) / (1 + K1))
    assert twice.values[0] == pytest.approx(2 * (K1 + 1) / (2 + K1))
    weight = long.values[long.indices.index(term_index("vann"))]
    assert weight == pytest.approx((K1 + 1) / (1 + K1 * (1 - B + B * 21 / 2)))


def test_a_question_counts_each_term_once_and_indices_rise() -> None:
    vector = query_vector(["vann", "rør", "vann"])
    assert len(vector.indices) == 2
    assert list(vector.indices) == sorted(vector.indices)
    assert vector.values == (1.0, 1.0)
