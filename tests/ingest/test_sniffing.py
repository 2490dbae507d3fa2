"""What a file is, is told by its content; the name decides only between texts that look alike."""

import tempfile
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.packages import check_package
from ingest.readers.registry import READERS
from ingest.readers.sniff import EXTENSIONS, READ_TYPES, WRONG_EXTENSION, sniff, source_type
from tests.support.bad_files import GOOD_TEXT
from tests.support.bad_packages import changed, good_docx, good_pptx, sheet
from tests.support.bad_pdfs import text_pdf

_VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHei\n"
_SRT = "1\n00:00:01,000 --> 00:00:02,000\nHei\n"
_HTML = "<!doctype html><html><body><p>Hei</p></body></html>"
_CSV = "Prosjekt;Kommune;År\n" + "Ombruk;Asker;2021\n" * 6
_MARKDOWN = "# Ombruk\n\nAsker gjorde det.\n\n## Hva det kostet\n\nLite.\n"


def _file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (text_pdf(), SourceType.PDF),
        (b"\r\n\r\nfrom the scanner\r\n" + text_pdf(), SourceType.PDF),
        (good_docx(), SourceType.DOCX),
        (good_pptx(), SourceType.PPTX),
        (sheet(["Prosjekt"]), SourceType.XLSX),
        (_VTT, SourceType.VTT),
        ("\ufeff" + _VTT.replace("\n", "\r\n"), SourceType.VTT),
        (_SRT, SourceType.SRT),
        (_SRT.encode("utf-16"), SourceType.SRT),
        (_HTML, SourceType.HTML),
        ("<!-- made by hand -->\n<HTML><P>Hei</P></HTML>", SourceType.HTML),
        ("<?xml version='1.0'?>\n<!DOCTYPE html><html xmlns='x'><body/></html>", SourceType.HTML),
        ("<div><p>Hei</p><p>på deg</p></div>", SourceType.HTML),
        (_CSV, SourceType.CSV),
        (_CSV.replace(";", "\t").encode("cp1252"), SourceType.CSV),
        (_CSV.encode("utf-16-le"), SourceType.CSV),
        (_MARKDOWN, SourceType.MARKDOWN),
        (f"---\ntittel: Ombruk\n---\n{GOOD_TEXT}\n", SourceType.MARKDOWN),
        ('{"id": "a"}\n{"id": "b"}\n', SourceType.JSONL),
        ('{"id": "a", "tekst": "' + "x" * 100_000 + '"}\n', SourceType.JSONL),
        (GOOD_TEXT, SourceType.TEXT),
        (GOOD_TEXT.encode("cp1252"), SourceType.TEXT),
        ("BMW kjøpte, og MZ solgte.", SourceType.TEXT),
        ("GIF89a er et format for bilder.", SourceType.TEXT),
        ("Rapporten sier\n%PDF-1.7\nmidt i teksten.\n", SourceType.TEXT),
        ("Det var en gang, sa han, og lo\n" * 8 + "uten komma\n" * 3, SourceType.TEXT),
        (b"ID3\x04\x00\x00\x00\x00\x00\x21" + b"TIT2 ren tekst " * 5000, SourceType.AUDIO),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), SourceType.AUDIO),
        (b"\x00\x00\x00\x18ftypdash\x00\x00\x00\x00iso6mp41" + bytes(40), SourceType.AUDIO),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(40), SourceType.AUDIO),
    ],
)
def test_the_content_tells_the_type_where_the_name_says_nothing(
    tmp_path: Path, content: bytes | str, kind: SourceType
) -> None:
    assert sniff(_file(tmp_path, "uten-endelse", content)) == (kind, None)


def test_word_365_may_call_its_main_part_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(_file(tmp_path, "d.zip", good_docx())) as archive:
        document = archive.read("word/document.xml")
    out = changed(good_docx(), {"word/document2.xml": document})
    assert source_type(_file(tmp_path, "d", out)) is SourceType.DOCX


@pytest.mark.parametrize("kind", list(SourceType))
def test_a_right_extension_is_not_remarked_on(tmp_path: Path, kind: SourceType) -> None:
    content: dict[SourceType, bytes | str] = {
        SourceType.PDF: text_pdf(),
        SourceType.DOCX: good_docx(),
        SourceType.PPTX: good_pptx(),
        SourceType.XLSX: sheet(["Prosjekt"]),
        SourceType.VTT: _VTT,
        SourceType.SRT: _SRT,
        SourceType.HTML: _HTML,
        SourceType.CSV: _CSV,
        SourceType.MARKDOWN: _MARKDOWN,
        SourceType.TEXT: GOOD_TEXT,
        SourceType.JSONL: '{"id": "a"}\n',
        SourceType.AUDIO: b"fLaC\x00\x00\x00\x22" + bytes(40),
    }
    for extension in EXTENSIONS[kind]:
        assert sniff(_file(tmp_path, f"fil{extension.upper()}", content[kind])) == (kind, None)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("notat.md", GOOD_TEXT, SourceType.MARKDOWN),
        ("liste.csv", "Prosjekt\nOmbruk\n", SourceType.CSV),
        ("liste.csv", '{"ikke": "json"\n', SourceType.CSV),
        ("rader.jsonl", '{"id": \n"halv', SourceType.JSONL),
        ("notat.txt", _MARKDOWN, SourceType.TEXT),
        ("side.html", "Bare en setning uten en eneste tagg.", SourceType.HTML),
        ("notat.md", "<div>Tekst</div>\n\n# Overskrift\n", SourceType.MARKDOWN),
        ("tekst.vtt", "00:00:01,000 --> 00:00:02,000\nHei\n", SourceType.VTT),
    ],
)
def test_between_texts_that_look_alike_the_name_decides(
    tmp_path: Path, name: str, content: str, kind: SourceType
) -> None:
    assert sniff(_file(tmp_path, name, content)) == (kind, None)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("rapport.docx", text_pdf(), SourceType.PDF),
        ("rapport.pdf", good_docx(), SourceType.DOCX),
        ("rapport.pdf", _HTML, SourceType.HTML),
        ("bilde.jpg", GOOD_TEXT, SourceType.TEXT),
        ("gammel.doc", good_docx(), SourceType.DOCX),
        ("opptak.txt", _VTT, SourceType.VTT),
        ("opptak.vtt", _HTML, SourceType.HTML),
        ("liste.md", '{"id": "a"}\n', SourceType.MARKDOWN),
    ],
)
def test_a_name_that_lies_is_remarked_on_and_the_content_is_believed(
    tmp_path: Path, name: str, content: bytes | str, kind: SourceType
) -> None:
    found, remark = sniff(_file(tmp_path, name, content))
    assert found is kind
    if kind is SourceType.MARKDOWN:  # a name that text may have does not lie
        assert remark is None
        return
    assert remark is not None
    assert remark.code == WRONG_EXTENSION
    assert EXTENSIONS[kind][0] in remark.message


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (b"", Reason.EMPTY, "0 byte"),
        (bytes(500), Reason.DAMAGED, "nullbyte"),
        (b"PK\x05\x06" + bytes(18), Reason.UNKNOWN_TYPE, "arkiv"),
        (b"PK\x03\x04" + bytes(100), Reason.DAMAGED, "på nytt"),
        (b"{\\rtf1 Hei}", Reason.OLD_FORMAT, "DOCX"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(60), Reason.NEEDS_OCR, "PNG"),
        (b"\xff\xd8\xff\xe1" + b"<x:xmpmeta> ren tekst " * 4000, Reason.NEEDS_OCR, "OCR"),
        (b"\x7fELF\x02\x01\x01" + bytes(80), Reason.UNKNOWN_TYPE, READ_TYPES),
        (bytes(range(256)) * 8, Reason.UNKNOWN_TYPE, READ_TYPES),
        ("<?xml version='1.0'?><rss><item/></rss>", Reason.UNKNOWN_TYPE, "XML"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.UNKNOWN_TYPE, "XML"),
        ('[\n  {"id": "a"}\n]\n', Reason.UNKNOWN_TYPE, "JSONL"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes | str, reason: Reason, says: str
) -> None:
    with pytest.raises(UnreadableError, match=says) as caught:
        sniff(_file(tmp_path, "fil", content))
    assert caught.value.reason is reason


def test_old_office_and_office_with_a_password_share_a_container_and_are_told_apart(tmp_path: Path) -> None:
    container = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000_000)
    for name, reason in (("WordDocument", Reason.OLD_FORMAT), ("EncryptedPackage", Reason.ENCRYPTED)):
        # Across the boundary between two of the chunks that are looked through.
        at = (1 << 20) - 7
        content = container[:at] + name.encode("utf-16-le") + container[at:]
        with pytest.raises(UnreadableError) as caught:
            sniff(_file(tmp_path, "fil.doc", content))
        assert caught.value.reason is reason


def test_an_office_file_that_packs_well_is_let_through(tmp_path: Path) -> None:
    wide = changed(good_docx(), {"word/media/tom.bmp": bytes(15 << 20)})
    check_package(_file(tmp_path, "god.docx", wide), Limits())


def test_an_office_file_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    file = _file(tmp_path, "stor.docx", changed(good_docx(), {"word/media/tom.bmp": bytes(15 << 20)}))
    with pytest.raises(UnreadableError) as caught:
        check_package(file, Limits(unpacked_megabytes=10))
    assert caught.value.reason is Reason.BOMB


_STARTS = [
    *(b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1"), b"{\\rtf", b"WEBVTT\n"),
    *(b"<!doctype html>", b"<?xml", b"{", b"[[", b"---\n", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0"),
    *(
        b"\x00\x00\x00\x18ftyp",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF",
        b"ID3",
        b"OggS",
        b"II*\0",
        b"\x1a\x45\xdf\xa3",
    ),
    *(good_docx()[:900], text_pdf()[:300], b'"', b"a;b;c\n" * 9),
]
_NAMES = ["fil", "fil.pdf", "fil.csv", "fil.md", "fil.jsonl", "fil.html", "fil.vtt", "fil.txt", "fil.docx", "fil.json"]


@given(start=st.sampled_from(_STARTS), rest=st.binary(max_size=2000), name=st.sampled_from(_NAMES))
def test_no_bytes_make_it_fail_in_any_other_way_than_a_named_refusal(start: bytes, rest: bytes, name: str) -> None:
    _only_refuses(start + rest, name)


@given(text=st.text(max_size=1000), name=st.sampled_from(_NAMES))
def test_no_text_makes_it_fail_in_any_other_way_than_a_named_refusal(text: str, name: str) -> None:
    _only_refuses(text.encode("utf-8", "surrogatepass"), name)


@given(cut=st.integers(0, 5000), at=st.integers(0, 40_000), byte=st.integers(0, 255))
def test_no_damaged_package_makes_it_fail_in_any_other_way(cut: int, at: int, byte: int) -> None:
    package = bytearray(good_docx())
    package[at % len(package)] = byte
    _only_refuses(bytes(package[: len(package) - cut]), "fil.docx")


def _only_refuses(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = _file(Path(folder), name, content)
        try:
            assert sniff(file)[0] in SourceType
            check_package(file, Limits()) if content.startswith(b"PK") else None
        except UnreadableError as error:
            assert error.reason in Reason


@pytest.mark.parametrize("kind", list(SourceType))
def test_every_type_has_a_reader(kind: SourceType) -> None:
    assert callable(import_module(READERS[kind]).read)
