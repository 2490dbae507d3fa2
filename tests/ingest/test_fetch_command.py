"""The command ``fetch`` and the catalogue it goes by."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.__main__ import main
from ingest.report_catalogue import load_reports
from kunnskapsbase.errors import InputError
from kunnskapsbase.settings import ROOT
from tests.support.bad_pdfs import text_pdf
from tests.support.web import Site, page, website

PDF = text_pdf(3)


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as running:
        yield running


def _catalogue(folder: Path, site: Site) -> None:
    entries = [
        {"id": "en", "tittel": "En", "utgiver": "Utgiver", "adresse": f"{site.address}/en.pdf"},
        {"id": "to", "tittel": "To", "utgiver": "Utgiver", "adresse": f"{site.address}/to.pdf"},
        {"id": "nettsted", "tittel": "Tre", "utgiver": "Utgiver", "adresse": "https://www.utgiver.example/"},
    ]
    (folder / "rapporter.yml").write_text(yaml.safe_dump({"rapporter": entries}), encoding="utf-8")


Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command over a catalogue of two reports on the site and one without an address of its own."""
    _catalogue(tmp_path, site)
    monkeypatch.setenv("KB_CORPUS", str(tmp_path))
    monkeypatch.setenv("KB_DATA", str(tmp_path / "data"))

    def fetch(*ids: str) -> tuple[int, dict[str, Any]]:
        status = main(["fetch", *ids, "--allow-private", "127.0.0.1", "--json"])
        said: dict[str, Any] = json.loads(capsys.readouterr().out)
        return status, said

    return fetch


@pytest.mark.parametrize(
    ("there", "ids", "status"),
    [
        (("en", "to"), [], 0),
        (("en",), [], 1),
        ((), [], 2),
        (("en",), ["en"], 0),
        ((), ["nettsted"], 2),
        (("en",), ["en", "nettsted"], 1),
    ],
)
def test_the_command_says_what_came_and_exits_with_the_right_status(
    site: Site, run: Run, there: tuple[str, ...], ids: list[str], status: int
) -> None:
    site.answers |= {f"/{each}.pdf": page(PDF) for each in there}
    exited, said = run(*ids)
    assert exited == status
    folder = Path(said["mappe"])
    assert folder.parts[-2:] == ("data", "hentet")
    by_id = {entry["id"]: entry["status"] for entry in said["rapporter"]}
    assert by_id == {
        each: "uten_adresse" if each == "nettsted" else "hentet" if each in there else "feilet"
        for each in ids or ["en", "to", "nettsted"]
    }
    assert len(list(folder.glob("*.pdf"))) == len(there)


def test_a_report_nobody_knows_is_told_of(run: Run) -> None:
    exited, said = run("ukjent")
    assert exited == 2
    assert "Ukjent rapport: ukjent" in said["feil"]


def test_what_is_only_known_by_its_publisher_s_site_is_not_pretended_to_be_fetched() -> None:
    reports = {report.id: report for report in load_reports(ROOT / "corpus")}
    without = {each for each, report in reports.items() if report.own_address is None}
    assert without == {"telemarksforsking-2020-smaa-distriktskommuner", "kmd-brev-meld-st-30"}
    assert "nettstedet til utgiveren" in reports["telemarksforsking-2020-smaa-distriktskommuner"].why_no_address
    assert "regjeringen.no" in reports["kmd-brev-meld-st-30"].why_no_address


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rapporter: {", "YAML"),
        ("rapporter: 3", "liste"),
        ("- en\n- to", "liste"),
        ("rapporter:\n  - id: ../ut\n    tittel: T\n    utgiver: U", r"\.\./ut"),
        ("rapporter:\n  - id: en\n    tittel: T", "utgiver"),
        ("rapporter:\n  - {id: en, tittel: T, utgiver: U, adresse: 'ftp://x/y'}", "adresse"),
        ("rapporter:\n  - {id: en, tittel: T, utgiver: U}\n  - {id: en, tittel: T, utgiver: U}", "to ganger"),
    ],
)
def test_a_catalogue_that_is_wrong_is_told_of(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "rapporter.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        load_reports(tmp_path)
