"""``python -m eval.passage_bar``: are passages shown beside an answer when they have nothing to say?

Questions are asked where the document that answers them is, and where it has been left out: there, every passage shown
is noise, however near it lies. Exit status: 0 done; 2 nothing could be measured.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.building import describe, temporary_base
from eval.command import show
from eval.long_texts import DATA, LongTexts, articles, holds, reports, squeezed
from eval.provenance import provenance
from eval.report import RESULTS, Report, Table, decimal, write
from eval.splitting import Cut, indexed
from eval.topics import QUESTIONS, SETS, read_sets
from ingest.splitting import SIZES
from kunnskapsbase.settings import Settings
from search_api.asking import Ask, QuestionEncoder, QuestionReader
from search_api.parameters import SolutionParameters
from search_api.passages import FoundPassage, PassageFinder

SIMILARITIES = (0.2, 0.26, 0.32, 0.38, 0.44, 0.5)
COVERAGES = (0.5, 0.6, 0.7, 0.8)
_SHOWN = SolutionParameters(q="noe").passages


class _Asking:
    """The product's way from a question to passages, without the solutions."""

    def __init__(self, settings: Settings) -> None:
        self._reader = QuestionReader(settings.portable())
        self._encoder = QuestionEncoder(settings.portable())
        self._finder = PassageFinder(settings.portable())

    def best(self, question: str) -> list[FoundPassage]:
        """The passages that might be shown."""
        read = self._reader.run(Ask(question, solutions=0, passages=_SHOWN))["read"]
        return self._finder.run(read, self._encoder.run(read)["vectors"])["found"].passages

    def close(self) -> None:
        """Let go of the index."""
        self._finder.close()


@contextmanager
def _asking(settings: Settings, texts: LongTexts, names: Sequence[str]) -> Iterator[_Asking]:
    cut = Cut(SIZES)
    with indexed(settings, [cut.document(name, texts) for name in names]) as own:
        asking = _Asking(own)
        try:
            yield asking
        finally:
            asking.close()


@dataclass(frozen=True, slots=True)
class _Case:
    """What was found for a question: with its document there or left out, and which passages hold the answer."""

    answerable: bool
    passages: list[FoundPassage]
    right: list[bool]


def _cases(settings: Settings, texts: LongTexts, parts: Sequence[Sequence[str]]) -> list[_Case]:
    """Every question asked of all documents, and of those that are left when the part with its own is left out."""
    cases: list[_Case] = []
    everything = [name for part in parts for name in part]
    for answerable in (True, False):
        for part in [everything] if answerable else parts:
            kept = everything if answerable else [name for name in everything if name not in part]
            with _asking(settings, texts, kept) as asking:
                for each in texts.asked:
                    if each.document in part:
                        found = asking.best(each.question)
                        right = [
                            passage.shelved.document.id == each.document
                            and holds(squeezed(passage.shelved.passage.text), each.answer)
                            for passage in found
                        ]
                        cases.append(_Case(answerable, found, right))
    return cases


def _judged(cases: Sequence[_Case], similarity: float, coverage: float) -> dict[str, float]:
    """What a reader would see with these bars, as shares of the questions."""

    def shown(case: _Case) -> list[bool]:
        return [
            right
            for passage, right in zip(case.passages, case.right, strict=True)
            if passage.coverage >= coverage or (passage.coverage > 0 and passage.similarity >= similarity)
        ]

    with_answer = [shown(case) for case in cases if case.answerable]
    without = [shown(case) for case in cases if not case.answerable]
    return {
        "similarity": similarity,
        "coverage": coverage,
        "answer_shown": sum(map(any, with_answer)) / len(with_answer),
        "noise_shown": sum(map(bool, without)) / len(without),
        "noise_passages": sum(map(len, without)) / len(without),
    }


def _halves(texts: LongTexts) -> list[list[str]]:
    names = sorted(texts.documents)
    return [names[::2], names[1::2]]


def _dev_questions(settings: Settings, texts: LongTexts, questions: Path) -> dict[str, list[int]]:
    """How many dev questions get 0, 1, 2 … passages out of the five reports, by set."""
    counts: dict[str, list[int]] = {}
    bars = settings.passage_similarity, settings.answer_coverage
    with _asking(settings, texts, list(texts.documents)) as asking:
        for name, topics in read_sets(questions, SETS).items():
            counts[name] = [0] * (_SHOWN + 1)
            for topic in topics:
                shown = [
                    each
                    for each in asking.best(topic.question)
                    if each.coverage >= bars[1] or (each.coverage > 0 and each.similarity >= bars[0])
                ]
                counts[name][len(shown)] += 1
    return counts


_COLUMNS = ["likhet, dekning", "svaret vises", "støy vises", "støybiter per spørsmål"]
_NOTE = (
    "Andel av spørsmålene. «Svaret vises»: biten som svarer er blant de tre, når dokumentet er med. «Støy vises»: "
    "minst én bit vises, når dokumentet som svarer er tatt ut. Produktets grenser er {similarity} og {coverage}."
)


def _tables(results: dict[str, Any], settings: Settings) -> list[Table]:
    tables = []
    said = {
        "similarity": decimal(settings.passage_similarity, 2),
        "coverage": decimal(settings.answer_coverage, 2),
    }
    for name, rows in results["bars"].items():
        shown = [
            [
                f"{decimal(row['similarity'], 2)}, {decimal(row['coverage'], 2)}",
                *(decimal(row[key]) for key in ("answer_shown", "noise_shown", "noise_passages")),
            ]
            for row in rows
        ]
        tables.append(Table(f"Grensene: {name}", _COLUMNS, shown, _NOTE.format(**said)))
    columns = ["sett", *(f"{number} biter" for number in range(_SHOWN + 1))]
    rows = [[name, *map(str, counts)] for name, counts in results["dev"].items()]
    note = "Utviklingsspørsmålene stilt til de fem rapportene: hvor mange som får 0, 1, 2 … biter. Ingen fasit."
    tables.append(Table("Spørsmålene folk stiller", columns, rows, note))
    return tables


def run(data: Path, questions: Path, folder: Path) -> Path:
    """Measure and write the report; returns the JSON file."""
    told, encyclopedia = reports(data), articles(data)
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        sets = {
            "rapporter": _cases(settings, told, [[name] for name in told.documents]),
            "artikler": _cases(settings, encyclopedia, _halves(encyclopedia)),
        }
        results = {
            "bars": {
                name: [_judged(cases, likeness, covered) for likeness in SIMILARITIES for covered in COVERAGES]
                for name, cases in sets.items()
            },
            "dev": _dev_questions(settings, told, questions),
        }
        tables = _tables(results, settings)
    return write(
        Report("tekstbiter", "Tekstbiter ved siden av svaret: svar eller støy?", origin, results, tables), folder
    )


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.passage_bar", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the retrieval sets and the reports")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the questions (JSON Lines)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments.data, arguments.questions, arguments.results))


if __name__ == "__main__":
    sys.exit(main())
