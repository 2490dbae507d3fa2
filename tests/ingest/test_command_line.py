"""The ingest as a person runs it: what it prints, and what it exits with."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.processes import ROOT, environment
from tests.support.tiny_model import make_tiny_model

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(small_corpus: Callable[[int], Path], tmp_path: Path) -> Run:
    corpus = small_corpus(4)
    model = make_tiny_model(tmp_path / "model")
    ours = {"KB_CORPUS": str(corpus), "KB_DATA": str(tmp_path / "data"), "KB_EMBEDDING_MODEL": str(model)}

    def run_ingest(*arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "ingest", *arguments]
        env = environment({**ours, **extra})
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)

    return run_ingest


def test_the_summary_tells_what_was_taken_in_and_what_was_not_and_why(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "erfaringer" / "uten-hode.md").write_text("hei", encoding="utf-8")
    first = run("add", str(corpus))
    assert first.returncode == 1
    assert "Tatt inn: 4. Uendret: 0. Avvist: 1." in first.stdout
    assert "erfaringer/uten-hode.md, linje 1: " in first.stderr
    (corpus / "erfaringer" / "uten-hode.md").unlink()
    second = run("add", str(corpus))
    assert second.returncode == 0
    assert "Tatt inn: 0. Uendret: 4. Avvist: 0." in second.stdout
    assert "bygd på nytt" not in second.stdout


def test_a_dry_run_says_what_it_would_do(run: Run, tmp_path: Path) -> None:
    dry = run("add", str(tmp_path / "corpus"), "--dry-run")
    assert dry.returncode == 0
    assert "Ville tatt inn: 4." in dry.stdout
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "extra", "says"),
    [
        (["add", "nowhere"], {}, "Fant ikke nowhere"),
        (["reindex"], {}, "make index"),
        (["reindex"], {"KB_RRF_K": "mange"}, "KB_RRF_K: «mange»"),
        (["add", "corpus/"], {"KB_EMBEDDING_MODEL": "/nowhere/model"}, "Fant ikke mappen med språkmodellen"),
        (["convert", "--from", "nowhere"], {}, "nowhere"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_ends_with_2(
    run: Run, tmp_path: Path, arguments: list[str], extra: dict[str, str], says: str
) -> None:
    if arguments[:2] == ["add", "corpus/"]:
        arguments = ["add", str(tmp_path / "corpus")]
    refused = run(*arguments, **extra)
    assert refused.returncode == 2
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "Failed to serialize" not in refused.stderr
