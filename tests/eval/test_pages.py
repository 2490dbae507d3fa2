"""What is measured of the pages, as it is written down."""

from typing import Any

import pytest

from eval.pages import report_of
from eval.report import markdown

ORIGIN: dict[str, Any] = {
    "date": "2026-01-01T00:00:00+00:00",
    "commit": "abc",
    "dirty": False,
    "machine": {"cpu": "x", "cores": 2, "platform": "y", "python": "3", "load_before": 0.1},
    "model": {"name": "m", "fingerprint": "f"},
    "corpus": {"solutions": 1, "passages": 1, "fingerprint": "c"},
    "analysis": "a",
    "engine": "e",
    "settings": {},
    "libraries": {},
}


@pytest.mark.parametrize(("slowest", "judged"), [(0.9, "p95 er innenfor"), (1.4, "p95 er over")])
def test_the_report_says_whether_the_first_results_came_in_time(slowest: float, judged: str) -> None:
    report = report_of({"seconds": [0.4, 0.5, slowest], "runs": {"nytt spørsmål": 1}}, ORIGIN)
    written = markdown(report)
    assert judged in written
    assert "| nytt spørsmål | 1 |" in written
    assert report.results["spread"]["p50"] == 0.5
