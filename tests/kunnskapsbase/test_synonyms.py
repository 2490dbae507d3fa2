"""What the field calls the same has a term in common."""

import pytest

from kunnskapsbase.synonyms import LISTS
from kunnskapsbase.text import stem, terms
from kunnskapsbase.wordlists import read_entries


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rådmannen", "kommunedirektør"),
        ("fylkesmannen", "statsforvalteren"),
        ("SFO", "skolefritidsordningen"),
        ("KI", "kunstig intelligens"),
        ("VA", "vann og avløp"),
        ("webinar", "nettseminarer"),
    ],
)
def test_synonyms_and_short_forms_share_a_term(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


def test_the_word_itself_is_kept_beside_what_it_also_means() -> None:
    assert set(terms("sfo")) > {"sfo"}


def test_a_phrase_is_found_only_as_a_whole() -> None:
    assert stem("nettseminar") in terms("et seminar på nett")
    assert stem("nettseminar") not in terms("seminar om nett")


def test_the_parts_of_the_common_word_are_not_put_in_too() -> None:
    assert "nett" not in terms("webinar")


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_the_lists_gives_both_sides_a_term_in_common(name: str) -> None:
    entries = read_entries(name)
    assert entries
    for word, others in entries:
        for other in others.split(","):
            assert set(terms(word)) & set(terms(other)), (word, other)
