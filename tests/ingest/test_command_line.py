"""The ingest as a person runs it: what it prints, and what it exits with."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.processes import ROOT, environment
from kunnskapsbase.records import source_id
from tests.support.source_files import report
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


def test_each_command_tells_in_its_help_what_it_exits_with(run: Run) -> None:
    for name in ("add", "list", "show", "remove", "retry", "watch", "reindex", "convert", "schema"):
        told = run(name, "--help")
        assert told.returncode == 0, name
        assert "--json" in told.stdout
        assert "Avslutter med 0" in " ".join(told.stdout.split())


def test_a_source_is_listed_shown_and_taken_down_and_each_can_be_read_by_a_program(run: Run, tmp_path: Path) -> None:
    file = report(tmp_path / "innboks" / "rapport.md")
    added = run("add", str(tmp_path / "corpus"), str(file), "--publisher", "KS")
    assert added.returncode == 2
    assert "ett dokument" in added.stderr
    added = run("add", str(file), "--publisher", "KS", "--json")
    assert json.loads(added.stdout)["antall"]["tatt_inn"] == 1

    listed = json.loads(run("list", "--json").stdout)["kilder"]
    assert [(source["id"], source["status"], source["versjon"]) for source in listed] == [
        (source_id(str(file)), "tatt_inn", 1)
    ]
    assert f"{source_id(str(file))}  tatt_inn" in run("list").stdout
    assert json.loads(run("list", "--status", "feilet", "--json").stdout)["kilder"] == []

    shown = run("show", "rapport.md")
    assert "Felles vaktordning for små kommuner" in shown.stdout
    data = json.loads(run("show", source_id(str(file)), "--json").stdout)
    assert data["oppforinger"][0]["type"] == "dokument"
    assert data["antall"]["passages"] == 3

    assert run("remove", "rapport.md").returncode == 2
    removed = run("remove", "rapport.md", "--yes")
    assert removed.returncode == 0, removed.stderr
    (left,) = json.loads(run("list", "--json").stdout)["kilder"]
    assert (left["id"], left["status"], left["fil"]) == (source_id(str(file)), "fjernet", "")
    skipped = run("add", str(file))
    assert skipped.returncode == 0
    assert "tatt ned tidligere" in skipped.stdout
    assert run("add", str(file), "--again").returncode == 0


def test_a_retry_reads_again_what_failed_and_says_when_there_is_nothing(run: Run, tmp_path: Path) -> None:
    assert json.loads(run("retry", "--json").stdout) == {"kilder": []}
    short = tmp_path / "kort.md"
    short.write_text("# Kort\n\nNesten tomt.\n", encoding="utf-8")
    held = run("add", str(short), "--json")
    assert held.returncode == 1
    assert json.loads(held.stdout)["antall"]["karantene"] == 1
    assert run("retry").returncode == 1
    assert run("retry", "kort.md", "--accept").returncode == 0
    assert run("retry", "finnes-ikke").returncode == 2


def test_an_error_too_is_one_document_to_a_program(run: Run) -> None:
    refused = run("show", "finnes-ikke", "--json")
    assert refused.returncode == 2
    assert "finnes-ikke" in json.loads(refused.stdout)["feil"]
