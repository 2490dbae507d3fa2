"""The text files a model is trained on: what each is called, where it lies and under which licence."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TITLE_FIELDS = ("query", "doc")
NOREC_LICENCE = "CC BY-NC; its README allows derived models commercially"


@dataclass(frozen=True)
class Source:
    """One file of training text.

    Attributes:
        name: Short name used in counts, in the run record and in the model card.
        path: Path below the text folder.
        licence: The licence as the data folder's README states it.
        holds: What a line of the file is.
    """

    name: str
    path: str
    licence: str
    holds: str


RUNNING_TEXT = (
    Source("lovdata_lover", "lovdata_lover.txt.xz", "NLOD 2.0", "sections of acts"),
    Source("lovdata_forskrifter", "lovdata_forskrifter.txt.xz", "NLOD 2.0", "sections of regulations"),
    Source("giella_nob", "giella_nob.txt.xz", "free-licensed GiellaLT corpora", "bokmål documents"),
    Source("giella_nno", "giella_nno.txt.xz", "free-licensed GiellaLT corpora", "nynorsk documents"),
    Source("norec", "norec.txt.xz", NOREC_LICENCE, "newspaper reviews"),
    Source("sprakbanken", "sprakbanken_cc0_sentences.txt.xz", "CC0", "single sentences (tokeniser only)"),
    Source(
        "noark5",
        "noark5.txt.xz",
        "as published in arkivverket/noark5-standard",
        "chapters of the Noark 5 standard",
    ),
    Source("felleslosninger_docs", "felleslosninger_docs.txt.xz", "Apache-2.0", "documentation pages"),
    Source(
        "digdir_innovasjon",
        "digdir_innovasjon.txt.xz",
        "public documents; no licence stated",
        "public-sector innovation",
    ),
)
"""Files with one document, section or sentence a line."""

LAW_HEADINGS = Source(
    "law_headings",
    "par/lovdata_overskrift_tekst.jsonl.xz",
    "NLOD 2.0",
    "heading → section of law",
)
GIELLA_TITLES = Source(
    "giella_titles", "par/giella_tittel_tekst.jsonl.xz", "free-licensed GiellaLT corpora", "title → body"
)
LETTERS = Source(
    "letters_nb_nn",
    "par/nb_nn.tsv.xz",
    "as published in the open repositories of NAV (navikt) and the National Archives (arkivverket)",
    "bokmål ↔ nynorsk, public-service letters",
)
BIBLE = Source(
    "bible_nb_nn",
    "par/bibel_nb_nn.tsv.xz",
    "as published in scrollmapper/bible_databases",
    "bokmål ↔ nynorsk, 1930 and 1921",
)
WORD_NETS = {
    "nb": Source("wordnet_nob", "ordlister/omw-data_wn-data-nob.tab", "NWN licence", "lemmas by meaning, bokmål"),
    "nn": Source("wordnet_nno", "ordlister/omw-data_wn-data-nno.tab", "NWN licence", "lemmas by meaning, nynorsk"),
}
"""The Norwegian word nets; the licence lets anybody use and change them, with its notice kept."""
PAIRED_TEXT = (LAW_HEADINGS, GIELLA_TITLES, LETTERS, BIBLE)
"""Files with two texts a line that belong together."""


def read_lines(data: Path, source: Source) -> Iterator[str]:
    """Yields the lines of a source without their line ends; empty lines are skipped.

    Args:
        data: The text folder.
        source: Which file to read.
    """
    opened = lzma.open if source.path.endswith(".xz") else open
    with opened(data / source.path, "rt", encoding="utf-8") as file:
        for line in file:
            if stripped := line.strip():
                yield stripped


def read_titled(data: Path, source: Source) -> Iterator[tuple[str, str]]:
    """Yields (heading, body) from a JSON Lines source."""
    for line in read_lines(data, source):
        record = json.loads(line)
        heading, body = (str(record[field]).strip() for field in TITLE_FIELDS)
        if heading and body:
            yield heading, body


def read_parallel(data: Path, source: Source) -> Iterator[tuple[str, str]]:
    """Yields (bokmål, nynorsk) from a tab-separated source; marks for missing text are skipped."""
    for line in read_lines(data, source):
        bokmal, nynorsk, *_ = line.split("\t")
        if bokmal and nynorsk and "MANGLER_TEKST" not in line:
            yield bokmal.strip(), nynorsk.strip()
