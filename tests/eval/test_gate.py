"""The gate: floors that only rise, and the product held up against them."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.gate import FLOORS, MARGIN, TOLD, main, read_floors
from eval.metrics import HIT, NDCG
from eval.retrieval.tasks import NORQUAD
from eval.topics import ORDINARY, PARAPHRASED, QUESTIONS

pytestmark = pytest.mark.filterwarnings("error")


def _floors(file: Path) -> dict[str, Any]:
    floors: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return floors


@pytest.fixture
def arguments(tmp_path: Path, questions: Path, passage_sets: Path, small_base: None) -> list[str]:
    return ["--questions", str(questions), "--data", str(passage_sets), "--floors", str(tmp_path / "floors.json")]


def test_floors_are_written_from_what_is_measured_and_then_hold(tmp_path: Path, arguments: list[str]) -> None:
    file = tmp_path / "floors.json"
    assert main([*arguments, "--sets", ORDINARY, NORQUAD, "--raise"]) == 0
    written = _floors(file)
    assert set(written["sets"]) == {ORDINARY, NORQUAD}
    assert written["sets"][ORDINARY]["floors"]["nb"][HIT] == pytest.approx(1 - MARGIN)
    assert 0 <= written["sets"][ORDINARY]["floors"]["all"][TOLD] < 1
    assert written["raised"]["model"]["name"]
    assert main([*arguments, "--sets", ORDINARY, NORQUAD]) == 0
    assert _floors(file) == written


def test_what_is_below_its_floor_fails_and_lifts_nothing(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "floors.json"
    assert main([*arguments, "--sets", PARAPHRASED, "--raise"]) == 0
    floors = _floors(file)
    floors["sets"][PARAPHRASED]["floors"]["nb"][NDCG] = 1.01
    file.write_text(json.dumps(floors), encoding="utf-8")
    capsys.readouterr()
    assert main([*arguments, "--sets", PARAPHRASED]) == 1
    assert "under gulvet 1,0100" in capsys.readouterr().err
    assert main([*arguments, "--sets", PARAPHRASED, "--raise"]) == 1
    assert "Ingen gulv er hevet" in capsys.readouterr().err
    assert _floors(file) == floors


def test_raising_never_lowers_a_floor_that_holds(tmp_path: Path, arguments: list[str]) -> None:
    file = tmp_path / "floors.json"
    assert main([*arguments, "--sets", ORDINARY, "--raise"]) == 0
    floors = _floors(file)
    # Between what was measured less the margin, and what was measured.
    floors["sets"][ORDINARY]["floors"]["nb"][HIT] = 0.995
    floors["sets"][ORDINARY]["floors"]["nb"][NDCG] = 0.0
    file.write_text(json.dumps(floors), encoding="utf-8")
    assert main([*arguments, "--sets", ORDINARY, "--raise"]) == 0
    lifted = _floors(file)["sets"][ORDINARY]["floors"]["nb"]
    assert lifted[HIT] == 0.995
    assert lifted[NDCG] > 0


def test_floors_of_other_questions_are_not_held_against_these(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "floors.json"
    floors = {"margin": MARGIN, "sets": {ORDINARY: {"fingerprint": "00000000", "floors": {}}}}
    file.write_text(json.dumps(floors), encoding="utf-8")
    assert main([*arguments, "--sets", ORDINARY, "--raise"]) == 2
    assert "andre enn gulvene er målt med" in capsys.readouterr().err
    assert _floors(file) == floors


def test_a_set_without_floors_is_above_them(tmp_path: Path, arguments: list[str]) -> None:
    assert read_floors(tmp_path / "floors.json")["sets"] == {}
    assert main([*arguments, "--sets", ORDINARY]) == 0


@pytest.mark.skipif(not QUESTIONS.is_dir(), reason="the questions do not travel with the repository")
def test_the_product_is_above_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert FLOORS.is_file()
    assert main([]) == 0, capsys.readouterr().err
