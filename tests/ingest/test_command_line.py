"""The ingest as a person runs it: what it prints, and what it exits with.

Where many commands follow each other they are run in this process: starting one takes longer than what it does.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.processes import ROOT, environment
from ingest.__main__ import main
from kunnskapsbase.records import source_id
from tests.support.source_files import report
from tests.support.tiny_model import make_tiny_model

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def ours(small_corpus: Callable[[int], Path], tmp_path: Path) -> dict[str, str]:
    model = make_tiny_model(tmp_path / "model")
    return {"KB_CORPUS": str(small_corpus(4)), "KB_DATA": str(tmp_path / "data"), "KB_EMBEDDING_MODEL": str(model)}


@pytest.fixture
def run(ours: dict[str, str]) -> Run:
    def run_ingest(*arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "ingest", *arguments]
        env = environment({**ours, **extra})
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)

    return run_ingest


@pytest.fixture
def run_here(ours: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name, value in ours.items():
        monkeypatch.setenv(name, value)

    def run_ingest(*arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        for name, value in extra.items():
            monkeypatch.setenv(name, value)
        try:
            status = main(list(arguments))
        except SystemExit as ended:
            status = int(ended.code or 0)
        told = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, status, told.out, told.err)

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


def test_a_dry_run_says_what_it_would_do(run_here: Run, tmp_path: Path) -> None:
    dry = run_here("add", str(tmp_path / "corpus"), "--dry-run")
    assert dry.returncode == 0
    assert "Ville tatt inn: 4." in dry.stdout
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "extra", "says"),
    [
        (["add", "nowhere"], {}, "Fant ikke nowhere"),
        (["reindex"], {}, "make index"),
        (["reindex"], {"KB_RRF_K": "mange"}, "KB_RRF_K er «mange», men må være et heltall, minst 1."),
        (["add", "corpus/"], {"KB_EMBEDDING_MODEL": "/nowhere/model"}, "Fant ikke mappen med språkmodellen"),
        (["convert", "--from", "nowhere"], {}, "nowhere"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_ends_with_2(
    run_here: Run, tmp_path: Path, arguments: list[str], extra: dict[str, str], says: str
) -> None:
    if arguments[:2] == ["add", "corpus/"]:
        arguments = ["add", str(tmp_path / "corpus")]
    refused = run_here(*arguments, **extra)
    assert refused.returncode == 2
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "Failed to serialize" not in refused.stderr


def test_each_command_tells_in_its_help_what_it_exits_with(run_here: Run) -> None:
    for name in ("add", "list", "show", "remove", "retry", "watch", "reindex", "convert", "schema"):
        told = run_here(name, "--help")
        assert told.returncode == 0, name
        assert "--json" in told.stdout
        assert "Avslutter med 0" in " ".join(told.stdout.split())


def test_a_source_is_listed_shown_and_taken_down_and_each_can_be_read_by_a_program(
    run_here: Run, tmp_path: Path
) -> None:
    file = report(tmp_path / "innboks" / "rapport.md")
    added = run_here("add", str(tmp_path / "corpus"), str(file), "--publisher", "KS")
    assert added.returncode == 2
    assert "ett dokument" in added.stderr
    added = run_here("add", str(file), "--publisher", "KS", "--json")
    assert json.loads(added.stdout)["antall"]["tatt_inn"] == 1

    listed = json.loads(run_here("list", "--json").stdout)["kilder"]
    assert [(source["id"], source["status"], source["versjon"]) for source in listed] == [
        (source_id(str(file)), "tatt_inn", 1)
    ]
    assert f"{source_id(str(file))}  tatt_inn" in run_here("list").stdout
    assert json.loads(run_here("list", "--status", "feilet", "--json").stdout)["kilder"] == []

    shown = run_here("show", "rapport.md")
    assert "Felles vaktordning for små kommuner" in shown.stdout
    data = json.loads(run_here("show", source_id(str(file)), "--json").stdout)
    assert data["oppforinger"][0]["type"] == "dokument"
    assert data["antall"]["passages"] == 3

    assert run_here("remove", "rapport.md").returncode == 2
    removed = run_here("remove", "rapport.md", "--yes")
    assert removed.returncode == 0, removed.stderr
    (left,) = json.loads(run_here("list", "--json").stdout)["kilder"]
    assert (left["id"], left["status"], left["fil"]) == (source_id(str(file)), "fjernet", "")
    skipped = run_here("add", str(file))
    assert skipped.returncode == 0
    assert "tatt ned tidligere" in skipped.stdout
    assert run_here("add", str(file), "--again").returncode == 0


def test_a_retry_reads_again_what_failed_and_says_when_there_is_nothing(run_here: Run, tmp_path: Path) -> None:
    assert json.loads(run_here("retry", "--json").stdout) == {"kilder": []}
    short = tmp_path / "kort.md"
    short.write_text("# Kort\n\nNesten tomt.\n", encoding="utf-8")
    held = run_here("add", str(short), "--json")
    assert held.returncode == 1
    assert json.loads(held.stdout)["antall"]["karantene"] == 1
    assert run_here("retry").returncode == 1
    assert run_here("retry", "kort.md", "--accept").returncode == 0
    assert run_here("retry", "finnes-ikke").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Dette mangler: kommando."),
        (["add"], "Dette mangler: sted."),
        (["ad"], "«ad» kan ikke brukes som kommando. Velg blant disse: 'add'"),
        (["add", "x", "--date"], "--date mangler en verdi."),
        (["list", "--status", "tull"], "«tull» kan ikke brukes som --status. Velg blant disse: 'tatt_inn'"),
        (["show", "a", "--tull"], "Dette er ikke noe kommandoen kjenner: --tull."),
    ],
)
def test_a_command_written_wrong_is_answered_in_norwegian(run_here: Run, arguments: list[str], told: str) -> None:
    answered = run_here(*arguments)
    assert answered.returncode == 2
    assert answered.stderr.startswith("bruk: python -m ingest")
    assert told in answered.stderr


def test_the_help_is_norwegian_throughout(run_here: Run) -> None:
    helped = run_here("add", "--help").stdout
    assert helped.startswith("bruk: python -m ingest add [-h]")
    assert "\nargumenter:\n  sted" in helped
    assert "\nvalg:\n  -h, --help           vis denne hjelpen\n" in helped
    assert "usage" not in helped + run_here("--help").stdout


def test_a_reader_who_has_seen_enough_ends_the_command_without_a_word(ours: dict[str, str], tmp_path: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "ingest", "schema", "--to", str(tmp_path), "--json"]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(ours), stdout=writes, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(writes)
    assert (ended.returncode, ended.stderr) == (130, b"")


def test_an_error_too_is_one_document_to_a_program(run_here: Run) -> None:
    refused = run_here("show", "finnes-ikke", "--json")
    assert refused.returncode == 2
    assert "finnes-ikke" in json.loads(refused.stdout)["feil"]
