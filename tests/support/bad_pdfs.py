"""Bad PDFs, written by hand, since no library writes what these say."""

import io
import zlib
from functools import lru_cache
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from ingest.problems import Reason
from tests.support.bad_files import GOOD_TEXT, readable, refused, write

_R = Reason
_PLAIN = "Asker brukte moblene om igjen og sparte penger."
_WORDS = [
    "kommunen",
    "skolen",
    "bussen",
    "vannet",
    "veien",
    "flisen",
    "huset",
    "jorda",
    "skogen",
    "byen",
    "bygda",
    "fjorden",
    "havna",
    "brua",
    "toget",
    "lageret",
    "verkstedet",
    "hjemmet",
    "lederen",
    "laget",
    "planen",
    "budsjettet",
    "arkivet",
    "kartet",
]


def pdf(objects: dict[int, bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of ``objects`` by number, with its cross-reference table."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n")
    out.write(b"trailer\n<< /Size %d /Root %d 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start))
    return out.getvalue()


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), more, data)


def text_pdf(pages: int = 1, text: str = _PLAIN) -> bytes:
    """A PDF of so many pages: ``text`` on the first, and something else on each of the others."""
    count = max(pages, 1)
    kids = b" ".join(b"%d 0 R" % (2 * number + 5) for number in range(count))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%b] >>" % (count, kids),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for number in range(count):
        line = text if number == 0 else " ".join(_WORDS[number * step % len(_WORDS)] for step in (1, 3, 7, 11, 13))
        objects[2 * number + 4] = stream(b"BT /F1 12 Tf 72 700 Td (%b) Tj ET" % line.encode("cp1252"))
        objects[2 * number + 5] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (2 * number + 4)
        )
    return pdf(objects)


def _with_content(content: bytes) -> bytes:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: content,
        5: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
    }
    return pdf(objects)


@lru_cache
def deflated(megabytes: int, byte: bytes = b" ") -> bytes:
    """So many megabytes of one byte, packed with zlib."""
    packer = zlib.compressobj(6)
    chunk = byte * (1 << 20)
    return b"".join(packer.compress(chunk) for _ in range(megabytes)) + packer.flush()


@refused(_R.EMPTY)
def pdf_of_zero_bytes(folder: Path) -> Path:
    return write(folder / "tom.pdf", b"")


@refused(_R.DAMAGED)
def pdf_that_is_only_a_header(folder: Path) -> Path:
    return write(folder / "hode.pdf", b"%PDF-1.7\n")


@refused(_R.DAMAGED)
def pdf_of_noise(folder: Path) -> Path:
    return write(folder / "stoy.pdf", b"%PDF-1.7\n" + bytes((i * 7919 + i // 251) % 256 for i in range(60_000)))


@refused(_R.ENCRYPTED)
def pdf_with_a_password(folder: Path) -> Path:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(text_pdf())))
    writer.encrypt("hemmelig", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return write(folder / "passord.pdf", out.getvalue())


@readable("Asker brukte")
def pdf_with_an_empty_password(folder: Path) -> Path:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(text_pdf())))
    writer.encrypt("", "eier", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return write(folder / "eierpassord.pdf", out.getvalue())


@readable("Asker brukte", None, _R.DAMAGED)
def pdf_cut_off_in_the_middle(folder: Path) -> Path:
    whole = text_pdf(40)
    return write(folder / "avkortet.pdf", whole[: len(whole) // 2])


@refused(_R.NEEDS_OCR)
def pdf_of_images_alone(folder: Path) -> Path:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        3: stream(
            zlib.compress(bytes(200 * 280)),
            b"/Type /XObject /Subtype /Image /Width 200 /Height 280 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Filter /FlateDecode",
        ),
        4: stream(b"q 595 0 0 842 0 0 cm /I1 Do Q"),
        5: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /I1 3 0 R >> >> >>",
    }
    return write(folder / "skannet.pdf", pdf(objects))


@refused(_R.NEEDS_OCR, _R.NO_TEXT)
def pdf_with_blank_pages(folder: Path) -> Path:
    return write(folder / "blank.pdf", _with_content(stream(b"")))


@refused(_R.TOO_MANY_PAGES)
def pdf_with_5000_pages(folder: Path) -> Path:
    return write(folder / "5000-sider.pdf", text_pdf(5000))


@refused(_R.BOMB, _R.TOO_MUCH_MEMORY, _R.TOO_SLOW, _R.NO_TEXT, _R.NEEDS_OCR)
def pdf_bomb_in_a_content_stream(folder: Path) -> Path:
    return write(folder / "bombe.pdf", _with_content(stream(deflated(600), b"/Filter /FlateDecode")))


@refused(_R.BOMB, _R.TOO_MUCH_MEMORY, _R.TOO_SLOW, _R.NO_TEXT, _R.NEEDS_OCR)
def pdf_bomb_packed_twice(folder: Path) -> Path:
    twice = zlib.compress(deflated(600), 9)
    return write(folder / "bombe2.pdf", _with_content(stream(twice, b"/Filter [/FlateDecode /FlateDecode]")))


@refused(_R.BOMB, _R.TOO_MUCH_MEMORY, _R.TOO_SLOW, _R.NO_TEXT, _R.NEEDS_OCR, _R.DAMAGED)
def pdf_bomb_in_an_object_stream(folder: Path) -> Path:
    packed = deflated(600)
    body = _with_content(stream(packed, b"/Type /ObjStm /N 100000000 /First 5 /Filter /FlateDecode"))
    return write(folder / "bombe3.pdf", body)


# Out of memory, PDFium aborts by itself: then it is the program that stopped.
@refused(_R.BOMB, _R.TOO_MUCH_MEMORY, _R.TOO_SLOW, _R.DAMAGED, _R.TOO_LARGE, _R.READER_DIED)
def pdf_page_that_draws_itself(folder: Path) -> Path:
    """Forms that draw the next one ten times each, eight deep: 100 million letters out of two kilobytes."""
    font = b"/Font << /F1 3 0 R >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: stream(b"/X10 Do " * 10),
        5: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X10 10 0 R >> >> >>",
    }
    for level in range(10, 18):
        inner = b"/X%d Do " % (level + 1) * 10 if level < 17 else b"BT /F1 9 Tf (lol) Tj ET "
        resources = b"/Resources << %b /XObject << /X%d %d 0 R >> >>" % (font, level + 1, min(level + 1, 17))
        objects[level] = stream(inner, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources)
    return write(folder / "milliard.pdf", pdf(objects))


@refused(_R.DAMAGED, _R.NO_TEXT, _R.NEEDS_OCR, _R.TOO_SLOW)
def pdf_whose_pages_go_in_a_ring(folder: Path) -> Path:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 2 /Kids [3 0 R 3 0 R] >>",
        3: b"<< /Type /Pages /Count 2 /Parent 2 0 R /Kids [2 0 R 2 0 R] >>",
    }
    return write(folder / "ring.pdf", pdf(objects))


@readable("Asker brukte", None, _R.DAMAGED, _R.TOO_MANY_PAGES)
def pdf_that_says_it_has_a_billion_pages(folder: Path) -> Path:
    return write(folder / "milliard-sider.pdf", text_pdf().replace(b"/Count 1 ", b"/Count 999999999 "))


@readable("Asker brukte", None, _R.DAMAGED)
def pdf_whose_tables_point_at_themselves(folder: Path) -> Path:
    whole = text_pdf()
    start = int(whole.rsplit(b"startxref\n", 1)[1].split()[0])
    return write(folder / "prev.pdf", whole.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % start))


@readable("Asker brukte", None, _R.DAMAGED)
def pdf_with_arrays_100_000_deep(folder: Path) -> Path:
    deep = b"[" * 100_000 + b"]" * 100_000
    objects = text_pdf().replace(b"/Type /Catalog ", b"/Type /Catalog /Deep " + deep)
    return write(folder / "dyp.pdf", objects)


@refused(_R.DAMAGED, _R.NO_TEXT)
def pdf_without_pages(folder: Path) -> Path:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 0 /Kids [] >>"}
    return write(folder / "uten-sider.pdf", pdf(objects))


@readable("Asker brukte")
def pdf_that_wants_to_start_a_program(folder: Path) -> Path:
    action = b"/Type /Catalog /OpenAction << /S /Launch /F (/bin/sh) >> /AA << /WC << /S /JavaScript /JS (app) >> >> "
    return write(folder / "program.pdf", text_pdf().replace(b"/Type /Catalog ", action))


@readable("Asker brukte", "feil_filendelse")
def pdf_named_docx(folder: Path) -> Path:
    return write(folder / "egentlig-pdf.docx", text_pdf())


@readable("Asker kommune", "feil_filendelse")
def html_named_pdf(folder: Path) -> Path:
    body = f"<!doctype html><html lang='nb'><body><main><h1>Ombruk</h1><p>{GOOD_TEXT}</p></main></body></html>"
    return write(folder / "egentlig-nettside.pdf", body)
