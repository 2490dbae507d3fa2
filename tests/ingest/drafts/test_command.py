"""``ingest drafts``: from a file somebody dropped to files a person can finish."""

import json
from pathlib import Path

import pytest

from ingest.__main__ import main

TEXT = """# Digitalt tilsyn i Senja

Senja kommune hadde for få ansatte om natta. I 2019 innførte Senja kommune digitalt tilsyn hos hjemmeboende. \
Ordningen reduserte kjøringen med 30 prosent, og de ansatte sier at nettene er roligere enn før.
"""


def test_drafts_are_made_of_a_document_and_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KB_DATA", str(tmp_path / "data"))
    (tmp_path / "notat.md").write_text(TEXT, encoding="utf-8")
    assert main(["add", str(tmp_path / "notat.md"), "--json"]) == 0
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    (source,) = json.loads(capsys.readouterr().out)["kilder"]
    assert main(["drafts", source["oppforing"], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [draft["kommunenummer"] for draft in told["utkast"]] == [["5530"]]
    (written,) = (tmp_path / "data" / "utkast").glob("*.md")
    assert "FYLL INN" in written.read_text(encoding="utf-8")


def test_an_unknown_document_is_said_to_be_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KB_DATA", str(tmp_path))
    assert main(["drafts", "finnes-ikke"]) == 2
    assert "Fant ikke dokumentet «finnes-ikke»" in capsys.readouterr().err
