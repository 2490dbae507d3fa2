"""Plain text: extracts of PDFs with their pages, wrapped and unwrapped text, encodings, and what is no text."""

import textwrap
from pathlib import Path

import pytest

from ingest.blocks import BlockKind, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.registry import read_file
from ingest.readers.text import read
from ingest.wordcheck import broken_words
from kunnskapsbase.document import NOWHERE

REPORTS = Path(__file__).parents[4] / "shared" / "data" / "rapporter"
BLOCKS_OF_REPORTS = {
    "difi-2017-01-nasjonal-paadriver-innovasjon": 63,
    "innst-en-innovativ-offentlig-sektor": 27,
    "kmd-brev-meld-st-30": 2,
    "ks-innovativ-digital-kommunal-sektor": None,
    "telemarksforsking-2020-tiltak-smaa-distriktskommuner": 41,
}
NOTE = """Referat fra møtet

Møtet om velferdsteknologi ble holdt i rådhuset. Tolv ansatte var med, og alle fikk si sin mening om saken.
Neste møte er i mai. Da skal leverandøren vise fram løsningen.

- Bestille utstyr
- Lære opp ansatte
"""


def write(folder: Path, data: bytes | str, name: str = "notat.txt") -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def reason_of(file: Path, limits: Limits | None = None) -> Reason:
    with pytest.raises(UnreadableError) as raised:
        read(file, limits or Limits())
    assert len(str(raised.value)) > 20
    return raised.value.reason


@pytest.mark.parametrize(("name", "pages"), BLOCKS_OF_REPORTS.items())
def test_the_collected_reports_come_in_with_their_pages_and_whole_words(name: str, pages: int | None) -> None:
    file = REPORTS / f"{name}.txt"
    if not file.is_file():
        pytest.skip("the collected reports are not here")
    extract = read_file(file, Limits())
    assert extract.source_type is SourceType.TEXT
    assert extract.counts.get("pages") == pages
    assert all((block.spot == NOWHERE) == (pages is None) for block in extract.blocks)
    text = "\n".join(block.text for block in extract.blocks)
    assert len(broken_words(text)) <= len(text.split()) / 1000
    assert "http" not in text


def test_ordinary_text_has_a_block_a_line_and_no_pages(tmp_path: Path) -> None:
    extract = read(write(tmp_path, NOTE), Limits())
    assert [block.kind for block in extract.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
    ]
    assert extract.blocks[3].text == "Bestille utstyr"
    assert {block.spot for block in extract.blocks} == {NOWHERE}


def test_text_wrapped_to_a_width_is_put_together(tmp_path: Path) -> None:
    paragraph = " ".join(NOTE.split("\n")[2:4])
    wrapped = textwrap.fill(paragraph, 60)
    extract = read(write(tmp_path, f"{wrapped}\n\n{wrapped}\n"), Limits())
    assert [block.text for block in extract.blocks] == [paragraph] * 2
    assert {block.spot for block in extract.blocks} == {NOWHERE}


def test_form_feeds_begin_pages(tmp_path: Path) -> None:
    extract = read(write(tmp_path, "Første side har en setning.\n\fAndre side har en til.\n\f"), Limits())
    assert [(block.spot.page, block.text) for block in extract.blocks] == [
        (1, "Første side har en setning."),
        (2, "Andre side har en til."),
    ]


def test_form_feeds_begin_pages_in_every_encoding(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-16-be", "cp1252"):
        data = "Første side har en setning.\r\n\fAndre side har også én.\r\n".encode(encoding)
        extract = read(write(tmp_path, data), Limits())
        assert [(block.spot.page, block.text) for block in extract.blocks] == [
            (1, "Første side har en setning."),
            (2, "Andre side har også én."),
        ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_encodings_and_line_ends_give_the_same_text(tmp_path: Path, encoding: str, ends: str) -> None:
    extract = read(write(tmp_path, NOTE.replace("\n", ends).encode(encoding)), Limits())
    assert [block.text for block in extract.blocks] == [
        line.removeprefix("- ") for line in NOTE.split("\n") if line.strip()
    ]
    told = [remark for remark in extract.remarks if remark.code == "koding"]
    assert bool(told) == (encoding in ("cp1252", "latin-1"))
    assert all("Windows-1252" in remark.message for remark in told)


def test_mixed_line_ends_are_line_ends(tmp_path: Path) -> None:
    extract = read(write(tmp_path, b"Linje en er her.\r\nLinje to er her.\rLinje tre er her.\n"), Limits())
    assert [block.text for block in extract.blocks] == ["Linje en er her.", "Linje to er her.", "Linje tre er her."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\n\t", Reason.EMPTY),
        (b"\xef\xbb\xbf", Reason.EMPTY),
        (b"Vanlig tekst\x00med et NUL-tegn i.", Reason.WRONG_ENCODING),
        (bytes(range(256)) * 20, Reason.WRONG_ENCODING),
        (b"\x7fELF\x02\x01\x01\x00" + b"\x00\x01\x02" * 400, Reason.WRONG_ENCODING),
        (b"\x01\x02\x03\x04\x05\x06" * 100, Reason.WRONG_ENCODING),
        ("–––––\n*****\n".encode(), Reason.NO_TEXT),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(tmp_path: Path, data: bytes, reason: Reason) -> None:
    assert reason_of(write(tmp_path, data)) is reason


def test_a_file_over_its_bound_is_refused(tmp_path: Path) -> None:
    assert reason_of(write(tmp_path, "ord " * 300_000), Limits(megabytes=1)) is Reason.TOO_LARGE


def test_more_pages_than_the_bound_are_refused(tmp_path: Path) -> None:
    assert reason_of(write(tmp_path, "Tekst.\n\f" * 30), Limits(pages=20)) is Reason.TOO_MANY_PAGES


def test_a_line_of_any_length_is_read(tmp_path: Path) -> None:
    extract = read(write(tmp_path, "Ord om saken og mer. " * 100_000), Limits())
    assert extract.counts["characters"] == 21 * 100_000 - 1


def test_urls_are_moved_out_of_ordinary_text(tmp_path: Path) -> None:
    extract = read(write(tmp_path, "Les mer på https://ks.no/abc.\nSlik er det."), Limits())
    assert [block.text for block in extract.blocks] == ["Les mer på.", "Slik er det."]
    assert extract.counts["links"] == 1
    assert extract.links == ["https://ks.no/abc"]
