"""PDFs in: words whole, pages right, columns in order, tables safe or marked. The printed ones lie in data/."""

from pathlib import Path

import pytest

from demo.browser import chromium
from eval.pdf_measure import measure
from eval.pdf_printing import Layout, print_pdf
from eval.pdf_sources import REPORTS, paragraphs
from ingest.blocks import BlockKind, Extract
from ingest.limits import Limits
from ingest.readers.pdf import read
from ingest.readers.pdf_engines import Pypdf, quiet
from ingest.readers.pdf_lines import NOTE_RULE, Line, running_text
from ingest.readers.pdf_quality import quality
from tests.support.pdf_making import (
    DATA,
    PRINTED,
    SENTENCE,
    TABLE,
    lines,
    read_printed,
    with_content,
)

MOST_BROKEN = 0.001

LEFT = [
    "Kommunene samarbeider om", "nye tjenester og deler er-", "faringer med hverandre i", "nettverk som de har selv.",
    "De gode forslagene blir", "spredt til flere, og alle", "slipper å begynne på nytt", "når de skal innføre dem.",
]  # fmt: skip
RIGHT = [
    "Fylket bidrar med midler", "og kompetanse til de mins-", "te kommunene i regionen.", "Uten slik hjelp ville det",
    "ha vært vanskelig å få til", "prosjekter av denne typen", "for dem som har få ansatte", "og lite penger til det.",
]  # fmt: skip


def extract(data: bytes, folder: Path, limits: Limits | None = None) -> Extract:
    file = folder / "fil.pdf"
    file.write_bytes(data)
    return read(file, limits or Limits())


def text_of(found: Extract) -> str:
    return "\n".join(block.text for block in found.blocks)


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_document_comes_back_with_whole_words_on_the_right_pages(name: str) -> None:
    printed = read_printed(name)
    found = measure(printed, read(printed.file, Limits()).blocks)
    assert max(printed.pages) == 3
    assert found.words > 900
    assert (found.broken, found.lost, found.misplaced, found.unfound) == ([], 0, [], [])


@pytest.mark.browser
@pytest.mark.parametrize("columns", [1, 2])
def test_a_report_printed_by_chromium_comes_back_whole(columns: int, tmp_path: Path) -> None:
    report = REPORTS / "telemarksforsking-2020-tiltak-smaa-distriktskommuner.txt"
    if not report.is_file():
        pytest.skip("the reports do not travel with the repository")
    assert chromium()
    printed = print_pdf(
        paragraphs(report), "Tiltak i distriktene", Layout("Chromium", columns), tmp_path / "rapport.pdf"
    )
    found = measure(printed, read(printed.file, Limits()).blocks)
    assert max(printed.pages) > 20
    assert found.words > 15_000
    assert found.broken_share <= MOST_BROKEN
    assert found.proven == []
    assert found.misplaced == []
    assert len(found.unfound) <= 1


def test_chromiums_soft_hyphens_break_words_in_pypdf_and_the_quality_score_sees_it() -> None:
    data = (DATA / "to-spalter-chromium.pdf").read_bytes()
    with quiet():
        poor = quality(Pypdf(data).text(1))
    assert poor.is_low
    assert "pages_of_low_quality" in (counts := read(DATA / "to-spalter-chromium.pdf", Limits()).counts)
    assert counts["pages_of_low_quality"] == counts["pages_by_other_engine"] == 0


def test_the_title_and_date_are_kept_and_the_author_is_not() -> None:
    found = read(DATA / "to-spalter-chromium.pdf", Limits())
    assert found.metadata["tittel"] == "Erfaringer fra kommunene"
    assert set(found.metadata) == {"tittel", "dato"}
    assert found.counts["pages"] == 3
    assert found.counts["characters"] == sum(len(block.text) for block in found.blocks)


def test_the_rest_of_a_note_of_the_page_before_goes_with_the_notes_below_the_first_column() -> None:
    def line(text: str, left: float, baseline: float, size: float) -> Line:
        return Line(text, (left, baseline, left + 200, baseline + size), baseline, size)

    first = [line(f"I første spalte står linje {number}", 60, 700 - 13 * number, 11) for number in range(8)]
    notes = [line("et annet sted i rapporten.", 60, 120, 9), line("2 Se Hansen (2019).", 60, 108, 9)]
    second = [line(f"I andre spalte står linje {number}", 310, 700 - 13 * number, 11) for number in range(8)]
    body = "\n".join(each.text for each in [*first, *second])
    told = "et annet sted i rapporten.\n2 Se Hansen (2019)."
    assert running_text([*first, *notes, *second]).replace("\n\n", "\n") == f"{body}\n{NOTE_RULE}\n{told}"
    assert running_text([*first, *second, *notes]).replace("\n\n", "\n") == f"{body}\n{NOTE_RULE}\n{told}"
    table = [line(f"{number} %", 60, 250 - 13 * number, 9) for number in range(5)]
    assert NOTE_RULE not in running_text([*first, *second, *table, notes[1]])


def test_two_columns_drawn_row_by_row_are_read_column_by_column(tmp_path: Path) -> None:
    placed = [(60, 700 - 14 * row, text) for row, text in enumerate(LEFT)]
    beside = [(320, 700 - 14 * row, text) for row, text in enumerate(RIGHT)]
    mixed = [each for pair in zip(placed, beside, strict=True) for each in pair]
    heading = (60.0, 740.0, "En overskrift som går tvers over begge spaltene på denne siden her")
    found = text_of(extract(with_content(lines(heading, *mixed)), tmp_path))
    assert "Kommunene samarbeider om nye tjenester og deler erfaringer med hverandre i nettverk" in found
    assert "Fylket bidrar med midler og kompetanse til de minste kommunene i regionen." in found
    assert found.index("overskrift") < found.index("slipper") < found.index("Fylket")


def test_a_raised_note_number_does_not_part_its_line(tmp_path: Path) -> None:
    body = lines((60, 700, "Tiltaket ble innført i alle kommunene."), (60, 686, "Det ga gode resultater for brukerne."))
    raised = lines((241, 704, "7"), size=6)
    found = extract(
        with_content(raised.join([body[: body.index(b"ET") + 2] + b"\n", body[body.index(b"ET") + 2 :]])), tmp_path
    )
    assert "7" not in [block.text for block in found.blocks]


def test_a_table_with_lines_is_read_cell_by_cell_and_stands_where_it_stood() -> None:
    found = read(DATA / f"{TABLE}.pdf", Limits())
    kinds = [block.kind for block in found.blocks]
    assert [block.text for block in found.blocks if block.kind is BlockKind.TABLE] == [
        "Aktør: Innovasjonsalliansen. Rolle: pådriver for samarbeid. Virkemiddel: tilskudd.",
        "Aktør: Nettverket. Rolle: prøver ut forskningsdrevet tjenesteutvikling. Virkemiddel: egne midler.",
        "Aktør: Til sammen. Virkemiddel: to.",
    ]
    assert all(block.trusted for block in found.blocks)
    assert kinds[0] is not BlockKind.TABLE
    assert kinds[-1] is not BlockKind.TABLE
    assert found.counts["tables"] == 1


def test_a_table_without_lines_is_kept_but_not_trusted(tmp_path: Path) -> None:
    rows = [("Aktør", "Rolle"), ("Nettverket", "pådriver"), ("Fylket", "støtte"), ("Staten", "midler")]
    placed = [
        (left, 600 - 14 * row, text)
        for row, cells in enumerate(rows)
        for left, text in zip((60, 250), cells, strict=True)
    ]
    found = extract(with_content(lines((60, 700, SENTENCE), *placed)), tmp_path)
    tables = [block for block in found.blocks if block.kind is BlockKind.TABLE]
    assert [block.text for block in tables] == [
        "Aktør. Rolle.",
        "Nettverket. pådriver.",
        "Fylket. støtte.",
        "Staten. midler.",
    ]
    assert not any(block.trusted for block in tables)
    assert [remark.code for remark in found.remarks] == ["tabell_uten_linjer"]


def test_text_outside_the_page_is_left_out(tmp_path: Path) -> None:
    found = text_of(extract(with_content(lines((60, 700, SENTENCE), (700, 650, "Trykkmerke utenfor"))), tmp_path))
    assert SENTENCE in found
    assert "Trykkmerke" not in found


def test_notes_forms_and_scripts_are_left_out_and_said(tmp_path: Path) -> None:
    note = b"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 10 10]/Contents(Ring Kari 99887766)>>]"
    script = b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>"
    form = b"/AcroForm<</Fields[<</FT/Tx/T(navn)/V(Kari Nordmann)>>]>>"
    found = extract(with_content(lines((60, 700, SENTENCE)), page=note, root=script + form), tmp_path)
    assert text_of(found) == SENTENCE
    assert [remark.code for remark in found.remarks] == ["merknader", "skript", "skjema"]
    assert "Kari" not in repr(found)


def test_an_attached_file_is_said_and_not_read(tmp_path: Path) -> None:
    attached = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.txt)/EF<</F 4 0 R>>>>]>>>>"
    found = extract(with_content(lines((60, 700, SENTENCE)), root=attached), tmp_path)
    assert text_of(found) == SENTENCE
    assert [remark.code for remark in found.remarks] == ["innebygde_filer"]
