"""A whole retrieval run on a small corpus with a tiny model."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main as short_main
from eval.building import describe, temporary_base
from eval.metrics import HIT, MEASURES, NDCG, RECALL_50
from eval.retrieval.__main__ import main
from eval.retrieval.no_answer import COVERAGE_BARS, SIMILARITY_BARS
from eval.retrieval.size import MATCH_WEIGHTS
from eval.retrieval.tasks import LAWS, NORQUAD
from eval.retrieval.variants import VARIANTS
from eval.topics import ORDINARY, PARAPHRASED
from kunnskapsbase.settings import Settings
from tests.eval.conftest import ANSWER, EXPERIENCES
from tests.support.tiny_model import make_tiny_model

OURS = {"terms", "grams", "dense", "own-words", "all", "answer", "first-stage"}
OF_THE_INDEX = {"terms", "grams", "dense", "own-words", "all"}
PEERS = {"bm25s", "haystack", "tfidf", "by-words"}
DRAWINGS = {"retrieval-kanaler.svg", "retrieval-kostnad.svg", "retrieval-maalform.svg"}


@pytest.fixture(scope="module")
def results(
    tmp_path_factory: pytest.TempPathFactory,
    questions: Path,
    passage_sets: Path,
    corpus_of_twenty: Path,
    tiny_model: Path,
) -> Path:
    """The folder of a run with everything on: another model, an external run, and an export."""
    folder = tmp_path_factory.mktemp("results")
    other = make_tiny_model(tmp_path_factory.mktemp("models") / "annen", seed=2)
    outside = folder / "fra-andre.run"
    outside.write_text(f"q1 Q0 noe-annet 1 1.0 x\nq1 Q0 {ANSWER} 2 0.5 x\n", encoding="utf-8")
    asked = ["--questions", str(questions), "--data", str(passage_sets), "--results", str(folder)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_CORPUS", str(corpus_of_twenty))
        patch.setenv("KB_EMBEDDING_MODEL", str(tiny_model))
        more = ["--model", str(other), "--run", str(outside), "--export", str(folder / "trec")]
        assert main([*asked, *more]) == 0
    return folder


@pytest.fixture(scope="module")
def written(results: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((results / "retrieval.json").read_text(encoding="utf-8"))
    return report


def test_every_run_is_judged_on_every_set_and_language(written: dict[str, Any]) -> None:
    sets = written["results"]["sets"]
    assert set(sets) == {ORDINARY, PARAPHRASED, NORQUAD, LAWS}
    runs = sets[ORDINARY]["runs"]
    models = {"model:annen", "model:annen+"}
    assert set(runs) == OURS | PEERS | models | {"run:fra-andre"}
    assert set(sets[LAWS]["runs"]) == OF_THE_INDEX | PEERS | models
    assert set(runs["answer"]) == {"all", "nb", "nn"}
    assert set(runs["all"]["all"]) == set(MEASURES)
    assert sets[ORDINARY]["answerable"] == {"all": 3, "nb": 2, "nn": 1}
    assert sets[LAWS]["answerable"] == {"all": 2, "nb": 1, "nn": 1}
    for by_measure in (by_measure for groups in runs.values() for by_measure in groups.values()):
        for estimate in by_measure.values():
            assert 0 <= estimate["low"] <= estimate["mean"] <= estimate["high"] <= 1


def test_an_answer_of_ten_is_not_judged_among_fifty(written: dict[str, Any]) -> None:
    assert RECALL_50 not in written["results"]["sets"][ORDINARY]["runs"]["answer"]["all"]


@pytest.mark.parametrize("run", ["terms", "grams", "bm25s", "haystack", "tfidf"])
def test_plain_words_find_their_experience_whoever_looks(written: dict[str, Any], run: str) -> None:
    assert written["results"]["sets"][ORDINARY]["runs"][run]["nb"][HIT]["mean"] == 1.0


def test_an_outside_run_is_judged_by_its_scores(written: dict[str, Any]) -> None:
    by_topic = written["results"]["sets"][ORDINARY]["per_topic"]
    assert by_topic["q1"]["run:fra-andre"] == pytest.approx(0.6309, abs=1e-4)
    assert by_topic["q2"]["run:fra-andre"] == 0.0


def test_the_whole_is_compared_with_every_channel_and_peer(written: dict[str, Any]) -> None:
    compared = written["results"]["sets"][ORDINARY]["comparisons"]
    assert {pair["first"] for pair in compared if pair["second"] == "all"} >= {"terms", "grams", "dense"} | PEERS
    assert [pair["first"] for pair in compared if pair["second"] == "answer"] == ["all", "first-stage"]
    for pair in compared:
        assert all(0 < value["p"] <= 1 for value in pair["measures"].values())


def test_parts_hold_the_topics_they_say(written: dict[str, Any]) -> None:
    parts = written["results"]["sets"][ORDINARY]["parts"]
    assert parts["says who asks"]["topics"] == 2
    assert parts["says nothing of who asks"]["topics"] == 1
    # One paraphrased topic alone: no part of it tells anything that the whole does not.
    assert written["results"]["sets"][PARAPHRASED]["parts"] == {}


def test_every_variant_is_asked_of_all_that_is_ours(written: dict[str, Any]) -> None:
    variants = written["results"]["sets"][ORDINARY]["variants"]
    assert set(variants) == set(VARIANTS)
    for by_run in variants.values():
        assert set(by_run) == OURS - {"first-stage"}
    # Keywords leave out the words that are no terms: BM25 finds the same.
    assert variants["keywords"]["terms"]["against_original"]["mean"] == 0.0


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


def test_the_targets_are_held_against_what_was_seen(written: dict[str, Any]) -> None:
    targets = {row["target"]: row for row in written["results"]["targets"]}
    answer = written["results"]["sets"][ORDINARY]["runs"]["answer"]["all"][NDCG]["mean"]
    assert targets[f"{ORDINARY}: {NDCG}"]["seen"] == answer
    assert targets[f"{ORDINARY}: {NDCG}"]["met"] == (answer >= 0.90)
    assert f"{NORQUAD}: {NDCG}" in targets


def test_what_a_question_costs_is_measured_for_all_who_search_the_experiences(written: dict[str, Any]) -> None:
    costs = written["results"]["costs"]
    assert set(costs) >= OURS | PEERS | {"model:annen", "model:annen+"}
    assert all(cost["cpu_ms"] > 0 for cost in costs.values())
    assert costs["terms"]["megabytes"] == 0.0
    assert costs["model:annen"]["megabytes"] > 0


def test_the_size_table_counts_only_those_who_say_how_large_they_are(written: dict[str, Any]) -> None:
    size = written["results"]["size"]
    assert size["topics"] == 2
    assert size["size_read_by_product"] == 2
    assert [row["match_weight"] for row in size["rows"]] == list(MATCH_WEIGHTS)
    assert all(row["median_ln_ratio"] >= 0 for row in size["rows"])


def test_the_reports_and_drawings_are_written(results: Path) -> None:
    for name in ("retrieval.md", "retrieval-deler.md"):
        text = (results / name).read_text(encoding="utf-8")
        assert "Hvor tallene kommer fra" in text
    for name in DRAWINGS:
        drawing = (results / name).read_text(encoding="utf-8")
        assert drawing.startswith("<svg")
        assert len(drawing) < 100_000


def test_the_export_holds_topics_grades_and_runs_that_others_can_judge(results: Path) -> None:
    folder = results / "trec"
    assert "q1 0 agder-klimaveikart 2" in (folder / f"{ORDINARY}.qrels").read_text(encoding="utf-8")
    assert (folder / f"{ORDINARY}.topics.tsv").read_text(encoding="utf-8").startswith("q1\tHvem har laget")
    run = (folder / f"{ORDINARY}.answer.run").read_text(encoding="utf-8").splitlines()
    assert all(len(line.split()) == 6 for line in run)
    assert len((folder / "erfaringer.jsonl").read_text(encoding="utf-8").splitlines()) == EXPERIENCES


def test_a_run_without_questions_says_so_and_measures_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--questions", str(tmp_path), "--results", str(tmp_path / "results")]) == 2
    assert "--questions" in capsys.readouterr().err
    assert not (tmp_path / "results").exists()


def test_the_short_command_gives_what_stands_after_run_on_and_knows_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert short_main(["run", "--questions", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        short_main(["measure"])


@pytest.mark.usefixtures("small_base")
def test_a_quick_run_asks_the_product_alone_of_the_sets_that_are_wanted(tmp_path: Path, questions: Path) -> None:
    wanted = ["--quick", "--sets", ORDINARY, "--questions", str(questions), "--results", str(tmp_path)]
    assert main(wanted) == 0
    found = json.loads((tmp_path / "retrieval.json").read_text(encoding="utf-8"))["results"]
    assert set(found["sets"]) == {ORDINARY}
    assert set(found["sets"][ORDINARY]["runs"]) == OURS
    assert found["weights"] is None


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
