"""Bad Office files and other archives."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import docx
import openpyxl
import pptx

from ingest.problems import Reason
from tests.support.bad_files import GOOD_TEXT, readable, refused, write

_R = Reason
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CFB = bytes.fromhex("d0cf11e0a1b11ae1")
_DOCUMENT = "word/document.xml"
_SHEET = "xl/worksheets/sheet1.xml"


@lru_cache
def good_docx() -> bytes:
    """A Word document that is as it should be."""
    document = docx.Document()
    document.add_heading("Ombruk", 1)
    document.add_paragraph(GOOD_TEXT)
    return _saved(document.save)


@lru_cache
def good_pptx() -> bytes:
    """A presentation that is as it should be."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Ombruk"
    slide.placeholders[1].text = GOOD_TEXT
    return _saved(presentation.save)


def sheet(*rows: list[object]) -> bytes:
    """A workbook with these rows."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Prosjekter")
    for row in rows:
        page.append(row)
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def changed(package: bytes, members: dict[str, bytes | str]) -> bytes:
    """``package`` with members added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return out.getvalue()


@lru_cache
def swollen(package: bytes, member: str, megabytes: int) -> bytes:
    """``package`` with a member of so many megabytes of spaces."""
    out = io.BytesIO(changed(package, {member: b""}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # The name is there twice; the later one counts.
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as opened:
            opened.write(b"<?xml version='1.0'?><a>")
            for _ in range(megabytes):
                opened.write(b" " * (1 << 20))
            opened.write(b"</a>")
    return out.getvalue()


@refused(_R.BOMB)
def docx_bomb(folder: Path) -> Path:
    return write(folder / "bombe.docx", swollen(good_docx(), _DOCUMENT, 500))


@refused(_R.BOMB)
def xlsx_bomb(folder: Path) -> Path:
    return write(folder / "bombe.xlsx", swollen(sheet(["Prosjekt"]), _SHEET, 500))


@refused(_R.BOMB)
def pptx_bomb(folder: Path) -> Path:
    return write(folder / "bombe.pptx", swollen(good_pptx(), "ppt/slides/slide1.xml", 500))


@refused(_R.BOMB, _R.DAMAGED)
def docx_whose_directory_lies_about_the_size(folder: Path) -> Path:
    bomb = bytearray(swollen(good_docx(), _DOCUMENT, 500))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = bomb.find(signature)
        while at >= 0:
            if struct.unpack_from("<I", bomb, at + offset)[0] > 1_000_000:
                struct.pack_into("<I", bomb, at + offset, 1000)
            at = bomb.find(signature, at + 4)
    return write(folder / "logner.docx", bytes(bomb))


@refused(_R.BOMB, _R.DAMAGED)
def docx_whose_members_share_their_bytes(folder: Path) -> Path:
    """David Fifield's bomb in small: many entries in the directory, one and the same packed data."""
    # Random bytes pack to nothing less, so that the shared data is most of the file.
    noise = bytes((i * i * 31 + i // 7) % 256 for i in range(300_000))
    whole = changed(good_docx(), {"word/media/bilde.bin": noise})
    end = whole.rfind(b"PK\x05\x06")
    entry_at = whole.rfind(b"PK\x01\x02")
    entry = whole[entry_at:end]
    count, size, offset = struct.unpack_from("<HII", whole, end + 10)
    copies = 400
    tail = bytearray(whole[end:])
    total = count + copies
    struct.pack_into("<HHII", tail, 8, total, total, size + copies * len(entry), offset)
    return write(folder / "overlapp.docx", whole[:end] + entry * copies + bytes(tail))


@refused(_R.BOMB)
def docx_of_30_000_members(folder: Path) -> Path:
    out = io.BytesIO(good_docx())
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(30_000):
            archive.writestr(f"word/{number}", b"")
    return write(folder / "deler.docx", out.getvalue())


def _billion_laughs(body: str) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>{body}'


def _document(text: str) -> str:
    return f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'


@refused(_R.BOMB)
def docx_with_a_billion_laughs(folder: Path) -> Path:
    return write(folder / "lol.docx", changed(good_docx(), {_DOCUMENT: _billion_laughs(_document("&l9;"))}))


@refused(_R.BOMB)
def docx_that_asks_for_a_file_of_the_machine(folder: Path) -> Path:
    entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return write(folder / "xxe.docx", changed(good_docx(), {_DOCUMENT: entity + _document("&f;")}))


@refused(_R.BOMB)
def xlsx_with_a_billion_laughs(folder: Path) -> Path:
    strings = _billion_laughs("<sst><si><t>&l9;</t></si></sst>")
    return write(folder / "lol.xlsx", changed(sheet(["Prosjekt"], ["Ombruk"]), {"xl/sharedStrings.xml": strings}))


@refused(_R.DAMAGED)
def docx_with_xml_100_000_deep(folder: Path) -> Path:
    deep = _document("x").replace("<w:p>", "<w:p>" * 100_000).replace("</w:p>", "</w:p>" * 100_000)
    return write(folder / "dyp.docx", changed(good_docx(), {_DOCUMENT: deep}))


@refused(_R.DAMAGED)
def docx_whose_xml_is_cut(folder: Path) -> Path:
    return write(folder / "kuttet-xml.docx", changed(good_docx(), {_DOCUMENT: _document(GOOD_TEXT)[:-40]}))


@refused(_R.DAMAGED)
def docx_cut_off_in_the_middle(folder: Path) -> Path:
    return write(folder / "avkortet.docx", good_docx()[: len(good_docx()) // 2])


@refused(_R.DAMAGED)
def docx_with_a_flipped_bit(folder: Path) -> Path:
    """In the packed text itself: the checksum no longer holds."""
    damaged = bytearray(good_docx())
    with zipfile.ZipFile(io.BytesIO(good_docx())) as archive:
        at = archive.getinfo(_DOCUMENT).header_offset
    damaged[at + 200] ^= 0x10
    return write(folder / "bit.docx", bytes(damaged))


@refused(_R.DAMAGED, _R.UNKNOWN_TYPE)
def docx_without_a_document(folder: Path) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_docx())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != _DOCUMENT:
                new.writestr(name, old.read(name))
    return write(folder / "uten-dokument.docx", out.getvalue())


@readable("Asker kommune", "makro")
def docm_with_macros(folder: Path) -> Path:
    with_macros = changed(good_docx(), {"word/vbaProject.bin": _CFB + bytes(2000)})
    return write(folder / "makroer.docm", with_macros)


@refused(_R.OUTSIDE_FOLDER, _R.DAMAGED)
def docx_whose_members_leave_the_folder(folder: Path) -> Path:
    return write(folder / "sti.docx", changed(good_docx(), {"../../../tmp/ut.xml": "<a/>"}))


@refused(_R.NO_TEXT)
def docx_without_a_word(folder: Path) -> Path:
    return write(folder / "uten-tekst.docx", _saved(docx.Document().save))


@refused(_R.ENCRYPTED)
def docx_with_a_password(folder: Path) -> Path:
    body = bytes(504) + "EncryptionInfo".encode("utf-16-le") + bytes(90) + "EncryptedPackage".encode("utf-16-le")
    return write(folder / "passord.docx", _CFB + body + bytes(4000))


@refused(_R.OLD_FORMAT)
def doc_from_before_2007(folder: Path) -> Path:
    return write(folder / "gammel.doc", _CFB + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(4000))


@refused(_R.OLD_FORMAT)
def xls_named_xlsx(folder: Path) -> Path:
    return write(folder / "gammel.xlsx", _CFB + bytes(504) + "Workbook".encode("utf-16-le") + bytes(4000))


@refused(_R.OLD_FORMAT)
def rtf_named_docx(folder: Path) -> Path:
    return write(folder / "rik.docx", r"{\rtf1\ansi\ansicpg1252 Asker brukte m\'f8blene om igjen.}")


@refused(_R.UNKNOWN_TYPE)
def archive_in_an_archive_in_an_archive(folder: Path) -> Path:
    inner = good_docx()
    for level in range(20):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{level}.zip", inner)
        inner = out.getvalue()
    return write(folder / "nostet.zip", inner)


@refused(_R.UNKNOWN_TYPE)
def archive_named_docx(folder: Path) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("notat.txt", GOOD_TEXT)
    return write(folder / "arkiv.docx", out.getvalue())


@refused(_R.UNKNOWN_TYPE)
def opendocument(folder: Path) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    return write(folder / "fra-libreoffice.odt", out.getvalue())


@readable("Ombruk", "formel_uten_verdi")
def xlsx_of_formulas_without_values(folder: Path) -> Path:
    rows = [["Prosjekt", "Kommune", "Spart"], ["Ombruk", "Asker", "=2*3"], ["Deling", "Alta", "=SUM(C1:C2)"]]
    return write(folder / "formler.xlsx", sheet(*[list[object](row) for row in rows]))


@refused(_R.TOO_MANY_COLUMNS)
def xlsx_of_200_columns(folder: Path) -> Path:
    names: list[object] = [f"Kolonne {number}" for number in range(200)]
    return write(folder / "bred.xlsx", sheet(names, names, names))


@refused(_R.TOO_MANY_ROWS)
def xlsx_of_25_000_rows(folder: Path) -> Path:
    row = "<row><c t='inlineStr'><is><t>Ombruk</t></is></c><c t='inlineStr'><is><t>Asker</t></is></c></row>"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = f'<worksheet xmlns="{main}"><sheetData>{row * 25_000}</sheetData></worksheet>'
    return write(folder / "lang.xlsx", changed(sheet(["Prosjekt"]), {_SHEET: content}))


@readable("Ombruk")
def xlsx_that_says_it_fills_the_whole_sheet(folder: Path) -> Path:
    good = sheet(["Prosjekt", "Kommune"], ["Ombruk", "Asker"])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        content = archive.read(_SHEET).decode()
    far = '<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    content = content.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    return write(folder / "full.xlsx", changed(good, {_SHEET: content.replace("</sheetData>", far)}))


@readable("Asker kommune", "feil_filendelse")
def docx_named_pdf(folder: Path) -> Path:
    return write(folder / "egentlig-word.pdf", good_docx())


@readable("Asker kommune")
def docx_named_with_capitals_and_no_care(folder: Path) -> Path:
    return write(folder / "NOTAT (kopi) – endelig, siste.DOCX", good_docx())
