"""Word files are read in order, as their reader sees them, and no more is kept of persons than the text holds."""

import zipfile
from pathlib import Path

import pytest
from docx.document import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.blocks import BlockKind, Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.docx import read
from tests.support.office_making import (
    add_footnotes,
    add_xml,
    edit,
    members,
    packed,
    png,
    say_pages,
    teams_file,
    word_file,
)

LIMITS = Limits()
TEAMS_HEAD = (
    "Samling om heltid-20260310_101010-Opptak av møte",
    "10. mars 2026, 10:10a.m.",
    "47m 23s",
    "Kari Nordmann startet transkripsjon",
)


def texts(extract: Extract, kind: BlockKind | None = None) -> list[str]:
    return [block.text for block in extract.blocks if kind is None or block.kind is kind]


def test_headings_lists_quotes_and_tables_keep_their_order_and_level(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Heltid i små kommuner", style="Title")
        document.add_heading("Bakgrunn", 1)
        document.add_paragraph("Mange arbeider deltid.")
        document.add_heading("Turnus", 3)
        document.add_paragraph("Lange vakter", style="List Bullet")
        document.add_paragraph("Vi ville prøve.", style="Quote")
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Kommune", "Andel heltid"
        table.cell(1, 0).text, table.cell(1, 1).text = "Tolga", "41 %"
        document.add_paragraph("Figur 1: Andel heltid", style="Caption")

    extract = read(word_file(tmp_path / "a.docx", fill), LIMITS)
    assert [(block.kind, block.level, block.text) for block in extract.blocks] == [
        (BlockKind.HEADING, 1, "Heltid i små kommuner"),
        (BlockKind.HEADING, 1, "Bakgrunn"),
        (BlockKind.PARAGRAPH, 0, "Mange arbeider deltid."),
        (BlockKind.HEADING, 3, "Turnus"),
        (BlockKind.LIST_ITEM, 0, "Lange vakter"),
        (BlockKind.QUOTE, 0, "Vi ville prøve."),
        (BlockKind.TABLE, 0, "Kommune: Tolga. Andel heltid: 41 %."),
        (BlockKind.CAPTION, 0, "Figur 1: Andel heltid"),
    ]
    assert extract.metadata["tittel"] == "Heltid i små kommuner"
    assert "Kari" not in str(extract)


@pytest.mark.parametrize(("name", "level"), [("Overskrift 1", 1), ("Overskrift 2", 2), ("overskrift 7", 6)])
def test_norwegian_style_names_are_headings(tmp_path: Path, name: str, level: int) -> None:
    def fill(document: Document) -> None:
        style = document.styles.add_style("Egen", 1)
        style.element.find("{*}name").set(style.element.find("{*}name").keys()[0], name)
        document.add_paragraph("Bakgrunn", style=style)

    assert read(word_file(tmp_path / "a.docx", fill), LIMITS).blocks[0].level == level


def test_a_style_of_ones_own_takes_its_level_from_the_style_it_is_based_on(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        style = document.styles.add_style("Kapittel kommune", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Bakgrunn", style=style)
        add_xml(document, '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Nivå tre</w:t></w:r></w:p>')

    assert [block.level for block in read(word_file(tmp_path / "a.docx", fill), LIMITS).blocks] == [2, 3]


def test_short_bold_paragraphs_are_headings_only_where_no_style_is_used(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph().add_run("Bakgrunn").bold = True
        document.add_paragraph("Mange arbeider deltid.")

    def styled(document: Document) -> None:
        document.add_heading("Rapport", 1)
        fill(document)

    guessed = read(word_file(tmp_path / "a.docx", fill), LIMITS)
    assert texts(guessed, BlockKind.HEADING) == ["Bakgrunn"]
    assert [remark.code for remark in guessed.remarks] == ["overskrift_etter_utseende"]
    assert texts(read(word_file(tmp_path / "b.docx", styled), LIMITS), BlockKind.HEADING) == ["Rapport"]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        add_xml(
            document,
            '<w:p><w:r><w:t xml:space="preserve">Vi har </w:t></w:r>'
            '<w:ins w:id="1" w:author="Kari"><w:r><w:t>heltid</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="Kari"><w:r><w:delText>deltid</w:delText></w:r></w:del>'
            '<w:moveFrom w:id="3" w:author="Kari"><w:r><w:t>flyttet bort</w:t></w:r></w:moveFrom></w:p>',
        )
        add_xml(
            document,
            '<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="Kari"/></w:rPr></w:pPr>'
            '<w:r><w:t xml:space="preserve">To avsnitt </w:t></w:r></w:p>',
        )
        document.add_paragraph("er blitt ett.")

    assert texts(read(word_file(tmp_path / "a.docx", fill), LIMITS)) == ["Vi har heltid", "To avsnitt er blitt ett."]


def test_text_in_content_controls_links_and_text_boxes_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>I boksen</w:t></w:r></w:p></w:txbxContent>"

    def fill(document: Document) -> None:
        add_xml(document, "<w:sdt><w:sdtContent><w:p><w:r><w:t>Styrt innhold</w:t></w:r></w:p></w:sdtContent></w:sdt>")
        add_xml(document, "<w:p><w:hyperlink><w:r><w:t>Les mer</w:t></w:r></w:hyperlink></w:p>")
        add_xml(
            document,
            "<w:p><w:r><w:t>Utenfor</w:t></w:r><w:r><mc:AlternateContent>"
            f"<mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        )

    assert texts(read(word_file(tmp_path / "a.docx", fill), LIMITS)) == [
        "Styrt innhold",
        "Les mer",
        "Utenfor",
        "I boksen",
    ]


def test_footnotes_follow_their_paragraph_and_comments_hidden_text_and_contents_are_left_out(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        add_xml(
            document,
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
            "<w:sdtContent><w:p><w:r><w:t>Innhold 3</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        )
        add_xml(
            document,
            '<w:p><w:r><w:t>Med note</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r></w:p>",
        )
        paragraph = document.add_paragraph("Etterpå")
        document.add_comment(paragraph.runs, "Ola mener noe annet", author="Ola")

    file = word_file(tmp_path / "a.docx", fill)
    add_footnotes(file, {2: "Kilde: SSB"})
    extract = read(file, LIMITS)
    assert [(block.kind, block.text) for block in extract.blocks] == [
        (BlockKind.PARAGRAPH, "Med note"),
        (BlockKind.NOTE, "Kilde: SSB"),
        (BlockKind.PARAGRAPH, "Etterpå"),
    ]


def test_merged_cells_count_for_every_row_they_span_and_a_frame_is_no_table(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        table = document.add_table(3, 3)
        for column, name in enumerate(("Kommune", "År", "Andel")):
            table.cell(0, column).text = name
        merged = table.cell(1, 0).merge(table.cell(2, 0))
        merged.text = "Tolga"
        for row, year in ((1, "2022"), (2, "2023")):
            table.cell(row, 1).text, table.cell(row, 2).text = year, f"{row}0 %"
        document.add_table(1, 1).cell(0, 0).text = "Bare en ramme"

    assert [(block.kind, block.text) for block in read(word_file(tmp_path / "a.docx", fill), LIMITS).blocks] == [
        (BlockKind.TABLE, "Kommune: Tolga. År: 2022. Andel: 10 %."),
        (BlockKind.TABLE, "Kommune: Tolga. År: 2023. Andel: 20 %."),
        (BlockKind.PARAGRAPH, "Bare en ramme"),
    ]


@pytest.mark.parametrize(("counted", "pages"), [(3, [1, 2, 3]), (5, [None, None, None]), (None, [None, None, None])])
def test_pages_are_given_only_when_the_breaks_make_as_many_as_word_counted(
    tmp_path: Path, counted: int | None, pages: list[int | None]
) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Side én")
        for text in ("Side to", "Side tre"):
            add_xml(document, f"<w:p><w:r><w:lastRenderedPageBreak/><w:t>{text}</w:t></w:r></w:p>")

    file = word_file(tmp_path / "a.docx", fill)
    if counted:
        say_pages(file, counted)
    assert [block.spot.page for block in read(file, LIMITS).blocks] == pages


def test_a_transcript_from_teams_gives_each_turn_with_speaker_and_second(tmp_path: Path) -> None:
    turns = [
        ("Kari Nordmann", "0:03", "Velkommen."),
        ("Ola Hansen (Tolga kommune)", "0:11", "Takk.\nDa begynner vi."),
        ("Kari Nordmann", "1:02:03", "Da kan vi stoppe opptaket."),
    ]
    file = teams_file(tmp_path / "møte.docx", TEAMS_HEAD, turns)
    extract = read(file, LIMITS)
    assert [(block.speaker, block.spot.second, block.text) for block in extract.blocks] == [
        ("Kari Nordmann", 3.0, "Velkommen."),
        ("Ola Hansen (Tolga kommune)", 11.0, "Takk. Da begynner vi."),
        ("Kari Nordmann", 3723.0, "Da kan vi stoppe opptaket."),
    ]
    assert extract.metadata == {"tittel": "Samling om heltid", "dato": "2026-03-10"}
    assert extract.parser == "teams-docx"


def test_the_older_form_of_teams_transcripts_is_read_too(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        for text in (
            "0:0:0.0 --> 0:0:1.510\nKari Nordmann\nOK. Ja.",
            "0:0:3.270 --> 0:0:4.250\nOla Hansen\nMm.",
            "0:1:3.270 --> 0:1:4.250\nKari Nordmann\nTakk.",
        ):
            document.add_paragraph(text)

    extract = read(word_file(tmp_path / "a.docx", fill), LIMITS)
    assert [(block.speaker, block.spot.second, block.text) for block in extract.blocks] == [
        ("Kari Nordmann", 0.0, "OK. Ja."),
        ("Ola Hansen", 3.27, "Mm."),
        ("Kari Nordmann", 63.27, "Takk."),
    ]


def test_a_programme_with_times_is_no_transcript(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        for line in ("Velkommen   09:00", "Heltid i Tolga   09:30", "Lunsj   11:30", "Slutt   15:00"):
            document.add_paragraph(line)

    extract = read(word_file(tmp_path / "a.docx", fill), LIMITS)
    assert extract.parser == "python-docx"
    assert all(block.speaker is None for block in extract.blocks)


def test_a_file_with_macros_is_read_and_says_so(tmp_path: Path) -> None:
    file = word_file(tmp_path / "a.docm", lambda document: document.add_paragraph("Teksten"))
    edit(
        file,
        {
            "word/vbaProject.bin": lambda _: b"\xd0\xcf makro",
            "[Content_Types].xml": lambda old: old.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
        },
    )
    extract = read(file, LIMITS)
    assert texts(extract) == ["Teksten"]
    assert "makro" in [remark.code for remark in extract.remarks]


def test_a_file_of_pictures_asks_for_ocr_and_an_empty_one_says_that_it_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    pictures = word_file(tmp_path / "a.docx", lambda document: document.add_picture(str(tmp_path / "a.png")))
    with pytest.raises(UnreadableError) as refused:
        read(pictures, LIMITS)
    assert refused.value.reason is Reason.NEEDS_OCR
    with pytest.raises(UnreadableError) as refused:
        read(word_file(tmp_path / "b.docx", lambda _: None), LIMITS)
    assert refused.value.reason is Reason.NO_TEXT


def test_a_damaged_picture_does_not_cost_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())

    def fill(document: Document) -> None:
        document.add_paragraph("Teksten er hel.")
        document.add_picture(str(tmp_path / "a.png"))

    file = word_file(tmp_path / "a.docx", fill)
    with zipfile.ZipFile(file) as archive:
        picture = next(entry for entry in archive.infolist() if entry.filename.endswith(".png"))
    data = bytearray(file.read_bytes())
    at = picture.header_offset + 30 + len(picture.filename) + 2
    data[at : at + 8] = b"\xff" * 8
    file.write_bytes(data)
    extract = read(file, LIMITS)
    assert texts(extract) == ["Teksten er hel."]
    assert [remark.code for remark in extract.remarks] == ["odelagt_del"]


def _small(tmp_path: Path) -> dict[str, bytes]:
    def fill(document: Document) -> None:
        document.add_heading("Bakgrunn", 1)
        document.add_paragraph("Mange arbeider deltid.", style="List Bullet")
        document.add_table(2, 2).cell(0, 0).text = "Kommune"

    return members(word_file(tmp_path / "small.docx", fill))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_wrong_with_the_content_only_a_named_refusal_comes_out(tmp_path: Path, data: st.DataObject) -> None:
    content = _small(tmp_path)
    name = data.draw(st.sampled_from(sorted(content)))
    at = data.draw(st.integers(0, len(content[name])))
    length = data.draw(st.integers(0, 200))
    put = data.draw(st.binary(max_size=20))
    content[name] = content[name][:at] + put + content[name][at + length :]
    file = tmp_path / "fuzzed.docx"
    file.write_bytes(packed(content))
    try:
        extract = read(file, LIMITS)
    except UnreadableError as refused:
        assert refused.reason in Reason
    else:
        assert extract.blocks
