"""``python -m eval.pdf_reading``: PDFs printed from the five reports, read back; broken words, pages and speed.

Each report is printed by Chromium and LibreOffice in one and two columns, with running headers, page numbers, footnotes
and hyphenation, and by Chromium without hyphenation. Each PDF is read by the reader as it is, and by each engine alone
with the same cleaning after it; the engines are timed bare in the same run. Exit status: 0 done; 1 more than 0.1 % of
the words came back broken; 2 nothing could be measured.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from pypdfium2 import PdfDocument

from demo.browser import chromium
from eval.pdf_measure import Reading, measure
from eval.pdf_printing import Layout, Printed, libreoffice, print_pdf
from eval.pdf_sources import REPORTS, paragraphs
from eval.provenance import Corpus, provenance
from eval.report import RESULTS, Report, Table, decimal, write
from ingest.blocks import Block, Page
from ingest.cleaning import clean_pages
from ingest.limits import Limits
from ingest.readers.pdf import read
from ingest.readers.pdf_engines import Pdfminer, Pypdf, quiet
from ingest.readers.pdf_lines import plain_lines
from kunnskapsbase.settings import Settings

MOST_BROKEN = 0.001
READER = "leseren"
PDFIUM = "pypdfium2"
_LAYOUTS = (
    Layout("Chromium", 1),
    Layout("Chromium", 2),
    Layout("Chromium", 1, hyphenated=False),
    Layout("LibreOffice", 1),
    Layout("LibreOffice", 2),
)
_EXAMPLES = 8
Result = TypeVar("Result")
_LIBRARIES = ("pypdf", "pypdfium2", "pdfminer.six")


@dataclass(frozen=True, slots=True)
class Measured:
    """One PDF read in one way. ``bare_s`` is the engine alone (None for the reader), ``whole_s`` with cleaning."""

    report: str
    layout: str
    way: str
    pages: int
    bare_s: float | None
    whole_s: float
    reading: Reading


def by_pdfium(data: bytes) -> list[str]:
    """The pages as PDFium gives them, and nothing done to them but plain line ends."""
    texts = []
    with PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            texts.append(plain_lines(text.get_text_range()))
            page.close()
    return texts


def by_pypdf(data: bytes) -> list[str]:
    """The pages as pypdf gives them."""
    engine = Pypdf(data)
    return [engine.text(number) for number in range(1, engine.page_count() + 1)]


def by_pdfminer(data: bytes) -> list[str]:
    """The pages as pdfminer.six gives them."""
    engine = Pdfminer(data)
    return [engine.text(number) for number in range(1, engine.page_count() + 1)]


ENGINES: dict[str, Callable[[bytes], list[str]]] = {PDFIUM: by_pdfium, Pypdf.name: by_pypdf, Pdfminer.name: by_pdfminer}


def readings(report: Path, layout: Layout, folder: Path) -> Iterator[Measured]:
    """Print a report and read it in every way."""
    file = folder / f"{report.stem}-{_LAYOUTS.index(layout)}.pdf"
    printed = print_pdf(paragraphs(report), report.stem.replace("-", " "), layout, file)
    data = file.read_bytes()
    seconds, blocks = _timed(lambda: read(file, Limits()).blocks)
    pages = max(printed.pages)
    yield Measured(report.stem, layout.name, READER, pages, None, seconds, measure(printed, blocks))
    for name, engine in ENGINES.items():
        yield _by_engine(printed, (report.stem, layout.name, name), engine, data)


def _by_engine(
    printed: Printed, names: tuple[str, str, str], engine: Callable[[bytes], list[str]], data: bytes
) -> Measured:
    with quiet():
        bare, texts = _timed(lambda: engine(data))
    cleaning, blocks = _timed(lambda: _cleaned(texts))
    return Measured(*names, max(printed.pages), bare, bare + cleaning, measure(printed, blocks))


def _cleaned(texts: Sequence[str]) -> list[Block]:
    return clean_pages([Page(number, text) for number, text in enumerate(texts, start=1)]).blocks


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """The processor time, the smaller of two, and what came of it."""
    times = []
    for _ in range(2):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return min(times), result


def summarise(measured: Sequence[Measured]) -> dict[str, Any]:
    """Sums over some readings, and times a page."""
    pages, words = sum(each.pages for each in measured), sum(each.reading.words for each in measured)
    broken = [word for each in measured for word in each.reading.broken]
    bare = [each.bare_s for each in measured if each.bare_s is not None]
    return {
        "files": len(measured),
        "pages": pages,
        "words": words,
        "broken": len(broken),
        "broken_share": len(broken) / max(1, words),
        "broken_by_word_check": sum(len(each.reading.proven) for each in measured),
        "lost": sum(each.reading.lost for each in measured),
        "paragraphs": sum(each.reading.paragraphs for each in measured),
        "on_another_page": sum(len(each.reading.misplaced) for each in measured),
        "not_found": sum(len(each.reading.unfound) for each in measured),
        "bare_ms_a_page": 1000 * sum(bare) / pages if bare else None,
        "whole_ms_a_page": 1000 * sum(each.whole_s for each in measured) / pages,
        "examples": broken[:_EXAMPLES],
        "examples_of_pages": [text for each in measured for text in each.reading.misplaced][:_EXAMPLES],
    }


def _results(measured: Sequence[Measured]) -> dict[str, Any]:
    ways = [READER, *ENGINES]
    layouts = list(dict.fromkeys(each.layout for each in measured))
    whole = {way: summarise([each for each in measured if each.way == way]) for way in ways}
    return {
        "libraries": {name: version(name) for name in _LIBRARIES},
        "ways": whole,
        "layouts": {
            layout: {
                way: summarise([each for each in measured if (each.way, each.layout) == (way, layout)]) for way in ways
            }
            for layout in layouts
        },
        "files": [
            {"report": each.report, "layout": each.layout, **summarise([each])}
            for each in measured
            if each.way == READER
        ],
        "reader_over_bare": {
            name: whole[READER]["whole_ms_a_page"] / whole[name]["bare_ms_a_page"] for name in ENGINES
        },
    }


def _percent(share: float) -> str:
    return decimal(100 * share)


def _tables(results: dict[str, Any]) -> list[Table]:
    columns = (
        "", "sider", "ord", "brutt %", "brutt etter ordsjekken", "tapte ord", "avsnitt", "på feil side", "ikke funnet",
        "ms/side bart", "ms/side med rensing",
    )  # fmt: skip

    def row(name: str, sums: dict[str, Any]) -> list[str]:
        return [
            name, str(sums["pages"]), str(sums["words"]), _percent(sums["broken_share"]),
            str(sums["broken_by_word_check"]), str(sums["lost"]), str(sums["paragraphs"]), str(sums["on_another_page"]),
            str(sums["not_found"]), decimal(sums["bare_ms_a_page"], 1), decimal(sums["whole_ms_a_page"], 1),
        ]  # fmt: skip

    times = ", ".join(f"{decimal(times, 2)} × {name}" for name, times in results["reader_over_bare"].items())
    files = [row(f"{each['report']}: {each['layout']}", each) for each in results["files"]]
    return [
        Table(
            "Leseren og hver motor for seg",
            columns,
            [row(way, sums) for way, sums in results["ways"].items()],
            "Et ord er brutt når det ikke sto i det som ble trykt. Ordsjekken (`ingest.wordcheck`) krever bevis og "
            "slår her bare ut på det som ikke også var slik før trykking. Motorene er lest i sin egen rekkefølge, "
            f"med samme rensing etter. Lesing og rensing i forhold til bar motor i samme kjøring: {times}.",
        ),
        *(
            Table(layout, columns, [row(way, sums) for way, sums in ways.items()])
            for layout, ways in results["layouts"].items()
        ),
        Table("Leseren, fil for fil", columns, files),
    ]


def run(folder: Path) -> tuple[Path, bool]:
    """Measure and write the report; returns the JSON file and whether few enough words were broken."""
    reports = sorted(REPORTS.glob("*.txt"))
    layouts = [layout for layout in _LAYOUTS if layout.program == "Chromium" or libreoffice()]
    texts = [paragraphs(report) for report in reports]
    said = "\n".join(paragraph.text for text in texts for paragraph in text)
    # Nothing is indexed here: the texts are the paragraphs that are printed, the fingerprint is theirs.
    fingerprint = hashlib.sha256(said.encode()).hexdigest()[:12]
    origin = provenance(Settings(), Corpus(fingerprint, 0, sum(map(len, texts))))
    with tempfile.TemporaryDirectory(prefix="pdf-") as made:
        measured = [each for report in reports for layout in layouts for each in readings(report, layout, Path(made))]
    results = _results(measured)
    report = Report("pdf-lesing", "PDF: kommer ordene og sidetallene hele tilbake?", origin, results, _tables(results))
    return write(report, folder), results["ways"][READER]["broken_share"] <= MOST_BROKEN


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.pdf_reading", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    if chromium() is None or not REPORTS.is_dir():
        print("Trenger Chromium og rapportene i ../shared/data/rapporter for å måle.", file=sys.stderr)
        return 2
    file, holds = run(arguments.results)
    print(file.with_suffix(".md").read_text(encoding="utf-8"))
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
