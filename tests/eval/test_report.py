"""What is written, and what must never be."""

import json
import socket
import sys
from pathlib import Path

import pytest

from eval.provenance import Corpus, provenance
from eval.report import Report, Table, decimal, markdown, write
from kunnskapsbase.settings import ROOT, Settings


@pytest.fixture
def report(tmp_path: Path, tiny_model: Path) -> Report:
    settings = Settings(embedding_model=str(tiny_model), data=tmp_path / "data")
    origin = provenance(settings, Corpus("abc123", 20, 21))
    table = Table("Kvalitet", ("", "nDCG@10"), [["BM25 | vektor", decimal(0.5)]], "Les dette først.")
    return Report("prove", "En prøve", origin, {"nDCG@10": 0.5}, [table])


def test_a_report_says_what_was_measured_where_and_with_what(report: Report, tmp_path: Path, tiny_model: Path) -> None:
    written = json.loads(write(report, tmp_path / "results").read_text(encoding="utf-8"))
    origin = written["provenance"]
    assert written["results"] == {"nDCG@10": 0.5}
    assert origin["date"].endswith("+00:00")
    assert isinstance(origin["dirty"], bool)
    assert len(origin["commit"]) == 40
    assert origin["model"]["name"] == tiny_model.name
    assert len(origin["model"]["fingerprint"]) == 8
    assert origin["corpus"] == {"fingerprint": "abc123", "solutions": 20, "passages": 21}
    assert set(origin["machine"]) == {"cpu", "cores", "python", "platform", "load_before"}
    assert origin["settings"]["rrf_k"] == Settings().rrf_k
    assert origin["libraries"]["haystack-ai"]


def test_no_host_name_and_no_path_is_written(report: Report, tmp_path: Path, tiny_model: Path) -> None:
    file = write(report, tmp_path / "results")
    for text in (file.read_text(encoding="utf-8"), file.with_suffix(".md").read_text(encoding="utf-8")):
        for secret in (str(ROOT), str(tmp_path), str(tiny_model), str(Path.home()), sys.prefix):
            assert secret == "/" or secret not in text
        name = socket.gethostname()
        assert len(name) < 4 or name not in text


def test_the_markdown_reads_the_norwegian_way_and_keeps_its_columns(report: Report) -> None:
    text = markdown(report)
    assert text.startswith("# En prøve\n")
    assert "| BM25 \\| vektor | 0,500 |" in text
    assert "Les dette først." in text
    assert "## Hvor tallene kommer fra" in text
    assert decimal(None) == "–"
    assert decimal(-0.0001) == "0,000"


def test_a_second_run_replaces_the_first(report: Report, tmp_path: Path) -> None:
    write(report, tmp_path)
    write(report, tmp_path)
    assert sorted(file.name for file in tmp_path.glob("prove.*")) == ["prove.json", "prove.md"]
