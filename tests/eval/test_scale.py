"""The index's scale is measured on a real index, here a small one; what it shows stands in eval/results."""

import json
from pathlib import Path

from eval import scale


def test_a_small_run_builds_asks_and_reports(tmp_path: Path) -> None:
    assert scale.main(["--sizes", "40", "600", "--questions", "5", "--rounds", "1", "--results", str(tmp_path)]) == 0
    written = json.loads((tmp_path / "skala.json").read_text(encoding="utf-8"))
    few, many = written["results"]["sizes"]
    assert (few["passages"], many["passages"]) == (40, 600)
    for seen in (few, many):
        assert 0 < seen["plain"]["p50"] <= seen["plain"]["p95"]
        assert seen["matched_ratio_p95"] == round(seen["matched"]["p95"] / seen["plain"]["p95"], 2)
        assert seen["ratio_p95"] == round(seen["fused"]["p95"] / seen["plain"]["p95"], 2)
    assert "og likhet" in (tmp_path / "skala.md").read_text(encoding="utf-8")
