"""Words held against words: what is like the question's own, one by one, and nothing is found or lost by it."""

import pytest

from eval.retrieval.by_words import WordSearcher, WordTable, counted
from eval.retrieval.collection import Text, own_index
from eval.retrieval.searchers import fused
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.settings import Settings

TEXTS = [
    Text("lege", "lege", "Fastlegen har for få pasienter i bygda"),
    Text("vei", "vei", "Veien har for mange hull i bygda"),
    Text("sykehjem", "sykehjem", "Nytt sykehjem i bygda"),
    Text("sjukeheim", "sjukeheim", "Nytt sjukeheim i bygda"),
    Text("kort", "kort", "Vannlekkasje i rør"),
    Text("lang", "lang", f"Vannlekkasje i rør {'og annet arbeid ' * 30}"),
    Text("tom", "tom", "Og det er som det er"),
]


@pytest.fixture(scope="module")
def model() -> Embedder:
    return Embedder(Settings())


@pytest.fixture(scope="module")
def table(model: Embedder) -> WordTable:
    return WordTable(TEXTS, model)


def test_a_word_finds_the_one_it_is_most_like_in_a_text_that_does_not_say_it(table: WordTable) -> None:
    near, far = table.likeness(counted("legekontor"), ["lege", "vei"])
    assert near > far > 0


def test_the_same_word_in_the_other_written_form_is_the_same_word(table: WordTable) -> None:
    bokmaal, nynorsk, other = table.likeness(counted("sykehjem"), ["sykehjem", "sjukeheim", "vei"])
    assert bokmaal == pytest.approx(nynorsk)
    assert nynorsk > other


def test_the_same_words_say_less_in_a_longer_text_and_nothing_in_one_without_any(table: WordTable) -> None:
    short, long, nothing = table.likeness(counted("vannlekkasje"), ["kort", "lang", "tom"])
    assert short > long > nothing == 0.0


def test_words_count_as_they_are_rare_and_words_of_the_field_for_less_than_the_questions_own() -> None:
    assert counted("tid til velferdsteknologi")["velferdsteknologi"] > counted("tid til velferdsteknologi")["tid"]
    assert counted("glemsk", ("demens",))["demens"] < counted("demens")["demens"]


def test_nothing_asked_is_no_likeness(table: WordTable) -> None:
    assert table.likeness(counted("hva er det"), ["vei", "kort"]) == [0.0, 0.0]
    assert table.likeness(counted("vei"), []) == []


def test_what_was_found_is_ordered_anew_and_nothing_comes_or_goes(model: Embedder, table: WordTable) -> None:
    settings = Settings()
    with own_index(TEXTS, settings, model) as index:
        before = fused(index, model, settings)
        (first,), (after,) = (each.rank(["legekontor i bygda"]) for each in (before, WordSearcher(before, table)))
    assert sorted(first) == sorted(after)
    assert after[0] == "lege"
