"""Headings by number and by shape, and what only looks like one."""

import pytest

from ingest.blocks import BlockKind
from tests.ingest.cleaning.making import DIFI, FULL, INNST, TELEMARK, Report, clean, texts

TEXT = f"{FULL}\nog mer, og det er slutt på det her."


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("1. Innledning", 1),
        ("2 Mål og metode", 1),
        ("6.3.1 Et eksempel på gevinstrealisering", 3),
        ("1.2.2.2 TI HOVEDGREP", 4),
        ("7.1 Hvilke utfordringer fremheves?", 2),
        ("Vedlegg 2", 1),
    ],
)
def test_a_heading_has_the_level_that_its_number_says(heading: str, level: int) -> None:
    blocks = clean(f"{TEXT}\n\n{heading}\n{TEXT}").blocks
    assert [(block.text, block.level) for block in blocks if block.kind is BlockKind.HEADING] == [(heading, level)]


def test_a_heading_over_two_lines_is_one() -> None:
    page = f"{TEXT}\n\n6.1.1 Statlige virksomheter med ansvar for å\nfremme innovasjon\n{TEXT}"
    assert texts(clean(page), BlockKind.HEADING) == ["6.1.1 Statlige virksomheter med ansvar for å fremme innovasjon"]


def test_a_short_line_alone_before_a_paragraph_is_a_heading_below_the_number_before_it() -> None:
    blocks = clean(f"2.1 Mål\n{TEXT}\n\nVirksomhetsledere\n{TEXT}").blocks
    assert [(block.text, block.level) for block in blocks if block.kind is BlockKind.HEADING][1:] == [
        ("Virksomhetsledere", 3)
    ]


def test_a_long_heading_is_known_by_the_sentence_that_begins_after_it() -> None:
    heading = "Fagdepartementenes forventninger og styring av statlige virksomheter"
    page = f"{TEXT}\n\n{heading}\nFagdepartementene har ansvar for innovasjon i sektoren, og det er mye\n{TEXT.lower()}"
    assert texts(clean(page), BlockKind.HEADING) == [heading]


@pytest.mark.parametrize(
    "line",
    [
        "Oslo, 3. februar 2017",
        "Med vennlig hilsen",
        "Det er slutt.",
        "Kartleggingen viser følgende:",
        "10 sentre for innovasjon",
        "Dette er et avsnitt som ender i",
    ],
)
def test_other_short_lines_are_no_headings(line: str) -> None:
    assert texts(clean(f"{TEXT}\n{line}\n{TEXT}"), BlockKind.HEADING) == []


def test_a_list_without_bullets_is_no_row_of_headings() -> None:
    names = "Bærum kommune\nTolldirektoratet\nUtdanningsdirektoratet\nHusbanken\nLånekassen"
    assert texts(clean(f"{TEXT}\n\n{names}\n{TEXT}"), BlockKind.HEADING) == []


@pytest.mark.parametrize("name", [INNST, DIFI, TELEMARK])
def test_numbered_headings_of_the_reports_count_on_without_a_hole(report: Report, name: str) -> None:
    """Every chapter is found, in order; the Difi report has 1–10, the Telemark report 1–8, the committee 1–5."""
    headings = [block.text for block in report(name).blocks if block.kind is BlockKind.HEADING and block.level == 1]
    chapters = [int(text.split()[0].rstrip(".")) for text in headings if text[0].isdigit()]
    last = {INNST: 5, DIFI: 10, TELEMARK: 8}[name]
    assert chapters == list(range(1, last + 1))


def test_headings_of_the_reports_are_no_sentences(report: Report) -> None:
    for name in (INNST, DIFI, TELEMARK):
        headings = texts(report(name), BlockKind.HEADING)
        assert len(headings) > 30
        assert not [text for text in headings if text.endswith((".", ",", ":", ";"))]
        assert max(map(len, headings)) < 130
