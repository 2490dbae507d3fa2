"""How fast each format is read: our reader and the bare library on the same file, turn by turn.

What is compared is processor time, so that others who use the machine change nothing; what a person waits for is wall
time, measured through the reading process as the product does it.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from demo.browser import chromium
from eval import ingest_bare as bare
from eval import ingest_files as files
from eval.ingest_peers import ADDED, HAYSTACK, PEERS, Peer
from eval.ingest_texts import Text, Writer
from eval.pdf_printing import Layout, print_pdf
from eval.pdf_sources import Paragraph
from ingest.blocks import Extract
from ingest.isolation import ReaderProcess
from ingest.limits import Limits
from ingest.readers.registry import read_file

WANTED_RATIO = 1.5
# Characters are counted by the thousand; the others as the readers count them.
CHARACTERS = "characters"
# The others take up to 100 times as long as the bare library; so many turns of them tell which is the faster.
_TURNS_OF_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a file of it is made, what our reader counts in it, and its library alone with what that does.

    ``sections`` is the size of the file in a whole run; ``peer`` is empty where no library reads the format.
    """

    name: str
    ending: str
    make: Callable[[Path, Text], object]
    sections: int
    unit: str
    peer: str = ""
    bare: Callable[[Path], Sequence[str]] | None = None
    does: str = ""


@dataclass(slots=True)
class Speed:
    """What was seen of one format; the lists have an entry a turn, in seconds."""

    format: Format
    units: float = 0.0
    letters: int = 0
    bare_letters: int = 0
    bare_cpu: list[float] = field(default_factory=list)
    own_cpu: list[float] = field(default_factory=list)
    process: list[float] = field(default_factory=list)
    others: dict[Peer, list[float]] = field(default_factory=dict)
    other_letters: dict[Peer, int] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The format as it stands in the report."""
        through, own = median(self.process), median(self.own_cpu)
        row: dict[str, Any] = {
            "unit": self.format.unit,
            "units": round(self.units, 1),
            "units_per_s": round(self.units / through, 1),
            "letters": self.letters,
            "own_ms": _ms(own),
            "process_ms": _ms(through),
            "own_ms_by_turn": list(map(_ms, self.own_cpu)),
            "peer": self.format.peer,
            "adds": ADDED.get(self.format.ending, ""),
            "others": {peer.name: self._other(peer) for peer in self.others},
        }
        if self.bare_cpu:
            ratios = sorted(mine / theirs for mine, theirs in zip(self.own_cpu, self.bare_cpu, strict=True))
            row |= {
                "bare_does": self.format.does,
                "bare_letters": self.bare_letters,
                "bare_ms": _ms(median(self.bare_cpu)),
                "bare_ms_by_turn": list(map(_ms, self.bare_cpu)),
                "ratio": round(own / median(self.bare_cpu), 2),
                "ratio_by_turn": [round(ratios[0], 2), round(ratios[-1], 2)],
            }
        return row

    def _other(self, peer: Peer) -> dict[str, Any]:
        taken = median(self.others[peer])
        return {
            "library": peer.library,
            "does": peer.does,
            "letters": self.other_letters[peer],
            "ms": _ms(taken),
            "ratio": round(median(self.own_cpu) / taken, 2),
        }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _printed(columns: int) -> Callable[[Path, Text], object]:
    """A PDF printed by Chromium with a running header, page numbers, footnotes and hyphenation."""

    def make(file: Path, text: Text) -> object:
        paragraphs = [
            Paragraph(kind, each)
            for section in text.sections
            for kind, each in (("h", section.heading), *(("p", paragraph) for paragraph in section.paragraphs))
        ]
        return print_pdf(paragraphs, text.title, Layout("Chromium", columns), file)

    return make


_PAGES = "teksten på hver side (get_text_bounded)"
PRINTED = (
    Format("PDF fra Chromium, én spalte", ".pdf", _printed(1), 100, "pages", "pypdfium2", bare.by_pdfium, _PAGES),
    Format("PDF fra Chromium, to spalter", ".pdf", _printed(2), 100, "pages", "pypdfium2", bare.by_pdfium, _PAGES),
)
FORMATS = (
    Format("PDF, enkel", ".pdf", files.pdf, 100, "pages", "pypdfium2", bare.by_pdfium, _PAGES),
    Format(
        "DOCX", ".docx", files.word, 60, CHARACTERS, "python-docx", bare.by_python_docx,
        "teksten i hvert avsnitt og hver celle",
    ),
    Format(
        "PPTX", ".pptx", files.slides, 60, "slides", "python-pptx", bare.by_python_pptx,
        "teksten i hver tekstramme og hvert notat",
    ),
    Format("XLSX", ".xlsx", files.sheet, 300, "rows", "openpyxl", bare.by_openpyxl, "verdien i hver celle som tekst"),
    Format("CSV", ".csv", files.table, 1000, "rows", "csv", bare.by_csv, "hver celle; skilletegn og koding er oppgitt"),
    Format(
        "HTML", ".html", files.web_page, 60, CHARACTERS, "trafilatura", bare.by_trafilatura,
        "hovedteksten som én streng, uten metadata",
    ),
    Format(
        "Markdown", ".md", files.markdown, 100, CHARACTERS, "markdown-it-py", bare.by_markdown_it,
        "innholdet i hvert avsnitt med oppmerkingen i",
    ),
    Format("tekst", ".txt", files.plain, 100, CHARACTERS),
    Format("VTT", ".vtt", files.captions, 40, "cues", "webvtt-py", bare.by_webvtt, "tekst og starttid i hver tekst"),
    Format("SRT", ".srt", files.subtitles, 40, "cues", "srt", bare.by_srt, "teksten i hver tekst"),
    Format("JSONL", ".jsonl", files.experiences, 500, "rows", "json", bare.by_json, "hver streng på hver linje"),
)  # fmt: skip


def formats(*, quick: bool) -> Sequence[Format]:
    """The formats to measure: those that a browser must print only in a whole run, and where there is one."""
    return FORMATS if quick or chromium() is None else (*PRINTED, *FORMATS)


def make_files(chosen: Sequence[Format], writer: Writer, folder: Path, share: float = 1.0) -> Mapping[str, Path]:
    """A file of each format, by the format's name; ``share`` makes them smaller."""
    made = {}
    for number, each in enumerate(chosen):
        made[each.name] = folder / f"{number:02}{each.ending}"
        each.make(made[each.name], writer.text(number, max(2, round(each.sections * share))))
    return made


def measure(chosen: Sequence[Format], made: Mapping[str, Path], turns: int) -> list[Speed]:
    """Bare, ours, bare, ours: ``turns`` of each, after one that is not counted; then as often through the process."""
    speeds = [_compared(each, made[each.name], turns) for each in chosen]
    with ReaderProcess(Limits()) as process:
        for speed in speeds:
            file = made[speed.format.name]
            process.read(file)
            for _ in range(turns):
                begin = time.perf_counter()
                process.read(file)
                speed.process.append(time.perf_counter() - begin)
    return speeds


def _compared(chosen: Format, file: Path, turns: int) -> Speed:
    extract = read_file(file, Limits())
    count = extract.counts[chosen.unit] / 1000 if chosen.unit == CHARACTERS else extract.counts[chosen.unit]
    speed = Speed(chosen, count, _letters(_texts(extract)))
    if chosen.bare is not None:
        speed.bare_letters = _letters(chosen.bare(file))
    for peer in PEERS.get(chosen.ending, ()):
        texts = peer.texts(file)
        if texts is not None:
            speed.others[peer], speed.other_letters[peer] = [], _letters(texts)
    for turn in range(turns):
        for peer, taken in speed.others.items() if turn < _TURNS_OF_OTHERS else ():
            taken.append(_cpu_seconds(peer.read, file))
        if chosen.bare is not None:
            speed.bare_cpu.append(_cpu_seconds(chosen.bare, file))
        speed.own_cpu.append(_cpu_seconds(_read, file))
    return speed


def _read(file: Path) -> Extract:
    return read_file(file, Limits())


def _cpu_seconds(work: Callable[[Path], object], file: Path) -> float:
    begin = time.process_time()
    work(file)
    return time.process_time() - begin


def _texts(extract: Extract) -> list[str]:
    rows = [text for row in extract.experiences for text in bare.strings(dict(row.fields))]
    return [*(block.text for block in extract.blocks), *rows]


def _letters(texts: Sequence[str]) -> int:
    return sum(map(str.isalnum, "".join(texts)))


def judge(speeds: Sequence[Speed]) -> dict[str, Any]:
    """The formats by name, and which of them keep within ``WANTED_RATIO`` times the bare library."""
    plain = {speed.format.name: speed.plain() for speed in speeds}
    compared = {name: row["ratio"] for name, row in plain.items() if "ratio" in row}
    return {
        "formats": plain,
        "target": {
            "wanted_ratio": WANTED_RATIO,
            "within": [name for name, ratio in compared.items() if ratio <= WANTED_RATIO],
            "above": [name for name, ratio in compared.items() if ratio > WANTED_RATIO],
        },
        "together": together(plain),
    }


def together(formats: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """All files read one after the other, as in a folder: by the bare libraries, with pypdf for PDF, by Haystack.

    A format counts where the other side reads it too, on both sides.
    """
    bare_ms = {name: row["bare_ms"] for name, row in formats.items() if "bare_ms" in row}
    by_pypdf = {name: row["others"]["pypdf"]["ms"] for name, row in formats.items() if "pypdf" in row["others"]}
    by_haystack = {name: ms for name, row in formats.items() if (ms := _haystack_ms(row)) is not None}
    sides = {"bare": bare_ms, "bare_with_pypdf": bare_ms | by_pypdf, "haystack": by_haystack}
    return {
        side: {
            "formats": list(theirs),
            "theirs_ms": round(sum(theirs.values()), 1),
            "own_ms": round(sum(formats[name]["own_ms"] for name in theirs), 1),
            "ratio": round(sum(formats[name]["own_ms"] for name in theirs) / sum(theirs.values()), 2),
        }
        for side, theirs in sides.items()
        if theirs
    }


def _haystack_ms(row: Mapping[str, Any]) -> float | None:
    return next((each["ms"] for each in row["others"].values() if each["library"] == HAYSTACK), None)
