"""Files that TREC's tools read, and theirs that we read."""

import subprocess
import sys
from pathlib import Path

import pytest

from eval.metrics import NDCG, per_topic
from eval.retrieval.collection import Text
from eval.retrieval.tasks import Task
from eval.retrieval.trec import export, read_run, read_runs
from eval.topics import Topic
from kunnskapsbase.errors import InputError

TOPICS = [
    Topic("a", "Hvem har\nlaget\tdette?", "nb", relevant={"x": 2, "y": 1}),
    Topic("b", "Ingen svarer?", "nb"),
]
TASK = Task("samling", [Text("x1", "x", "Først"), Text("x2", "x", "så"), Text("y1", "y", "Annet")], {"sett": TOPICS})


def test_another_tool_judges_the_exported_run_as_we_do(tmp_path: Path) -> None:
    rankings = {"a": ["q", "x", "y"], "b": ["x"]}
    export(tmp_path, [TASK], {"sett": {"model:navn/modell": rankings}})
    files = [str(tmp_path / "sett.qrels"), str(tmp_path / "sett.model-navn-modell.run")]
    command = [sys.executable, "-m", "ir_measures", *files, NDCG]
    judged = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert judged[0] == NDCG
    assert float(judged[1]) == pytest.approx(per_topic(TOPICS, rankings)[NDCG]["a"], abs=1e-4)


def test_topics_take_a_line_each_and_records_too(tmp_path: Path) -> None:
    export(tmp_path, [TASK], {})
    assert (tmp_path / "sett.topics.tsv").read_text(encoding="utf-8").splitlines() == [
        "a\tHvem har laget dette?",
        "b\tIngen svarer?",
    ]
    assert (tmp_path / "samling.jsonl").read_text(encoding="utf-8").splitlines() == [
        '{"id": "x", "contents": "Først\\nså"}',
        '{"id": "y", "contents": "Annet"}',
    ]


def test_what_is_exported_is_read_back_in_the_same_order(tmp_path: Path) -> None:
    ranking = [f"r{place}" for place in range(300)]
    export(tmp_path, [TASK], {"sett": {"all": {"a": ranking}}})
    assert read_run(tmp_path / "sett.all.run") == {"a": ranking}


def test_a_run_is_ordered_by_score_and_not_by_its_ranks(tmp_path: Path) -> None:
    file = tmp_path / "andres.run"
    file.write_text("a Q0 y 1 0.5 t\na Q0 x 2 7.5 t\n\na Q0 z 3 0.5 t\n", encoding="utf-8")
    assert read_run(file) == {"a": ["x", "y", "z"]}
    assert set(read_runs([file], {"sett": TOPICS, "andre": [Topic("c", "?", "nb")]})) == {"sett"}


@pytest.mark.parametrize("text", ["a Q0 y 1 0.5\n", "a Q0 y 1 mye t\n", "<xml/>\n"])
def test_what_is_no_run_is_refused_with_what_it_should_be(tmp_path: Path, text: str) -> None:
    file = tmp_path / "feil.run"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="seks ord"):
        read_run(file)


def test_a_missing_run_and_a_run_of_other_topics_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Fant ikke"):
        read_run(tmp_path / "borte.run")
    file = tmp_path / "andre.run"
    file.write_text("z Q0 y 1 0.5 t\n", encoding="utf-8")
    with pytest.raises(InputError, match="ingen av spørsmålene"):
        read_runs([file], {"sett": TOPICS})
