"""What everyday words of a question may mean in the field's own."""

import re

import pytest

from kunnskapsbase.bm25 import query_vector, term_index
from kunnskapsbase.channels import question_vectors
from kunnskapsbase.everyday import LIST, field_words, meant_by, weight_of_each
from kunnskapsbase.index import GRAMS, TERMS
from kunnskapsbase.text import terms
from kunnskapsbase.wordlists import read_entries


def test_an_expression_is_known_in_any_order_and_form() -> None:
    for question in ("Gamle som går seg bort", "går bestemor seg bort?", "Korleis finne dei som går seg bort"):
        assert "demens" in field_words(question), question


def test_function_words_count_where_they_are_half_of_the_expression() -> None:
    assert "digitalisering" not in field_words("Vi vil finne folk")
    assert "rekruttering" in field_words("Vi får ikke søkere")
    assert "rekruttering" not in field_words("Mange søkere til hver stilling")


def test_what_the_question_says_itself_is_not_added_to_it() -> None:
    assert "demens" not in field_words("Folk med demens som går seg bort")
    assert field_words("Demens") == ()
    assert field_words("") == ()


@pytest.mark.parametrize(
    ("question", "meant", "not_meant"),
    [
        ("Hva gjør andre for familier som ikke har råd til ferie?", "fattigdom", "robek"),
        ("Foreldrene har ikke råd til utstyr", "fattigdom", "robek"),
        ("Kva med ungdom som har lite pengar?", "fattigdom", "robek"),
        ("tilbud til dem med dårlig råd", "fattigdom", "robek"),
        ("Kommunen har ikke råd til ny skole for barna", "robek", "fattigdom"),
        ("Vi har ikkje råd til fleire lærarar", "robek", "fattigdom"),
        ("Hva gjør vi når kommunen ikke har råd til barnehagen?", "robek", "fattigdom"),
        ("kommunen vår har dårlig råd", "robek", "fattigdom"),
    ],
)
def test_a_family_that_cannot_afford_something_is_poor_and_a_municipality_has_to_save(
    question: str, meant: str, not_meant: str
) -> None:
    assert meant in field_words(question)
    assert not_meant not in field_words(question)


def test_what_stands_in_guillemets_must_stand_together() -> None:
    assert "fritidskort" in field_words("barn uten råd til aktiviteter")
    assert "fritidskort" not in field_words("aktiviteter etter gode råd fra andre")


def test_a_field_word_tells_the_everyday_expression_it_is_for() -> None:
    told = {each.word: each.everyday for each in meant_by("gamle som går seg bort")}
    assert told["demens"] == "går seg bort"
    told = {each.word: each.everyday for each in meant_by("dei som ikkje har råd")}
    assert told["lavinntekt"] == "de som ikke har råd"


def test_the_fields_words_stand_beside_the_questions_own_in_both_word_channels_and_count_for_less() -> None:
    question = "Mye kloakk i bekken"
    meant = field_words(question)
    plain, wider = question_vectors(question), question_vectors(question, meant)
    for channel in (TERMS, GRAMS):
        own = dict(zip(plain[channel].indices, plain[channel].values, strict=True))
        all_of_it = dict(zip(wider[channel].indices, wider[channel].values, strict=True))
        assert all_of_it.items() > own.items()
        assert {all_of_it[each] for each in all_of_it.keys() - own.keys()} == {weight_of_each(meant)}
    (term,) = terms("avløp")[:1]
    assert term_index(term) in wider[TERMS].indices


def test_the_more_a_question_may_mean_the_less_each_word_counts_and_all_of_them_no_more() -> None:
    few, many = [weight_of_each(["ord"] * count) * count for count in (2, 20)]
    assert weight_of_each(["ord"] * 20) < weight_of_each(["ord"] * 2) < 1
    assert many < 2 * few


def test_a_term_that_is_the_questions_own_keeps_its_weight() -> None:
    vector = query_vector(["vann"], ["vann", "rør"], 0.3)
    assert sorted(vector.values) == [0.3, 1.0]


def test_the_list_names_every_expression_with_words_of_the_field() -> None:
    named = {key for key, _ in read_entries(LIST) if key.isupper()}
    for field, expressions in read_entries(LIST):
        assert set(re.findall(r"\b[A-ZÆØÅ]{2,}\b", expressions)) <= named, field
        assert all(word.strip() for word in field.split(",")), field
        assert all(each.strip() for each in expressions.split(",")), field
