"""PDFs for tests: small ones written byte by byte, good and bad, and the printed ones in ``tests/ingest/readers/data``.

``python -m tests.support.pdf_making`` prints the latter anew from the corpus; it takes Chromium and LibreOffice.
"""

import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict

from pypdf import PdfWriter

from demo.browser import browser_page
from eval.pdf_printing import Layout, Printed, print_pdf
from eval.pdf_sources import Paragraph
from kunnskapsbase.settings import ROOT

DATA = ROOT / "tests" / "ingest" / "readers" / "data"
PRINTED = {
    "to-spalter-chromium": Layout("Chromium", 2),
    "en-spalte-libreoffice": Layout("LibreOffice", 1),
}
TABLE = "tabell-chromium"
SENTENCE = "Kommunene samarbeider om nye tjenester for innbyggerne i hele fylket."
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%b>>%b>>"
_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R%b>>"
_TABLE_PAGE = """<html lang=nb><title>Aktører og virkemidler</title><style>
body { font: 11pt "Liberation Serif" } table { border-collapse: collapse }
td, th { border: 1px solid black; padding: 2px; width: 2.6cm }</style>
<p>Tabellen viser hvem som gjør hva i arbeidet med innovasjon i kommunene, og hvilke midler de har til det.</p>
<table><tr><th>Aktør</th><th>Rolle</th><th>Virkemiddel</th></tr>
<tr><td>Innovasjonsalliansen</td><td>pådriver for samarbeid</td><td>tilskudd</td></tr>
<tr><td>Nettverket</td><td>prøver ut forsknings&shy;drevet tjeneste&shy;utvikling</td><td>egne midler</td></tr>
<tr><td colspan=2>Til sammen</td><td>to</td></tr></table>
<p>Etter tabellen går teksten videre som før, med en setning som sier hva tallene betyr for kommunene.</p>"""


def pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(data),
    )  # fmt: skip


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def with_content(content: bytes, *, packed: bytes = b"", page: bytes = b"", root: bytes = b"", times: int = 1) -> bytes:
    """A PDF that shows ``content`` on each of ``times`` pages; the others are further entries of its dictionaries."""
    kids = b" ".join([b"3 0 R"] * times)
    pages = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, times)
    return pdf([_CATALOGUE % root, pages, _PAGE % (b"", page), stream(content, packed), _FONT])


def lines(*placed: tuple[float, float, str], size: float = 11) -> bytes:
    """Page content of lines of text, each with the place it begins at, in points from the lower left corner."""
    return b"\n".join(
        b"BT /F1 %.1f Tf %.1f %.1f Td (%b) Tj ET" % (size, left, up, text.encode("cp1252")) for left, up, text in placed
    )


def good() -> bytes:
    """A page with a sentence."""
    return with_content(lines((60, 700, SENTENCE)))


def scanned() -> bytes:
    """A page that is an image and nothing else."""
    image = stream(b"abcd", b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray")
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    return pdf([_CATALOGUE % b"", pages, page, stream(b"q 500 0 0 700 50 50 cm /I Do Q"), image])


def bomb(layers: int) -> bytes:
    """A page whose content unpacks to 200 MB of spaces, packed once or several times."""
    content = b" " * 200_000_000
    for _ in range(layers):
        content = zlib.compress(content, 9)
    return with_content(content, packed=b"/Filter[%b]" % (b"/FlateDecode" * layers))


def page_tree_loop() -> bytes:
    """A page tree that has itself for a branch, beside one good page."""
    pages = b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"
    return pdf([_CATALOGUE % b"", pages, _PAGE % (b"", b""), stream(lines((60, 700, SENTENCE))), _FONT])


def without_unicode_values() -> bytes:
    """Text in a font whose codes mean nothing known: glyphs are numbered, and no table says which letters they are."""
    descendant = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Ukjent"
    descendant += b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Ukjent/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    codes = b"".join(b"%04X" % (3 + number % 90) for number in range(600))
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    content = stream(b"BT /F1 11 Tf 60 700 Td <%b> Tj ET" % codes)
    return pdf([_CATALOGUE % b"", pages, _PAGE % (b"", b""), content, font, descendant])


def encrypted(data: bytes, user: str, owner: str, algorithm: str) -> bytes:
    """The same PDF, encrypted."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def corpus_paragraphs(count: int) -> list[Paragraph]:
    """The text of the first so many experiences of the corpus."""
    found = []
    for file in sorted((ROOT / "corpus" / "erfaringer").glob("*.md"))[:count]:
        body = file.read_text(encoding="utf-8").split("---\n", 2)[2]
        for part in filter(None, map(str.strip, body.split("\n\n"))):
            kind = "h" if part.startswith("#") else "li" if part.startswith("- ") else "p"
            found.append(Paragraph(kind, " ".join(part.lstrip("#- ").split())))
    return found


def read_printed(name: str) -> Printed:
    """One of the PDFs in ``data``, with what was printed."""
    said = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    paragraphs = [Paragraph(**each) for each in said["paragraphs"]]
    return Printed(DATA / f"{name}.pdf", paragraphs, said["pages"], said["notes"], said["running"])


def main() -> None:
    """Print the PDFs in ``data`` anew."""
    DATA.mkdir(exist_ok=True)
    for name, layout in PRINTED.items():
        printed = print_pdf(corpus_paragraphs(12), "Erfaringer fra kommunene", layout, DATA / f"{name}.pdf")
        said = {
            "paragraphs": [asdict(each) for each in printed.paragraphs], "pages": printed.pages, "notes": printed.notes,
            "running": printed.running,
        }  # fmt: skip
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        (DATA / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    with browser_page() as page:
        page.set_content(_TABLE_PAGE)
        page.pdf(path=str(DATA / f"{TABLE}.pdf"))


if __name__ == "__main__":
    main()
