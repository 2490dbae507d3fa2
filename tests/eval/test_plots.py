"""Drawings from results."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.metrics import NDCG
from eval.retrieval.plots import draw
from eval.retrieval.searchers import LABELS


def _result(*, nynorsk: bool) -> dict[str, Any]:
    value = {NDCG: {"mean": 0.5, "low": 0.4, "high": 0.6}}
    groups = {"all": value, "nb": value} | ({"nn": value} if nynorsk else {})
    answerable = {"all": 10, "nb": 6, "nn": 4 if nynorsk else 0}
    return {"runs": dict.fromkeys((*LABELS, "bm25s"), groups), "answerable": answerable, "said": {}}


def _results(*, nynorsk: bool = True, costs: bool = True) -> dict[str, Any]:
    return {
        "labels": LABELS | {"bm25s": "BM25 <plain> & æøå"},
        "sets": {"vanlig_dev": _result(nynorsk=nynorsk)},
        "costs": {run: {"cpu_ms": 0.0, "megabytes": None} for run in LABELS} if costs else {},
    }


def test_equal_results_give_equal_drawings_of_modest_size(tmp_path: Path) -> None:
    first = {file.name: file.read_bytes() for file in draw(_results(), tmp_path)}
    again = {file.name: file.read_bytes() for file in draw(json.loads(json.dumps(_results())), tmp_path)}
    assert first == again
    assert set(first) == {"retrieval-kanaler.svg", "retrieval-maalform.svg", "retrieval-kostnad.svg"}
    assert all(len(drawing) < 100_000 for drawing in first.values())


def test_names_are_shown_as_they_are_and_numbers_with_a_comma(tmp_path: Path) -> None:
    (file, *_) = draw(_results(), tmp_path)
    text = file.read_text(encoding="utf-8")
    assert "BM25 &lt;plain&gt; &amp; æøå" in text
    assert "0,2" in text


@pytest.mark.parametrize(("nynorsk", "costs"), [(False, True), (True, False)])
def test_what_there_are_no_results_for_is_not_drawn(tmp_path: Path, *, nynorsk: bool, costs: bool) -> None:
    names = {file.name for file in draw(_results(nynorsk=nynorsk, costs=costs), tmp_path)}
    assert ("retrieval-maalform.svg" in names) == nynorsk
    assert ("retrieval-kostnad.svg" in names) == costs
