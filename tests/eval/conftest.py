"""What the tests of this room share: a small corpus of real experiences, questions about it, and a tiny model."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.building import environment
from eval.retrieval.tasks import LAWS, NORQUAD
from eval.topics import ORDINARY, PARAPHRASED
from tests.support.tiny_model import make_tiny_model

CORPUS = Path(__file__).parents[2] / "corpus"
EXPERIENCES = 20
# One that stands in the small corpus, and what it is about.
ANSWER = "agder-klimaveikart"


def question(number: int, text: str, relevant: dict[str, int], **more: object) -> dict[str, Any]:
    return {"id": f"q{number}", "sporsmal": text, "maalform": "nb", "relevant": relevant} | more


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    rows = {
        ORDINARY: [
            question(1, "Hvem har laget klimaveikart i Agder?", {ANSWER: 2}),
            question(2, "Kven har vegkart for klima?", {ANSWER: 1}, maalform="nn", kommune="Bygland"),
            question(3, "Veikart for klima, vi har 2 500 innbyggere", {ANSWER: 1}, innbyggere=2500),
            question(4, "Hvem har løst pukkellaks?", {}),
        ],
        PARAPHRASED: [question(5, "En plan for mindre utslipp i fylket", {ANSWER: 2}, naturlig=2)],
    }
    for name, topics in rows.items():
        lines = "\n".join(json.dumps(topic, ensure_ascii=False) for topic in topics)
        (folder / f"{name}.jsonl").write_text(f"{lines}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def passage_sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two other sets in small: three texts and two questions each."""
    folder = tmp_path_factory.mktemp("gjenfinning")
    texts = {
        "a": "Kommunen skal sørge for at innbyggerne har tilgang til rent drikkevann hele året.",
        "b": "Kommunen skal syte for at elevane får skyss til skulen når vegen er lang eller farleg.",
        "c": "Brannvesenet rykker ut når det brenner, og feier pipene hvert fjerde år.",
    }
    asked = {"q1": "Hvem sørger for drikkevann?", "q2": "Korleis får elevane skyss til skulen?"}
    for name in (NORQUAD, LAWS):
        place = folder / name
        place.mkdir()
        lines = {
            "corpus.jsonl": [{"_id": each, "title": "", "text": text} for each, text in texts.items()],
            "queries.jsonl": [{"_id": f"{name}-{each}", "text": text} for each, text in asked.items()],
        }
        for file, rows in lines.items():
            text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
            (place / file).write_text(text, encoding="utf-8")
        grades = f"query-id\tcorpus-id\tscore\n{name}-q1\ta\t1\n{name}-q2\tb\t1\n"
        (place / "qrels.tsv").write_text(grades, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def corpus_of_twenty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "erfaringer").mkdir()
    files = sorted((CORPUS / "erfaringer").glob("*.md"))[:EXPERIENCES]
    assert ANSWER in {file.stem for file in files}
    for file in files:
        shutil.copy(file, folder / "erfaringer")
    shutil.copytree(CORPUS / "kommuner", folder / "kommuner")
    return folder


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def small_base(corpus_of_twenty: Path, tiny_model: Path) -> Iterator[None]:
    """The small corpus and the tiny model in force, for this process and those it starts."""
    with environment({"KB_CORPUS": str(corpus_of_twenty), "KB_EMBEDDING_MODEL": str(tiny_model)}):
        yield
