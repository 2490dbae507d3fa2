"""Others that read the same files, beside the bare library of each format: what the product could have been built on.

Three of them are the bare library itself, asked for what our reader gives and the shortest call does not: where each
piece of a page stands, the name of its column before each value, and what a web page says of itself. They tell what
that costs by the library's own means; the target is held against the shortest call all the same.

For PDF that is pypdf and pdfminer.six, page by page, which take 10 to 100 times as long as PDFium; and for each format
Haystack's own converter, where it has one and its libraries are installed. It has none for captions, and its
``JSONConverter`` (3.4) reads a whole JSON file and no JSON Lines. ``CSVToDocument`` is run row by row, for as a whole
file it does not look at the cells at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from eval import ingest_bare as bare
from eval.ingest_files import CSV_TEXT_COLUMN

HAYSTACK = "haystack-ai"


@dataclass(frozen=True, slots=True)
class Peer:
    """A library that reads a format: its package, what in it is used, and what that does, in Norwegian."""

    library: str
    name: str
    read: Callable[[Path], Sequence[str]]
    does: str

    def texts(self, file: Path) -> Sequence[str] | None:
        """The texts in ``file``; None where it cannot be used, as Haystack's converter for Markdown, without more."""
        try:
            return self.read(file)
        except ImportError:
            return None


def _haystack(name: str, does: str, made: Mapping[str, Any] | None = None, **asked: object) -> Peer:
    @cache
    def converter() -> Any:  # noqa: ANN401 — the converters have nothing in common but ``run``
        return getattr(import_module("haystack.components.converters"), name)(**(made or {}))

    def read(file: Path) -> list[str]:
        return [each.content or "" for each in converter().run(sources=[file], **asked)["documents"]]

    return Peer(HAYSTACK, name, read, does)


_AS_ONE = "hele teksten som én streng"
PEERS: Mapping[str, tuple[Peer, ...]] = {
    ".pdf": (
        Peer(
            "pypdfium2",
            "PDFium med plassering",
            bare.by_pdfium_with_places,
            "teksten på hver side, og hvor hver bit av den står (get_rect)",
        ),
        Peer("pypdf", "pypdf", bare.by_pypdf, "teksten på hver side (extract_text)"),
        Peer("pdfminer.six", "pdfminer.six", bare.by_pdfminer, "teksten på hver side, etter hvor den står"),
        _haystack("PyPDFToDocument", "pypdf; alle sidene som én streng"),
        _haystack("PDFMinerToDocument", "pdfminer.six; alle sidene som én streng"),
    ),
    ".docx": (_haystack("DOCXToDocument", f"python-docx; {_AS_ONE}, tabeller som CSV"),),
    ".pptx": (_haystack("PPTXToDocument", f"python-pptx; {_AS_ONE}, uten notater"),),
    ".xlsx": (_haystack("XLSXToDocument", "openpyxl gjennom pandas; hvert ark som én tabell i tekst"),),
    ".csv": (
        Peer("csv", "csv med kolonnenavn", bare.by_csv_with_names, "hver rad med kolonnenavnet foran verdien"),
        _haystack(
            "CSVToDocument",
            "hver rad som et dokument, med én kolonne som tekst og resten som metadata",
            {"conversion_mode": "row", "delimiter": ";"},
            content_column=CSV_TEXT_COLUMN,
        ),
    ),
    ".html": (
        Peer(
            "trafilatura",
            "trafilatura med metadata",
            bare.by_trafilatura_with_metadata,
            f"{_AS_ONE}, tittel, utgiver, dato",
        ),
        _haystack("HTMLToDocument", f"trafilatura; {_AS_ONE}"),
    ),
    ".md": (_haystack("MarkdownToDocument", f"markdown-it-py; {_AS_ONE}", {"progress_bar": False}),),
    ".txt": (_haystack("TextFileToDocument", "filen som den står, som én streng"),),
}
"""By the ending of the files. Where Haystack has two, the first is the one that counts in the sum."""

ADDED: Mapping[str, str] = {
    ".pdf": (
        "hvor hver linje står og hvor stor skriften er, spalter, tabeller, fotnoter, topp- og bunntekst, orddeling, "
        "overskrifter, lister, lenker, mål på kvaliteten av hver side, vern mot bomber"
    ),
    ".docx": "avsnitt med overskrift, liste, note og tabellrad, sporede endringer, sidetall, vern mot bomber",
    ".pptx": "punkter, tabeller, diagrammer og notater hver for seg med lysbilde, skjulte lysbilder, vern mot bomber",
    ".xlsx": "kolonnenavn ved hver verdi, tall og datoer slik de vises, flettede celler, formler uten verdi, vern",
    ".csv": "koding og skilletegn funnet, kolonnenavn ved hver verdi, rad for rad med nummer, forslag til kolonnefil",
    ".html": "avsnitt med overskriftsnivå, lister og tabeller, tittel, utgiver og dato, koding, uten menyer",
    ".md": "avsnitt, lister, sitater og tabeller uten oppmerking, hodet i filen",
    ".txt": "avsnitt, overskrifter, lister og lenker; orddeling og sider der teksten kommer fra PDF",
    ".vtt": "ødelagte stempler rettet, rullende tekst, hvem som snakker, setninger og avsnitt med sekund",
    ".srt": "ødelagte stempler rettet, rullende tekst, hvem som snakker, setninger og avsnitt med sekund",
    ".jsonl": "hver linje for seg med hva som er galt i den, felter og id sjekket",
}
"""What our reader does beside what the bare library does, in Norwegian, by the ending of the files."""
