"""Slide decks are read slide by slide, with titles, notes, tables and charts, and nothing that was hidden."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from ingest.blocks import BlockKind
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.pptx import read
from tests.support.office_making import add_chart, add_slide, deck, edit, members, packed, png

LIMITS = Limits()
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DIAGRAM_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
_DIAGRAM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"


def test_each_slide_has_its_title_points_and_notes_with_the_number_of_the_slide(tmp_path: Path) -> None:
    def fill(made: Deck) -> None:
        add_slide(made, "Heltid i Tolga", ["Lange vakter", "Årsturnus"], "Husk å nevne\npilotåret")
        add_slide(made, "Resultater", ["Færre vikarer"])

    extract = read(deck(tmp_path / "a.pptx", fill), LIMITS)
    assert [(block.kind, block.spot.slide, block.text) for block in extract.blocks] == [
        (BlockKind.HEADING, 1, "Heltid i Tolga"),
        (BlockKind.LIST_ITEM, 1, "Lange vakter"),
        (BlockKind.LIST_ITEM, 1, "Årsturnus"),
        (BlockKind.NOTE, 1, "Husk å nevne"),
        (BlockKind.NOTE, 1, "pilotåret"),
        (BlockKind.HEADING, 2, "Resultater"),
        (BlockKind.PARAGRAPH, 2, "Færre vikarer"),
    ]
    assert extract.metadata == {"tittel": "Heltid i Tolga"}
    assert "Kari" not in str(extract)


def test_tables_charts_and_grouped_boxes_are_read_and_an_untitled_slide_gets_its_number(tmp_path: Path) -> None:
    def fill(made: Deck) -> None:
        slide = made.slides.add_slide(made.slide_layouts[6])
        table = slide.shapes.add_table(2, 2, Inches(0), Inches(0), Inches(4), Inches(2)).table
        for row, cells in enumerate((("Kommune", "Andel"), ("Tolga", "41 %"))):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        add_chart(slide, ["2022", "2023"], {"Heltid": [30, 41.5]}, "Andel heltid")
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(Inches(0), Inches(0), Inches(1), Inches(1)).text_frame.text = "I gruppen"

    extract = read(deck(tmp_path / "a.pptx", fill), LIMITS)
    assert [(block.kind, block.text) for block in extract.blocks] == [
        (BlockKind.HEADING, "Lysbilde 1"),
        (BlockKind.TABLE, "Kommune: Tolga. Andel: 41 %."),
        (BlockKind.TABLE, "Diagram: Andel heltid."),
        (BlockKind.TABLE, "2022. Heltid: 30."),
        (BlockKind.TABLE, "2023. Heltid: 41,5."),
        (BlockKind.PARAGRAPH, "I gruppen"),
    ]
    assert extract.remarks == []


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def fill(made: Deck) -> None:
        slide = made.slides.add_slide(made.slide_layouts[4])
        for placeholder, text in zip(slide.placeholders, ("Før og nå", "Før", "Deltid", "Nå", "Heltid"), strict=True):
            placeholder.text_frame.text = text

    assert [block.text for block in read(deck(tmp_path / "a.pptx", fill), LIMITS).blocks] == [
        "Før og nå",
        "Før",
        "Deltid",
        "Nå",
        "Heltid",
    ]


def test_hidden_slides_and_slide_numbers_are_left_out_with_a_remark(tmp_path: Path) -> None:
    def fill(made: Deck) -> None:
        add_slide(made, "Vises", ["Innhold"])
        add_slide(made, "Skjult", ["Bare for oss"]).element.set("show", "0")
        add_slide(made, "Vises også", ["Mer"])

    extract = read(deck(tmp_path / "a.pptx", fill), LIMITS)
    assert "Bare for oss" not in [block.text for block in extract.blocks]
    assert [block.spot.slide for block in extract.blocks] == [1, 1, 3, 3]
    assert [(remark.code, remark.spot.slide) for remark in extract.remarks] == [("skjult_lysbilde", 2)]
    assert extract.counts["slides"] == 2


def test_the_footer_and_the_slide_number_are_no_text(tmp_path: Path) -> None:
    def fill(made: Deck) -> None:
        slide = add_slide(made, "Tittel", ["Innhold"])
        layout: Any = made.slide_layouts[1]
        for placeholder in layout.placeholders:
            if placeholder.placeholder_format.idx in {10, 11, 12}:
                slide.shapes.clone_placeholder(placeholder)
        for shape in slide.placeholders:
            if shape.placeholder_format.idx in {10, 11, 12}:
                shape.text_frame.text = "Bunntekst 7"

    extract = read(deck(tmp_path / "a.pptx", fill), LIMITS)
    assert [block.text for block in extract.blocks] == ["Tittel", "Innhold"]


def test_the_texts_of_smart_art_are_read(tmp_path: Path) -> None:
    def fill(made: Deck) -> None:
        add_slide(made, "Prosess", ["Slik gjør vi"])

    file = deck(tmp_path / "a.pptx", fill)
    points = "".join(
        f'<dgm:pt modelId="{number}"{kind}><dgm:t><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for number, (kind, text) in enumerate((("", "Kartlegg"), (' type="parTrans"', "pil"), ("", "Prøv ut")))
    )
    main = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    frame = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="90" name="d"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{_DIAGRAM}"><dgm:relIds xmlns:dgm="{_DIAGRAM}" r:dm="rIdArt"/></a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )
    edit(
        file,
        {
            "ppt/diagrams/data1.xml": lambda _: (
                f'<dgm:dataModel xmlns:dgm="{_DIAGRAM}" {main}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>'.encode()
            ),
            "ppt/slides/slide1.xml": lambda old: old.replace(b"</p:spTree>", frame.encode() + b"</p:spTree>"),
            "ppt/slides/_rels/slide1.xml.rels": lambda old: old.replace(
                b"</Relationships>",
                f'<Relationship Id="rIdArt" Type="{_DIAGRAM_RELATION}" Target="../diagrams/data1.xml"/>'
                "</Relationships>".encode(),
            ),
            "[Content_Types].xml": lambda old: old.replace(
                b"</Types>",
                f'<Override PartName="/ppt/diagrams/data1.xml" ContentType="{_DIAGRAM_TYPE}"/></Types>'.encode(),
            ),
        },
    )
    assert [block.text for block in read(file, LIMITS).blocks] == ["Prosess", "Slik gjør vi", "Kartlegg", "Prøv ut"]


def test_a_deck_of_pictures_asks_for_ocr_and_an_empty_one_says_that_it_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())

    def fill(made: Deck) -> None:
        made.slides.add_slide(made.slide_layouts[6]).shapes.add_picture(str(tmp_path / "a.png"), Inches(0), Inches(0))

    with pytest.raises(UnreadableError) as refused:
        read(deck(tmp_path / "a.pptx", fill), LIMITS)
    assert refused.value.reason is Reason.NEEDS_OCR
    with pytest.raises(UnreadableError) as refused:
        read(deck(tmp_path / "b.pptx", lambda _: None), LIMITS)
    assert refused.value.reason is Reason.NO_TEXT


def test_a_slide_of_only_a_picture_among_others_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())

    def fill(made: Deck) -> None:
        add_slide(made, "Tittel", ["Innhold"])
        made.slides.add_slide(made.slide_layouts[6]).shapes.add_picture(str(tmp_path / "a.png"), Inches(0), Inches(0))

    extract = read(deck(tmp_path / "a.pptx", fill), LIMITS)
    assert [(remark.code, remark.spot.slide) for remark in extract.remarks] == [("bare_bilde", 2)]


def test_more_slides_than_the_limit_are_refused(tmp_path: Path) -> None:
    def fill(made: Deck) -> None:
        for number in range(4):
            add_slide(made, f"Lysbilde {number}", ["x"])

    with pytest.raises(UnreadableError) as refused:
        read(deck(tmp_path / "a.pptx", fill), Limits(pages=3))
    assert refused.value.reason is Reason.TOO_MANY_PAGES


def test_a_slide_show_and_a_file_with_macros_are_read_like_any_deck(tmp_path: Path) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    for name, kind in (
        ("a.ppsx", b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml"),
        ("a.pptm", b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
    ):
        file = deck(tmp_path / name, lambda made: add_slide(made, "Tittel", ["Innhold"]))
        edit(file, {"[Content_Types].xml": lambda old, kind=kind: old.replace(plain, kind)})  # type: ignore[misc]
        assert [block.text for block in read(file, LIMITS).blocks] == ["Tittel", "Innhold"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    def fill(made: Deck) -> None:
        slide = add_slide(made, "Heltid", ["Ett", "To"], "Notat")
        slide.shapes.add_table(2, 2, Inches(0), Inches(0), Inches(4), Inches(2)).table.cell(0, 0).text = "Kommune"
        add_chart(slide, ["2022"], {"Heltid": [30]}, "Andel")

    return members(deck(tmp_path_factory.mktemp("deck") / "small.pptx", fill))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_wrong_with_the_content_only_a_named_refusal_comes_out(
    tmp_path: Path, small: dict[str, bytes], data: st.DataObject
) -> None:
    content = dict(small)
    telling = [name for name in sorted(content) if "slideLayout" not in name and "theme" not in name]
    name = data.draw(st.sampled_from(telling))
    at = data.draw(st.integers(0, len(content[name])))
    length = data.draw(st.integers(0, 200))
    content[name] = content[name][:at] + data.draw(st.binary(max_size=20)) + content[name][at + length :]
    file = tmp_path / "fuzzed.pptx"
    file.write_bytes(packed(content))
    try:
        extract = read(file, LIMITS)
    except UnreadableError as refused:
        assert refused.reason in Reason
    else:
        assert extract.blocks
