"""T15–T18: what cleaning must not touch: other languages, misprints, repetitions, and what is not there."""

import pytest

from ingest.blocks import BlockKind
from tests.ingest.cleaning.making import DIFI, INNST, TELEMARK, Report, clean, texts, whole


@pytest.mark.parametrize("word", ["disktrikskommunene", "formilde", "på?en", "Kongbergregionen", "Stanghjelpa"])
def test_misprints_of_the_source_are_quoted_as_they_stand(report: Report, word: str) -> None:
    assert word in "\n".join(whole(report(name)) for name in (INNST, TELEMARK))


def test_a_printed_date_is_not_mended(report: Report) -> None:
    assert "den 28. januar 2020" in whole(report(INNST))


@pytest.mark.parametrize(
    "sentence",
    [
        "Med strategien ynskjer regjeringa å leggje til rette for at kommunane kan utvikle betre tenester",
        "These i-teams focus on solving high priority problems, and developing usable and scalable solutions",
        "om å få «… skabt et grundigt overblik over innovation i den offentlige sektor»",
    ],
)
def test_nynorsk_english_and_danish_come_out_as_they_are_written(report: Report, sentence: str) -> None:
    assert sentence in whole(report(DIFI))


def test_what_a_document_says_four_times_it_says_four_times(report: Report) -> None:
    """Near-duplicates are for the ranking to fold; here nothing is dropped."""
    assert (
        whole(report(TELEMARK)).count("Forenkling av virkemiddelstrukturen og tilgjengeliggjøring av virkemidlene") == 2
    )
    assert whole(report(TELEMARK)).count("felles offentlig portal for alle statlige tilskuddsordninger") == 4


def test_no_title_is_made_up_where_the_text_has_none(report: Report) -> None:
    first = report(INNST).blocks[0]
    assert (first.kind, first.text) == (BlockKind.HEADING, "1. Sammendrag")


def test_a_misprint_at_a_line_end_is_joined_and_not_corrected() -> None:
    assert texts(clean("de små disktriks-\nkommunene er med")) == ["de små disktrikskommunene er med"]
