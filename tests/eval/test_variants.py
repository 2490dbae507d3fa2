"""Questions put in other ways by rule."""

import pytest

from eval.retrieval.slices import parts
from eval.retrieval.variants import VARIANTS, as_keywords, varied, with_slip, without_letters
from eval.topics import Topic


def topic(question: str, identifier: str = "a") -> Topic:
    return Topic(identifier, question, "nb", relevant={"x": 2})


def test_keywords_are_the_words_without_the_function_words() -> None:
    assert as_keywords(topic("Hvem har laget en plan for vann og avløp?")) == "laget plan vann avløp"


def test_a_question_of_function_words_alone_stays_as_it_is() -> None:
    assert as_keywords(topic("Hva er det?")) == "Hva er det?"


def test_a_slip_is_one_letter_in_one_long_word_and_the_same_every_time() -> None:
    asked = topic("Hvem har løst nattilsyn i hjemmetjenesten?")
    slipped = with_slip(asked)
    assert slipped == with_slip(asked)
    before, after = asked.question.split(), slipped.split()
    ((was, became),) = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert len(was) >= 5
    assert abs(len(was) - len(became)) <= 1
    assert was[0] == became[0]


def test_slips_are_of_all_four_kinds_and_fall_in_different_places() -> None:
    made = {with_slip(topic("kommunestyremøte", str(number))) for number in range(60)}
    lengths = {len(word) for word in made}
    assert lengths == {15, 16, 17}
    assert len(made) > 30
    swapped = [word for word in made if sorted(word) == sorted("kommunestyremøte") and word != "kommunestyremøte"]
    assert swapped


def test_short_words_have_no_slips() -> None:
    assert with_slip(topic("Bil i by?")) == "Bil i by?"


def test_a_keyboard_without_norwegian_letters_writes_two_for_each() -> None:
    assert without_letters(topic("Ærlig, få på ØY")) == "Aerlig, faa paa OeY"


@pytest.mark.parametrize("variant", list(VARIANTS))
def test_ids_and_grades_stay(variant: str) -> None:
    (put,) = varied([topic("Hvem har løst nattilsyn på sykehjem?")], variant)
    assert (put.id, put.relevant) == ("a", {"x": 2})
    assert put.question != "Hvem har løst nattilsyn på sykehjem?"


def test_parts_are_of_answerable_topics_and_never_all_of_them() -> None:
    topics = [
        Topic("a", "?", "nb", form="sporsmal", inhabitants=900, relevant={"x": 1}),
        Topic("b", "?", "nn", form="sporsmal", relevant={"x": 1}),
        Topic("c", "?", "nn", form="nokkelord"),
    ]
    assert parts(topics) == {
        "nb": ["a"],
        "nn": ["b"],
        "says who asks": ["a"],
        "says nothing of who asks": ["b"],
    }
