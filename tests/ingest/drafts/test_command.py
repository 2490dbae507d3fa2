"""``ingest drafts``: from a file somebody dropped to files a person can finish."""

import json
from pathlib import Path

import pytest

from ingest.__main__ import main
from tests.support.tiny_model import make_tiny_model

TEXT = """# Digitalt tilsyn i Senja

Senja kommune hadde for få ansatte om natta. I 2019 innførte Senja kommune digitalt tilsyn hos hjemmeboende. \
Ordningen reduserte kjøringen med 30 prosent, og de ansatte sier at nettene er roligere enn før.
"""


@pytest.fixture(autouse=True)
def own_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KB_EMBEDDING_MODEL", str(make_tiny_model(tmp_path / "model" / "tiny")))


def test_drafts_are_made_of_a_document_and_nothing_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
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


def test_a_document_is_found_by_its_file_and_one_of_several_by_more_of_the_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "notat.md").write_text(TEXT + place, encoding="utf-8")
    assert main(["add", str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    assert main(["drafts", "notat.md"]) == 2
    assert "Flere dokumenter heter «notat.md»" in capsys.readouterr().err
    assert main(["drafts", "b/notat.md", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["utkast"]) == 1


def test_an_unknown_document_is_said_to_be_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drafts", "finnes-ikke"]) == 2
    assert "Fant ikke dokumentet «finnes-ikke»" in capsys.readouterr().err
