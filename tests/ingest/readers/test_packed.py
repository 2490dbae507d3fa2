"""Office packages are made sure of before any library opens them; each refusal has its name."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.blocks import Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers import docx, pptx, xlsx
from tests.support.office_making import add_slide, deck, edit, members, packed, word_file, workbook

LIMITS = Limits()
Reader = Callable[[Path, Limits], Extract]
MAIN = {".docx": "word/document.xml", ".pptx": "ppt/slides/slide1.xml", ".xlsx": "xl/worksheets/sheet1.xml"}
READERS: dict[str, Reader] = {".docx": docx.read, ".pptx": pptx.read, ".xlsx": xlsx.read}
LAUGHS = (
    '<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


@pytest.fixture(params=sorted(MAIN))
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"fil{request.param}"
    if request.param == ".docx":
        return word_file(path, lambda document: document.add_paragraph("Teksten"))
    if request.param == ".pptx":
        return deck(path, lambda made: add_slide(made, "Tittel", ["Teksten"]))
    return workbook(path, {"Ark": [["Navn", "Antall"], ["Teksten", 3]]})


def refusal(file: Path, limits: Limits = LIMITS) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        READERS[file.suffix](file, limits)
    message = str(refused.value)
    assert message.endswith((".", "»"))
    return refused.value


def _without_declaration(content: bytes) -> str:
    text = content.decode()
    return text.partition("?>")[2] if text.startswith("<?xml") else text


def test_an_ordinary_file_is_read(file: Path) -> None:
    assert "Teksten" in str(READERS[file.suffix](file, LIMITS).blocks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused_before_it_goes_off(file: Path, encoding: str) -> None:
    def bomb(old: bytes) -> bytes:
        text = _without_declaration(old).replace("Teksten", "&d;")
        return f'<?xml version="1.0" encoding="{encoding}"?>{LAUGHS}{text}'.encode(encoding)

    edit(file, {MAIN[file.suffix]: bomb})
    assert refusal(file).reason is Reason.BOMB


def test_an_entity_that_reads_a_file_of_ours_is_refused(file: Path, tmp_path: Path) -> None:
    (tmp_path / "hemmelig.txt").write_text("hemmelig", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY inn SYSTEM "file://{tmp_path}/hemmelig.txt">]>'
    edit(
        file,
        {MAIN[file.suffix]: lambda old: f"{doctype}{_without_declaration(old).replace('Teksten', '&inn;')}".encode()},
    )
    assert refusal(file).reason is Reason.BOMB


def test_a_package_that_unpacks_beyond_the_limit_is_refused(file: Path) -> None:
    edit(file, {"bomb.bin": lambda _: bytes(30 << 20)})
    assert file.stat().st_size < 1 << 20
    assert refusal(file).reason is Reason.BOMB
    assert refusal(file, Limits(unpacked_megabytes=20)).reason is Reason.BOMB


def test_a_directory_that_lies_about_the_size_does_not_help_a_bomb(file: Path) -> None:
    edit(file, {"bomb.xml": lambda _: b"<a>" + b" " * (30 << 20) + b"</a>"})
    data = bytearray(file.read_bytes())
    at = data.rfind(b"bomb.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    file.write_bytes(data)
    assert refusal(file).reason in {Reason.BOMB, Reason.DAMAGED}


@pytest.mark.parametrize("name", ["../utenfor.xml", "/etc/passwd", "a/../../b.xml", "..\\utenfor.xml", "C:\\b.xml"])
def test_a_path_that_leaves_the_package_is_refused(file: Path, name: str) -> None:
    edit(file, {name: lambda _: b"<a/>"})
    assert refusal(file).reason is Reason.OUTSIDE_FOLDER


def test_tens_of_thousands_of_files_in_one_package_are_refused(file: Path) -> None:
    edit(file, {f"tomt/{number}.xml": lambda _: b"" for number in range(20_001)})
    assert refusal(file).reason is Reason.BOMB


def test_locked_and_old_files_are_told_apart(file: Path) -> None:
    container = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    file.write_bytes(container + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert refusal(file).reason is Reason.ENCRYPTED
    file.write_bytes(container + "WordDocument".encode("utf-16-le") + bytes(600))
    error = refusal(file)
    assert error.reason is Reason.OLD_FORMAT
    assert f"Lagre som {file.suffix}" in str(error)


def test_a_zip_with_a_password_is_locked(file: Path) -> None:
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        entry = next(entry for entry in archive.infolist() if entry.filename == MAIN[file.suffix])
    data[entry.header_offset + 6] |= 1
    directory = data.rfind(MAIN[file.suffix].encode()) - 46
    data[directory + 8] |= 1
    file.write_bytes(data)
    assert refusal(file).reason is Reason.ENCRYPTED


def test_macros_are_not_run_and_embedded_files_not_opened_but_both_are_told_of(file: Path) -> None:
    folder = MAIN[file.suffix].partition("/")[0]
    nested = packed({"bomb.bin": bytes(1 << 20)})
    edit(
        file, {f"{folder}/vbaProject.bin": lambda _: b"makro", f"{folder}/embeddings/oleObject1.bin": lambda _: nested}
    )
    extract = READERS[file.suffix](file, LIMITS)
    assert {"makro", "innebygd_fil"} <= {remark.code for remark in extract.remarks}


def test_truncated_empty_and_other_files_have_their_own_names(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert refusal(file).reason is Reason.DAMAGED
    file.write_bytes(b"")
    assert refusal(file).reason is Reason.EMPTY
    file.write_bytes(b"%PDF-1.7 dette er noe annet")
    assert refusal(file).reason is Reason.DAMAGED
    file.write_bytes(whole)
    assert refusal(file, Limits(megabytes=0)).reason is Reason.TOO_LARGE
    assert refusal(file.with_name("borte" + file.suffix)).reason is Reason.NOT_READABLE


def test_another_office_format_than_expected_is_refused(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", {"Ark": [["A", "B"], ["1", "2"]]})
    for reader in (docx.read, pptx.read):
        with pytest.raises(UnreadableError):
            reader(book, LIMITS)


def test_strict_open_xml_is_refused_with_what_to_do(file: Path) -> None:
    def strict(old: bytes) -> bytes:
        return old.replace(b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml")

    edit(file, {"_rels/.rels": strict})
    error = refusal(file)
    assert error.reason is Reason.UNKNOWN_TYPE
    assert "Strict Open XML" in str(error)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    def fill(document: Document) -> None:
        document.add_heading("Bakgrunn", 1)
        document.add_paragraph("Teksten")

    path = word_file(tmp_path_factory.mktemp("small") / "a.docx", fill)
    # Fewer bytes, so that more of the changes hit something.
    content = {name: data for name, data in members(path).items() if "theme" not in name and "thumbnail" not in name}
    return packed(content)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=10),
    cut=st.integers(0, 1 << 20),
)
def test_whatever_is_wrong_with_the_bytes_only_a_named_refusal_comes_out(
    tmp_path: Path, small: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(small)
    for at, value in changes:
        # The directory, at the end, is what most depends on.
        data[-1 - at % len(data) if value % 2 else at % len(data)] = value
    file = tmp_path / "fuzzed.docx"
    file.write_bytes(data[: cut % len(data)] if cut % 5 == 0 else data)
    try:
        extract = docx.read(file, LIMITS)
    except UnreadableError as refused:
        assert refused.reason in Reason
    else:
        assert extract.blocks


def test_a_package_whose_only_file_is_damaged_is_refused(file: Path) -> None:
    # Found by mutating bytes: nothing was left to read, and nothing had said so.
    data = bytearray(packed({"bilde.png": b"x" * 1000}))
    data[40:48] = b"\xff" * 8
    file.write_bytes(data)
    assert refusal(file).reason is Reason.DAMAGED


def test_the_helper_packs_what_zipfile_reads() -> None:
    with zipfile.ZipFile(io.BytesIO(packed({"a": b"b"}))) as archive:
        assert archive.read("a") == b"b"
