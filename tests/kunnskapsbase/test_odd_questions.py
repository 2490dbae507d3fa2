"""Whatever is asked, a question is taken apart without an error, in time, and without losing its words."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.question import understand
from kunnskapsbase.text import STOP_WORDS, words

TODAY = date(2026, 6, 1)
# What the patterns look for, so that they are met in every order, next to letters of any kind.
PIECES = [
    "for", "i", "på", "en kommune med", "under", "mellom", "og", "2 000", "tre tusen", "ſeks tuſen", "innbyggere",
    "innbyggjarar", "små kommuner", "Loppa", "Bø", "Nore og Uvdal", "Sørlandet", "sørlandet", "i Tromſ", "Nordland",
    "innen", "helse og omsorg", "helse-", "sektoren", "teknisk", "som er", "i drift", "hvem har", "tatt i bruk",
    "vi har", "pilot", "planlagte tiltak", "etter", "fra", "2021", "2021–2019", "9999", "siste", "fem", "99", "år",
    "nyere", "i fjor", "?", ",", "\n", "\u202e", "\x00", "💧", "ÅÆØ", "A\u030angstrom", "İ", "ı", "\u00a0",
]  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join)))
def test_any_text_is_taken_apart_and_keeps_a_word_to_match_if_it_had_one(
    register: MunicipalityRegister, question: str
) -> None:
    understood = understand(question, register, TODAY)
    had = [word for word in words(question) if word not in STOP_WORDS]
    left = [word for word in words(understood.text) if word not in STOP_WORDS]
    # A word of invisible characters alone is none.
    assert bool(left) == bool(had) or not any(word.isascii() for word in had)
    assert not {"\x00", "\u202e"} & set(understood.text)


@pytest.mark.parametrize(
    "question",
    [
        "vann " * 10_000,
        "innen " + "helse og omsorg, " * 600,
        "kommune med " * 800 + "folk",
        "ca. rundt om lag " * 600 + "innb",
        "noen har er blitt " * 600 + "planlegg",
        "de siste to " * 800,
        "1 " * 5000 + "innbyggere",
        "drift" + " " * 10_000 + "hvem har",
    ],
)
def test_the_longest_question_costs_no_more_than_its_length(question: str, register: MunicipalityRegister) -> None:
    """Patterns that try every combination would not come back at all; a thousand characters cost at most some ms."""
    asked = question[:1000]
    understand(asked, register, TODAY)
    started = time.process_time()
    understand(asked, register, TODAY)
    assert time.process_time() - started < 0.2


def test_marks_that_nobody_sees_change_nothing(register: MunicipalityRegister) -> None:
    plain = understand("nattilsyn for Loppa på Sørlandet", register, TODAY)
    marked = understand("\u202enat\u00adtilsyn\u200e for\x07 Loppa på S\u00f8rlandet\ufeff", register, TODAY)
    assert marked.municipality == plain.municipality
    assert marked.region == plain.region == "Sørlandet"
    assert marked.text == plain.text == "nattilsyn"
    decomposed = understand("nattilsyn pa\u030a S\u00f8rlandet", register, TODAY)
    assert decomposed.text == "nattilsyn"
