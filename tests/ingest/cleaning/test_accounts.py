"""Nothing is lost unsaid: letters in, letters out and letters accounted for; whatever the pages hold."""

from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Page
from ingest.cleaning import Cleaned, clean_pages
from ingest.cleaning.characters import plain_lines
from ingest.cleaning.plain import clean_plain
from ingest.wordcheck import broken_words
from tests.ingest.cleaning.making import DIFI, INNST, KS, LETTER, TELEMARK, Report, ReportPages

PIECES = [
    *(
        "og",
        "eller",
        "innova-",
        "sjon",
        "sjon.",
        "1",
        "2 ",
        "12 http://a.no/b-",
        "- ",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n \n",
    ),
    *(
        "\n" + " " * 54 + "\n",
        "F l e r t a l l e t  ",
        "A r -\n",
        "• ",
        "\uf0b7 ",
        "o ",
        "– ",
        "1. ",
        "2. ",
        "a. ",
        "b. ",
    ),
    *("Figur 1: X\n", "Side 2\n", "brukerne»1", "20105.", "«", "»", "ABE-", "reformen", "https://x.no/y)", "www.z.no"),
    *(
        "Vedlegg 1\n",
        "1.1 Mål\n",
        "\ufffe\n",
        "\u00ad",
        "\u2010\n",
        "ﬁ",
        "\f",
        "\x00",
        "a",
        "Å",
        "ß",
        "2019–\n",
        "2020",
    ),
    *(
        "Komiteen ",
        "Disse medlemmer ",
        "....... 5\n",
        "3.1 Abc 7\n",
        "/",
        "____________\n",
        "ｘ",
        "🙂",
        "Kommunen har gjort det",
    ),
]
PAGES = st.lists(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)), max_size=5
)


def letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(character for text in texts for character in text if character.isalpha())


def account(pages: Sequence[Page], cleaned: Cleaned) -> None:
    given_letters = letters(line for page in pages for line in plain_lines(page.text))
    kept = letters(block.text for block in cleaned.blocks)
    assert kept <= given_letters
    assert given_letters.total() - kept.total() == cleaned.counts.get("letters_removed", 0)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_whatever_the_pages_hold_no_letter_is_lost_or_made_without_being_counted(given_texts: list[str]) -> None:
    pages = [Page(number, text) for number, text in enumerate(given_texts, 1)]
    cleaned = clean_pages(pages)
    account(pages, cleaned)
    for block in cleaned.blocks:
        assert block.text == block.text.strip() != ""
        assert block.spot.page in range(1, len(pages) + 1)
        assert "http://" not in block.text
        assert len(broken_words(block.text)) <= len(block.text.split())


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_ordinary_text_is_accounted_for_as_well(given_texts: list[str]) -> None:
    text = "\n".join(given_texts)
    account([Page(1, text)], clean_plain(text))


@pytest.mark.parametrize("name", [INNST, DIFI, TELEMARK, LETTER, KS])
def test_the_letters_of_the_reports_are_accounted_for(report: Report, report_pages: ReportPages, name: str) -> None:
    account(report_pages(name), report(name))
    everything = letters(page.text for page in report_pages(name)).total()
    assert report(name).counts["letters_removed"] < 0.03 * everything


@pytest.mark.parametrize("name", [INNST, DIFI, TELEMARK])
def test_a_cleaned_paragraph_is_clean(report: Report, name: str) -> None:
    """What cleaning made is not changed by cleaning it again, but for what only its place on the page explained."""
    texts = [block.text for block in report(name).blocks if block.trusted and block.level == 0]
    again = [" ".join(block.text for block in clean_pages([Page(1, text)]).blocks) for text in texts]
    changed = [text for text, twice in zip(texts, again, strict=True) if text != twice]
    assert len(changed) <= 0.01 * len(texts), changed


def test_no_pages_and_empty_pages_give_no_blocks() -> None:
    assert clean_pages([]).blocks == []
    assert clean_pages([Page(1, ""), Page(2, "\n \n\f")]).blocks == []
