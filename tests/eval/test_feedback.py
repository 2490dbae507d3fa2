"""What people said helped, in the form that tools for measuring read."""

from contextlib import closing
from datetime import date
from pathlib import Path

import ir_measures
import pytest

from eval.feedback import main, write_judgements
from kunnskapsbase.errors import InputError
from kunnskapsbase.feedback import Feedback
from kunnskapsbase.records import Feedbacks


def test_answers_become_topics_and_grades_that_a_run_can_be_measured_with(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'losfor.sqlite'}"
    with closing(Feedbacks(address)) as feedback:
        for solution, helped in (("a", True), ("b", False), ("a", True), ("a", False)):
            feedback.record(Feedback(solution_id=solution, question="nattilsyn", helped=helped, day=date(2026, 6, 1)))
    assert write_judgements(tmp_path / "ut", address) == 1
    assert (tmp_path / "ut" / "tilbakemeldinger.topics.tsv").read_text() == "t1\tnattilsyn\n"
    rows = map(str.split, (tmp_path / "ut" / "tilbakemeldinger.qrels").read_text().splitlines())
    qrels = [ir_measures.Qrel(topic, solution, int(grade)) for topic, _, solution, grade in rows]
    run = [ir_measures.ScoredDoc("t1", "b", 2.0), ir_measures.ScoredDoc("t1", "a", 1.0)]
    assert ir_measures.calc_aggregate([ir_measures.RR], qrels, run)[ir_measures.RR] == pytest.approx(0.5)


def test_without_answers_there_is_nothing_to_measure_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError, match="ingenting å måle med"):
        write_judgements(tmp_path / "ut", f"sqlite:///{tmp_path / 'losfor.sqlite'}")
    monkeypatch.setenv("KB_DATA", str(tmp_path))
    assert main([str(tmp_path / "ut")]) == 2
    assert "ingenting å måle med" in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()
