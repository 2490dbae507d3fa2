"""The short version of ``make crash-test``: killed at twenty points, the ingest ends where an undisturbed one does."""

import json
import subprocess
import sys
from pathlib import Path

from demo.processes import environment
from tests.support.tiny_model import make_tiny_model


def test_an_ingest_killed_anywhere_and_run_again_ends_as_an_undisturbed_one_and_leaves_nothing(tmp_path: Path) -> None:
    model = make_tiny_model(tmp_path / "model")
    ran = subprocess.run(
        [sys.executable, "-m", "eval.crash", "--points", "20", "--files", "20", "--results", str(tmp_path)],
        env=environment({"KB_EMBEDDING_MODEL": str(model)}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    report = json.loads((tmp_path / "crash.json").read_text(encoding="utf-8"))["results"]
    assert report["killed"] == report["kill_points"] == 20
    assert report["old_index_lost"] == 0
    assert report["differing"] == []
    assert report["orphans"] == []
