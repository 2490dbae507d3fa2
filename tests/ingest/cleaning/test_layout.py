"""T5 and T6: how a document marks its paragraphs, and where its pages begin."""

from ingest.blocks import BlockKind
from ingest.cleaning.page_starts import pages_of_extract
from tests.ingest.cleaning.making import DIFI, FULL, INNST, KS, LETTER, TELEMARK, Report, ReportPages, clean, texts


def double_spaced(*lines: str) -> str:
    return "\n\n".join(lines)


def test_an_empty_line_after_every_line_parts_nothing() -> None:
    page = double_spaced(f"{FULL} ", "til andre kommuner i regionen. ", " ", f"{FULL} ", "til alle som spør. ")
    assert len(texts(clean(page))) == 2


def test_an_empty_line_parts_where_most_lines_have_none() -> None:
    page = f"{FULL}\ntil andre. {FULL}\nog der i enda flere.\n\nNy tekst begynner her\nog går videre."
    assert len(texts(clean(page))) == 2


def test_an_empty_line_in_a_word_or_a_sentence_does_not_part() -> None:
    page = (
        "Demografi og mindre hand-\n\nlingsrom er kjente utfordringer for alle\n"
        f"kommuner i landet og {FULL.lower()}\n\nog mer."
    )
    assert texts(clean(page)) == [
        "Demografi og mindre handlingsrom er kjente utfordringer for alle kommuner i landet og "
        + FULL.lower()
        + " og mer."
    ]


def test_without_any_blank_line_a_short_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    page = f"{FULL} og\n{FULL} her\ntil andre.\nNeste avsnitt {FULL.lower()}\n{FULL.lower()} til slutt."
    assert len(texts(clean(page))) == 2


def test_the_paragraphs_of_the_reports_are_neither_lines_nor_pages(report: Report) -> None:
    for name in (INNST, DIFI, TELEMARK):
        paragraphs = [block.text for block in report(name).blocks if block.kind is BlockKind.PARAGRAPH]
        assert 100 < len(paragraphs) < 400
        long = sum(len(text) > 120 for text in paragraphs)
        assert long > 0.6 * len(paragraphs)
        assert max(map(len, paragraphs)) < 3500


def test_a_word_that_a_blank_line_cuts_in_the_report_is_whole(report: Report) -> None:
    assert any("mindre økonomisk handlingsrom, klima- og miljøutfordringer" in text for text in texts(report(INNST)))


def test_the_reports_have_the_pages_they_were_counted_to_have(report_pages: ReportPages) -> None:
    assert [len(report_pages(name)) for name in (INNST, DIFI, TELEMARK)] == [27, 63, 41]
    assert [len(report_pages(name)) for name in (LETTER, KS)] == [2, 1]


def test_every_block_of_the_reports_has_its_page(report: Report) -> None:
    for name in (INNST, DIFI, TELEMARK):
        pages = [block.spot.page for block in report(name).blocks]
        assert None not in pages
        assert pages == sorted(page for page in pages if page)
    found = {block.text: block.spot.page for block in report(DIFI).blocks}
    assert found["9 Anbefaling"] == 46
    assert found["10 Vedlegg"] == 49


def test_a_paragraph_over_a_page_break_is_one_and_belongs_to_the_page_it_begins_on() -> None:
    cleaned = clean(
        f"{FULL}\nmed andre og få gevinst-", "realisering i gang.\nNy setning som er lang nok til å stå her."
    )
    assert cleaned.blocks[0].text.startswith(f"{FULL} med andre og få gevinstrealisering i gang.")
    assert cleaned.blocks[0].spot.page == 1


def test_a_sentence_goes_on_over_the_page_break_in_the_reports(report: Report) -> None:
    texts_of = texts(report(TELEMARK))
    assert any("har utviklet seg over flere år. Det må være en erkjennelse" in text for text in texts_of)
    assert any("Trøndelag fylkeskommune har vedtatt" in text for text in texts_of)


def test_form_feeds_and_page_lines_begin_pages() -> None:
    fed = pages_of_extract("En side.\n\fEn til.\n\f")
    assert fed is not None
    assert [page.text for page in fed] == ["En side.\n", "En til."]
    lined = pages_of_extract("Første side.\nSide 2\nAndre side.\nSide 3\nTredje.")
    assert lined is not None
    assert [page.number for page in lined] == [1, 2, 3]
    assert pages_of_extract("Bare tekst.\n Med innrykk.\n Og mer.\n") is None
