"""A setting that cannot be used is told of by the name it is set with, with what was wrong and what is allowed."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from demo.processes import free_port
from ingest.__main__ import main as ingest
from kunnskapsbase.settings import Settings, explain, name_of, settings
from search_api.__main__ import serve


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("QDRANT_URL", "x", "QDRANT_URL er «x», men må være en adresse som begynner med http:// eller https://."),
        ("KB_READ_PAGES", "mange", "KB_READ_PAGES er «mange», men må være et heltall, minst 1."),
        ("KB_CANDIDATES", "5000", "KB_CANDIDATES er «5000», men må være et heltall fra 1 til 1000."),
        ("KB_MATCH_WEIGHT", "0,2", "KB_MATCH_WEIGHT er «0,2», men må være et tall fra 0 til 1, skrevet med punktum."),
        ("KB_RECORD_NEEDS", "kanskje", "KB_RECORD_NEEDS er «kanskje», men må være true eller false."),
        ("KB_PUBLISHER_NUMBER", "12", "KB_PUBLISHER_NUMBER er «12», men må være et organisasjonsnummer på ni sifre."),
    ],
)
def test_a_setting_that_cannot_be_used_is_explained(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert explain(refused.value).splitlines()[0] == said


@pytest.mark.parametrize(
    "field", [field for field, info in Settings.model_fields.items() if info.annotation in (int, float, bool)]
)
def test_no_number_is_explained_in_the_words_of_a_library(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    monkeypatch.setenv(name_of(field), "?")
    with pytest.raises(ValidationError) as refused:
        Settings()
    first, *rest = explain(refused.value).splitlines()
    assert first.startswith(f"{name_of(field)} er «?», men må være ")
    assert "Input" not in first
    assert rest == ["Rett det i miljøet eller i .env, og start på nytt. Se docs/innstillinger.md."]


@pytest.mark.parametrize(("name", "value"), [("KB_READ_PAGES", "mange"), ("DATABASE_URL", "losfor")])
@pytest.mark.parametrize("start", [lambda: ingest(["list"]), serve])
def test_nothing_starts_with_a_setting_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    start: Callable[[], int],
    name: str,
    value: str,
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("PORT", str(free_port()))
    settings.cache_clear()
    assert start() == 2
    assert capsys.readouterr().err.startswith(f"{name} er ")
    settings.cache_clear()
