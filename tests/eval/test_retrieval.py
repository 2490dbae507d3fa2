"""A whole retrieval run on a small corpus with a tiny model."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from eval import retrieval
from eval.building import describe, temporary_base
from eval.metrics import HIT, MEASURES, NDCG
from eval.no_answer import COVERAGE_BARS, SIMILARITY_BARS
from eval.sweeps import RRF_K, SIZE_WEIGHTS, WEIGHTS
from eval.topics import ORDINARY, PARAPHRASED
from kunnskapsbase.settings import Settings
from tests.eval.conftest import EXPERIENCES


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory, questions: Path, corpus_of_twenty: Path, tiny_model: Path
) -> dict[str, Any]:
    results = tmp_path_factory.mktemp("results")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_CORPUS", str(corpus_of_twenty))
        patch.setenv("KB_EMBEDDING_MODEL", str(tiny_model))
        assert retrieval.main(["--questions", str(questions), "--results", str(results)]) == 0
    assert (results / "retrieval.md").exists()
    report: dict[str, Any] = json.loads((results / "retrieval.json").read_text(encoding="utf-8"))
    return report


def test_every_run_is_judged_on_every_set_and_language(written: dict[str, Any]) -> None:
    sets = written["results"]["sets"]
    assert set(sets) == {ORDINARY, PARAPHRASED}
    runs = sets[ORDINARY]["runs"]
    assert set(runs) == {"bm25", "dense", "both", "answer"}
    assert set(runs["answer"]) == {"all", "nb", "nn"}
    assert set(runs["answer"]["all"]) == set(MEASURES)
    assert sets[ORDINARY]["answerable"] == {"all": 3, "nb": 2, "nn": 1}
    for estimate in runs["both"]["all"].values():
        assert 0 <= estimate["low"] <= estimate["mean"] <= estimate["high"] <= 1


def test_plain_words_find_their_experience(written: dict[str, Any]) -> None:
    assert written["results"]["sets"][ORDINARY]["runs"]["bm25"]["nb"][HIT]["mean"] == 1.0


def test_every_topic_is_answered_or_refused(written: dict[str, Any]) -> None:
    ordinary = written["results"]["sets"][ORDINARY]
    assert sum(ordinary["said"]["answerable"].values()) == 3
    assert sum(ordinary["said"]["unanswerable"].values()) == 1
    assert tuple(point["bar"] for point in ordinary["bars"]["coverage"]) == COVERAGE_BARS
    assert tuple(point["bar"] for point in ordinary["bars"]["similarity"]) == SIMILARITY_BARS


def test_a_higher_bar_gives_fewer_false_answers_and_more_false_refusals(written: dict[str, Any]) -> None:
    for points in written["results"]["sets"][ORDINARY]["bars"].values():
        answers = [point["false_answers"] for point in points]
        refusals = [point["false_refusals"] for point in points]
        assert answers == sorted(answers, reverse=True)
        assert refusals == sorted(refusals)


def test_the_fusion_table_has_every_choice_and_meets_the_runs(written: dict[str, Any]) -> None:
    rows = written["results"]["fusion"]
    both = [pair for pair in WEIGHTS if all(pair)]
    assert len(rows) == len(both) * len(RRF_K) + len(WEIGHTS) - len(both)
    runs = written["results"]["sets"][ORDINARY]["runs"]
    (bm25,) = [row for row in rows if not row["dense"]]
    assert bm25["ndcg"][ORDINARY] == pytest.approx(runs["bm25"]["all"][NDCG]["mean"], abs=1e-4)


def test_the_size_table_counts_only_those_who_say_how_large_they_are(written: dict[str, Any]) -> None:
    size = written["results"]["size"]
    assert size["topics"] == 2
    assert size["size_read_by_product"] == 2
    assert [row["size_weight"] for row in size["rows"]] == list(SIZE_WEIGHTS)
    assert all(row["median_ln_ratio"] >= 0 for row in size["rows"])


def test_a_run_without_questions_says_so_and_measures_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert retrieval.main(["--questions", str(tmp_path), "--results", str(tmp_path / "results")]) == 2
    assert "--questions" in capsys.readouterr().err
    assert not (tmp_path / "results").exists()


@pytest.mark.usefixtures("small_base")
def test_the_base_of_a_run_is_its_own_and_gone_afterwards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KB_DATA", str(tmp_path / "in-use"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'in-use.sqlite'}")
    monkeypatch.setenv("QDRANT_URL", "http://127.0.0.1:9")
    with temporary_base() as settings:
        assert describe(settings).solutions == EXPERIENCES
        folder = settings.data
        assert not settings.qdrant_url
    assert not folder.exists()
    assert not list(tmp_path.iterdir())
    assert os.environ["KB_DATA"] == str(tmp_path / "in-use")
    assert Settings().qdrant_url == "http://127.0.0.1:9"
