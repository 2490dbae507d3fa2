"""Following a folder: what comes is taken in when it has come to rest, and Ctrl-C ends it without a trace."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.processes import ROOT, environment
from ingest.pipeline import Outcome
from ingest.watching import watch
from kunnskapsbase.settings import Settings
from tests.support.source_files import project_list, report
from tests.support.tiny_model import make_tiny_model

_PATIENCE_S = 90
Next = Callable[[], dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "innboks"
    folder.mkdir()
    return folder


@pytest.fixture
def watcher(folder: Path, small_corpus: Callable[[int], Path], tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    settings = {
        "KB_CORPUS": str(small_corpus(1)),
        "KB_DATA": str(tmp_path / "data"),
        "KB_EMBEDDING_MODEL": str(make_tiny_model(tmp_path / "model")),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "watch", str(folder), "--json"],
        cwd=ROOT,
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


@pytest.fixture
def next_round(watcher: "subprocess.Popen[str]") -> Next:
    """The next round that the watcher tells of."""
    lines: queue.Queue[str] = queue.Queue()

    def take() -> None:
        assert watcher.stdout
        for line in watcher.stdout:
            lines.put(line)

    threading.Thread(target=take, daemon=True).start()

    def wait() -> dict[str, Any]:
        told: dict[str, Any] = json.loads(lines.get(timeout=_PATIENCE_S))
        return told

    return wait


def names(told: dict[str, Any], key: str = "kilder") -> set[str]:
    return {Path(each["fil"] if isinstance(each, dict) else each).name for each in told[key]}


def test_ctrl_c_while_a_round_is_told_ends_the_watch_as_well(
    folder: Path, small_corpus: Callable[[int], Path], tmp_path: Path
) -> None:
    report(folder / "først.md")
    settings = Settings(
        corpus=small_corpus(1), data=tmp_path / "data", embedding_model=str(make_tiny_model(tmp_path / "model"))
    )
    told: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        told.append(outcome)
        signal.raise_signal(signal.SIGINT)

    watch(folder, settings, tell, pytest.fail)

    assert len(told) == 1


def test_what_comes_to_the_folder_is_taken_in_and_ctrl_c_ends_it(
    folder: Path, watcher: "subprocess.Popen[str]", next_round: Next
) -> None:
    report(folder / "først.md")
    # A first file, because an empty folder gives no round; it was there, or came right after the start.
    assert names(next_round()) == {"først.md"}

    report(folder / "så.md", about="noe nytt")
    (folder / "ut.md").symlink_to("/etc/hostname")
    told = next_round()
    assert names(told) == {"så.md", "ut.md"}
    assert {source["grunn"] for source in told["kilder"]} == {"", "utenfor_mappen"}

    # A note beside a file is about that file, and a column mapping about its list.
    (folder / "så.md.yml").write_text("tittel: Ny tittel\n", encoding="utf-8")
    assert [source["tittel"] for source in next_round()["kilder"]] == ["Ny tittel"]
    project_list(folder / "liste.csv", {"Tak på skolen": "Taket lakk."})
    assert "liste.csv" in names(next_round())

    watcher.send_signal(signal.SIGINT)
    assert watcher.wait(60) == 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = process.joinpath("stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        assert parent != str(watcher.pid)
    assert not [file for file in folder.iterdir() if file.name.startswith(".")]
    assert os.path.lexists(folder / "ut.md")
