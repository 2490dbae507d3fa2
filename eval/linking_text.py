"""The texts that linking of place names is measured on, cut into paragraphs and sentences the same way every time.

A sentence is known by the digest of its text, so that a label outlives changes elsewhere in its source and is lost,
and said to be lost, when the sentence itself is changed. Sources: experiences and webinars of the corpus, and,
beside the repository, the reports and the open government text of the GiellaLT corpora («statlig», for its people's
names). What lies beside the repository is read where it lies and never copied here.
"""

import hashlib
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.front_matter import Value, read_front_matter
from kunnskapsbase.settings import ROOT

CORPUS = ROOT / "corpus"
# Beside the repository, not in it: their owners have not given their text away.
SHARED = ROOT.parent / "shared" / "data"

# A hyphen at a line end, unless what follows shows that it belongs there («innovasjons-⏎og utviklingsarbeid»).
_CUT_WORD = re.compile(r"(?<=[a-zæøå])-\s*\n\s*(?!(?:og|eller|samt|til)\b)(?=[a-zæøå])")
# In reports where every line is followed by an empty one, a paragraph ends with a line that holds one space.
_DOUBLE_SPACED_BREAK = re.compile(r"\n \n|\n (?=\S)|\uf0b7")
_SINGLE_SPACED_BREAK = re.compile(r"\n\s*\n|\uf0b7")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[«\"(–]?[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source: which paragraph it stands in, and where there. Offsets count characters."""

    source: str
    paragraph: int
    start: int
    text: str

    @property
    def digest(self) -> str:
        """Twelve hex digits that name the sentence among those of its source."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its title; ``kind`` is erfaring, webinar or rapport."""

    id: str
    kind: str
    title: str
    paragraphs: tuple[str, ...]

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in order."""
        for number, paragraph in enumerate(self.paragraphs):
            start = 0
            for end in [*(match.end() for match in _SENTENCE_END.finditer(paragraph)), len(paragraph)]:
                if text := paragraph[start:end].strip():
                    yield Sentence(self.id, number, start, text)
                start = end


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _texts(value: Value) -> list[str]:
    return [value] if isinstance(value, str) else []


def _parts(value: Value, *fields: str) -> list[str]:
    """The texts of some fields of each item in a list, item by item."""
    items = value if isinstance(value, list) else []
    return [text for item in items if isinstance(item, dict) for field in fields for text in _texts(item.get(field))]


def _corpus_source(file: Path, kind: str) -> Source:
    read = read_front_matter(file.name, file.read_text(encoding="utf-8"))
    data = read.data
    title = " ".join(_texts(data.get("tittel")))
    body = [part for part in re.split(r"\n\s*\n", read.body) if not part.startswith("## ")]
    paragraphs = [
        title,
        *_texts(data.get("arrangor")),
        *_parts(data.get("program"), "innslag", "aktor"),
        *_parts(data.get("gevinster"), "beskrivelse"),
        *body,
    ]
    return Source(f"{kind}/{file.stem}", kind, title, tuple(filter(None, map(_tidy, paragraphs))))


def _report(file: Path) -> Source:
    text = _CUT_WORD.sub("", file.read_text(encoding="utf-8"))
    lines = text.split("\n")
    double_spaced = sum(not line for line in lines) > len(lines) / 3
    paragraphs = (_DOUBLE_SPACED_BREAK if double_spaced else _SINGLE_SPACED_BREAK).split(text)
    return Source(f"rapport/{file.stem}", "rapport", file.stem, tuple(filter(None, map(_tidy, paragraphs))))


def corpus_sources(corpus: Path = CORPUS) -> dict[str, Source]:
    """The experiences and webinars by their ids."""
    found = [_corpus_source(file, "erfaring") for file in sorted((corpus / "erfaringer").glob("*.md"))]
    found += [_corpus_source(file, "webinar") for file in sorted((corpus / "webinarer").glob("*.md"))]
    return {source.id: source for source in found}


def report_sources(shared: Path = SHARED) -> dict[str, Source]:
    """The reports by their ids; none where they are not."""
    found = [_report(file) for file in sorted((shared / "rapporter").glob("*.txt"))]
    return {source.id: source for source in found}


def government_sources(ids: Iterable[str], shared: Path = SHARED) -> dict[str, Source]:
    """Documents of the GiellaLT corpora by their ids, «statlig/<file>-<line, counted from 0>»."""
    wanted: dict[str, set[int]] = {}
    for each in ids:
        name, _, line = each.removeprefix("statlig/").rpartition("-")
        wanted.setdefault(name, set()).add(int(line))
    found: dict[str, Source] = {}
    for name, lines in wanted.items():
        file = shared / "tekst" / f"{name}.txt.xz"
        if not file.is_file():
            continue
        with lzma.open(file, "rt", encoding="utf-8") as text:
            for number, line in enumerate(text):
                if number in lines:
                    key = f"statlig/{name}-{number}"
                    found[key] = Source(key, "statlig", "", (_tidy(line),))
    return found
