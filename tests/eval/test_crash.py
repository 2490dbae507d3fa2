"""The short version of ``make crash-test``: killed at 21 points, the ingest ends where an undisturbed one does."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from demo.processes import environment
from tests.support.tiny_model import make_tiny_model

# In memory, where nothing waits for a disk: a process that is killed leaves the same behind there.
_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 2 << 30


def where_to_work(otherwise: Path) -> Path:
    """A folder for temporary files: in memory, where there is room."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES else otherwise


def test_an_ingest_killed_anywhere_and_run_again_ends_as_an_undisturbed_one_and_leaves_nothing(tmp_path: Path) -> None:
    model = make_tiny_model(tmp_path / "model")
    ran = subprocess.run(
        [sys.executable, "-m", "eval.crash", "--points", "21", "--files", "20", "--results", str(tmp_path)],
        env=environment({"KB_EMBEDDING_MODEL": str(model), "TMPDIR": str(where_to_work(tmp_path))}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    report = json.loads((tmp_path / "crash.json").read_text(encoding="utf-8"))["results"]
    assert report["killed"] == report["kill_points"] == 21
    assert report["killed_adding"] == 7
    assert report["old_index_lost"] == 0
    assert report["differing"] == []
    assert report["orphans"] == []
