"""What there is to find: collections of texts, and the sets of questions that are asked of each.

The questions to the experiences are read by ``eval.topics``. The two other collections are folders in the usual form of
such sets: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels.tsv``.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.long_texts import DATA
from eval.retrieval.collection import Text, experience_texts
from eval.topics import ORDINARY, PARAPHRASED, QUESTIONS, Topic, read_topics
from kunnskapsbase.errors import InputError
from kunnskapsbase.language import language_of
from kunnskapsbase.settings import Settings

EXPERIENCES = "erfaringer"
NORQUAD = "norquad_dev"
LAWS = "lov_dev"
ASKED_SETS = (ORDINARY, PARAPHRASED)
PASSAGE_SETS = (NORQUAD, LAWS)
SETS = (*ASKED_SETS, *PASSAGE_SETS)
# With fewer nynorsk texts than this they are bokmål told wrong: one of the 2,306 in NorQuAD, a list of English titles.
_A_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sets to read, and from where."""

    questions: Path = QUESTIONS
    data: Path = DATA / "gjenfinning"
    sets: Sequence[str] = SETS


@dataclass(frozen=True, slots=True)
class Task:
    """A collection, by name, and the sets of questions to it."""

    name: str
    texts: Sequence[Text]
    sets: Mapping[str, Sequence[Topic]]

    @property
    def topics(self) -> list[Topic]:
        """The questions of all its sets."""
        return [topic for topics in self.sets.values() for topic in topics]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(
            f"Fant ikke {file}. Spørsmålene følger ikke med programmet; oppgi mappen med --data, eller velg de settene "
            "du har, med --sets."
        ) from None


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _text(file).splitlines()]


def _grades(file: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for row in csv.DictReader(_text(file).splitlines(), delimiter="\t"):
        grades.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    return grades


def passage_task(folder: Path) -> Task:
    """A folder with a collection and one set of questions. A question counts as written like the text that answers it.

    Raises:
        InputError: a file is missing.
    """
    texts = [Text(row["_id"], row["_id"], row["text"]) for row in _lines(folder / "corpus.jsonl")]
    body = {text.id: text.text for text in texts}
    grades = _grades(folder / "qrels.tsv")
    asked = [(row, grades[row["_id"]]) for row in _lines(folder / "queries.jsonl") if row["_id"] in grades]
    nynorsk = {row["_id"] for row, relevant in asked if language_of(body[next(iter(relevant))]) == "nn"}
    if len(nynorsk) < _A_SHARE * len(asked):
        nynorsk = set()
    topics = [
        Topic(row["_id"], row["text"], "nn" if row["_id"] in nynorsk else "nb", relevant=relevant)
        for row, relevant in asked
    ]
    return Task(folder.name, texts, {folder.name: topics})


def asked_sets(wanted: Wanted) -> dict[str, list[Topic]]:
    """The wanted sets of questions to the experiences.

    Raises:
        InputError: a file is missing, or a line in it cannot be used.
    """
    return {name: read_topics(wanted.questions / f"{name}.jsonl") for name in ASKED_SETS if name in wanted.sets}


def experience_task(settings: Settings, sets: Mapping[str, Sequence[Topic]]) -> Task | None:
    """The experiences of the knowledge base and these sets of questions to them; nothing where there is no set."""
    return Task(EXPERIENCES, experience_texts(settings), sets) if sets else None


def passage_tasks(wanted: Wanted) -> list[Task]:
    """The other collections that are wanted."""
    return [passage_task(wanted.data / name) for name in PASSAGE_SETS if name in wanted.sets]
