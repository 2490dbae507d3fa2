"""The ablation of the text analysis: ranks are those of BM25, and every step is measured in every way."""

import json
from pathlib import Path

import pytest

from eval.analysis import main
from eval.analysis_ways import ALL, ASKED, GRAM_WAYS, NONE, PRODUCT_GRAMS, STEPS, TERM_WAYS
from eval.sparse_matrix import SparseMatrix
from kunnskapsbase.grams import grams
from kunnskapsbase.text import terms

TEXT = "Sjukeheimsplassar og kjoeretoey paa skolen, med KI og vannlekkasje"


def test_the_passage_that_holds_more_of_the_question_comes_first_and_what_holds_none_of_it_is_left_out() -> None:
    matrix = SparseMatrix([["vann", "rør"], ["vann"], ["vei", "bro"], ["vann", "rør", "vei"]])
    assert matrix.best(["rør", "vei"], 10)[0] == 3
    assert matrix.best(["vann"], 10)[0] == 1
    assert 2 not in matrix.best(["vann", "rør"], 10)
    assert matrix.best(["vann"], 2) == matrix.best(["vann"], 10)[:2]


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    matrix = SparseMatrix([["vann", "å"], ["vann", "å"], ["vann", "ki"], ["å", "vann"]])
    assert matrix.best(["vann", "ki"], 1) == [2]


def test_nothing_to_search_or_to_ask_finds_nothing() -> None:
    assert SparseMatrix([]).best(["vann"], 5) == []
    assert SparseMatrix([[], []]).best(["vann"], 5) == []
    assert SparseMatrix([["vann"]]).best([], 5) == []


def test_the_first_ways_are_the_products_and_every_step_makes_a_difference() -> None:
    assert TERM_WAYS[ALL](TEXT) == terms(TEXT)
    assert GRAM_WAYS[PRODUCT_GRAMS](TEXT) == grams(TEXT)
    for name in STEPS.values():
        assert TERM_WAYS[f"uten {name}"](TEXT) != TERM_WAYS[ALL](TEXT), name
        assert TERM_WAYS[f"bare {name}"](TEXT) != TERM_WAYS[NONE](TEXT), name
    assert len({tuple(way(TEXT)) for way in GRAM_WAYS.values()}) == len(GRAM_WAYS)


@pytest.mark.usefixtures("small_base")
def test_the_command_writes_every_step_with_every_way_of_asking(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--questions", str(questions), "--sets", "vanlig_dev", "--results", str(tmp_path)]
    assert main(given) == 0
    written = json.loads((tmp_path / "analyse.json").read_text(encoding="utf-8"))["results"]
    assert written["terms"].keys() == TERM_WAYS.keys()
    assert written["grams"].keys() == GRAM_WAYS.keys()
    cell = written["fused"][ALL]["vanlig_dev"]
    assert cell.keys() == {*ASKED, "difference"}
    assert cell["difference"]["mean"] == 0
    assert 0 < cell["som skrevet"]["all"]["mean"] <= 1
    assert "nynorsk som bokmål" in capsys.readouterr().out


def test_missing_questions_are_said_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--questions", str(tmp_path), "--sets", "vanlig_dev", "--results", str(tmp_path / "ut")]) == 2
    assert "--questions" in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()
