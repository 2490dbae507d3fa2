"""Nynorsk becomes bokmål word by word, and bokmål stays itself."""

import pytest

from kunnskapsbase.bridging import STEM, bokmaal, bokmaal_stem, bridged
from kunnskapsbase.text import STOP_WORDS, stem, terms
from kunnskapsbase.wordlists import read_entries


@pytest.mark.parametrize(
    ("nynorsk", "bokmal"),
    [
        ("korleis", "hvordan"),
        ("sjukeheim", "sykehjem"),
        ("verksemd", "virksomhet"),
        ("barnehagar", "barnehager"),
        ("vatn", "vann"),
        ("heime", "hjemme"),
        ("løysing", "løsning"),
    ],
)
def test_a_nynorsk_word_becomes_its_bokmal_word(nynorsk: str, bokmal: str) -> None:
    assert bokmaal(nynorsk) == bokmal


@pytest.mark.parametrize(
    "word", ["kommune", "sykehjem", "seier", "gjeld", "dokument", "verk", "får", "far", "2024", "", "høyre"]
)
def test_a_word_that_bokmal_has_stays_itself(word: str) -> None:
    assert bokmaal(word) == word


@pytest.mark.parametrize(
    ("nynorsk", "bokmal"),
    [("sjukeheimsplass", "sykehjemsplass"), ("heimesjukepleieteneste", "hjemmesykepleietjeneste")],
)
def test_a_compound_that_the_list_lacks_is_bridged_in_its_parts(nynorsk: str, bokmal: str) -> None:
    assert nynorsk not in {word for _, found in read_entries("nynorsk") for word in found.split()}
    assert bokmaal(nynorsk) == bokmal


@pytest.mark.parametrize("word", ["korstoget", "flyttehjelp", "tomtene", "telenett"])
def test_a_word_that_only_begins_or_ends_like_a_nynorsk_one_is_no_compound_of_it(word: str) -> None:
    assert bokmaal(word) == word


def test_both_forms_meet_in_the_same_terms() -> None:
    assert set(terms("heimetenesta")) == set(terms("hjemmetjenesten"))
    assert terms("tenester i kommunane") == terms("tjenester i kommunene")
    assert terms("sjukeheimar")[0] == terms("sjukeheimen")[0] == terms("sykehjem")[0]
    assert terms("Korleis") == terms("Hvordan") == []


def test_a_stem_that_is_no_nynorsk_one_stays_itself() -> None:
    assert bokmaal_stem(stem("kommune")) == stem("kommune")
    assert bokmaal_stem(stem("teneste")) == stem("tjeneste")


def test_a_text_keeps_its_marks_and_numbers() -> None:
    assert bridged("Kva kostar 12 sjukeheimsplassar? (Ikkje 3,5 mill.)") == (
        "hva koster 12 sykehjemsplasser? (ikke 3,5 mill.)"
    )
    assert bridged("(12) – 3,5 %!") == "(12) – 3,5 %!"


def test_no_word_of_the_list_leads_to_another_of_it() -> None:
    entries = [(match, found.split()) for match, found in read_entries("nynorsk")]
    words = {word: match for match, found in entries for word in found if not word.endswith(STEM)}
    stems = {word: match for match, found in entries for word in found if word.endswith(STEM)}
    assert len(words) > 5_000
    assert all(word != match for word, match in (words | stems).items())
    assert not set(stems.values()) & stems.keys()


def test_old_words_of_the_bible_are_not_in_the_list() -> None:
    keys = {word for _, found in read_entries("nynorsk") for word in found.split()}
    matches = {match for match, _ in read_entries("nynorsk")}
    assert not {"jordi", "upphavet", "vatni", "sagde"} & keys
    assert not {"blev", "øiet", "efter"} & matches


def test_function_words_are_so_in_both_forms() -> None:
    assert {bokmaal(word) for word in ("ikkje", "eit", "frå", "korleis", "kva")} <= STOP_WORDS
