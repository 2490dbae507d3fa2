"""What nobody has an answer to is noted after the answer: the need's words, and nothing of who asked."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.pipeline import add
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.need_cells import Cell
from kunnskapsbase.records import Needs
from kunnskapsbase.settings import Settings
from kunnskapsbase.size_bands import SizeBand
from search_api.app import create_app
from search_api.noting import NeedNoter
from search_api.service import SearchService


@pytest.fixture(autouse=True)
def _nothing_waits(service: SearchService) -> None:
    """What other tests of the session have asked is written down before these look."""
    service.look()


def noted(settings: Settings) -> dict[str, int]:
    store = Needs(settings.database)
    try:
        return {need.text: need.times for need in store.each()}
    finally:
        store.close()


def ask(service: SearchService, q: str, **parameters: str) -> bool:
    client = TestClient(create_app(service), raise_server_exceptions=False)
    answer = client.get("/v1/solutions", params={"q": q, **parameters}).json()
    # What the running API does every second.
    service.look()
    found: bool = answer["answer_found"]
    return found


def test_an_unmet_need_is_counted_and_a_met_one_is_not(service: SearchService) -> None:
    before = noted(service.settings)
    assert not ask(service, "qwertyuiop zxcvbnm")
    assert not ask(service, "Qwertyuiop  zxcvbnm")
    assert ask(service, "digitalt tilsyn om natten")
    # To turn the page is not to ask again.
    assert not ask(service, "qwertyuiop zxcvbnm", offset="10")
    new = {text: times for text, times in noted(service.settings).items() if text not in before}
    assert new == {"qwertyuiop zxcvbnm": 2}


def test_neither_who_asks_nor_how_to_reach_them_is_kept(service: SearchService) -> None:
    before = noted(service.settings)
    assert not ask(service, "asdfghjkl for Loppa kommune, ring 412 34 567", municipality="5614")
    assert not ask(service, "lkjhgfd i loppa")
    assert not ask(service, "mnbvcxz i Loppa kari.nordmann@gmail.com")
    # A name from before 2020, a county, and a place that is no municipality's name.
    assert not ask(service, "mnbvcxz i kvalsund", municipality="5614")
    assert not ask(service, "mnbvcxz, gjerne i Finnmark eller rundt Øksfjord")
    new = " ".join(text for text in noted(service.settings) if text not in before)
    assert "asdfghjkl" in new
    assert "mnbvcxz" in new
    for told in ("loppa", "412", "5614", "kari", "gmail", "kvalsund", "finnmark", "øksfjord"):
        assert told not in new


def test_the_size_and_the_landsdel_are_kept_and_a_municipality_is_counted_once_a_day(service: SearchService) -> None:
    for municipality in ("5614", "5614", "5616"):
        assert not ask(service, "plmokn ijbuhv", municipality=municipality)
    assert not ask(service, "plmokn ijbuhv for en kommune med 30 000 innbyggere")
    assert not ask(service, "plmokn ijbuhv")
    store = Needs(service.settings.database)
    (need,) = [need for need in store.each() if need.text == "plmokn ijbuhv"]
    store.close()
    assert need.times == 4
    assert set(need.cells) == {(Cell(SizeBand.SMALL, "Nord-Norge"), 2), (Cell(SizeBand.LARGE), 1)}


@pytest.fixture
def own_service(tmp_path: Path, small_corpus: Callable[[int], Path]) -> SearchService:
    settings = Settings(data=tmp_path / "data", corpus=small_corpus(3))
    add(settings.corpus, settings)
    return SearchService(settings)


def test_what_waits_is_written_down_when_the_service_stops(own_service: SearchService) -> None:
    client = TestClient(create_app(own_service), raise_server_exceptions=False)
    assert not client.get("/v1/solutions", params={"q": "okmijn uhbygv"}).json()["answer_found"]
    assert noted(own_service.settings) == {}
    own_service.close()
    assert noted(own_service.settings) == {"okmijn uhbygv": 1}


def test_a_need_that_cannot_be_written_costs_nobody_the_answer_and_is_not_told_in_the_log(
    own_service: SearchService, caplog: pytest.LogCaptureFixture
) -> None:
    # Older needs are cleaned at the first look; from the second on, only what waits is written.
    own_service.look()
    with closing(sqlite3.connect(own_service.settings.data / "losfor.sqlite")) as held:
        held.execute("ALTER TABLE need RENAME TO need_away")
    assert not ask(own_service, "rfvtgb yhnujm")
    own_service.close()
    assert "1 needs could not be noted: OperationalError" in caplog.text
    assert "rfvtgb" not in caplog.text


def test_it_can_be_switched_off(service: SearchService, monkeypatch: pytest.MonkeyPatch) -> None:
    before = noted(service.settings)
    monkeypatch.setattr(service, "settings", service.settings.model_copy(update={"record_needs": False}))
    assert not ask(service, "poiuytrewq lkjhgfdsa")
    assert noted(service.settings) == before


def test_what_was_noted_before_needs_were_cleaned_is_cleaned_once(tmp_path: Path) -> None:
    """As an older version left it: with the place in it, and how to reach the one who asked."""
    settings = Settings(data=tmp_path)
    needs = Needs(settings.database)
    cell = Cell(SizeBand.SMALL, "Nord-Norge")
    needs.note("hundepark i hammerfest", date(2026, 1, 2), cell)
    needs.note("hundepark, ring 412 34 567", date(2026, 1, 3))
    needs.note("5614", date(2026, 1, 4))
    noter = NeedNoter(needs, load_register(settings.corpus / "kommuner"))
    noter.clean_older()
    noter.clean_older()
    told = {need.text: (need.times, need.cells) for need in needs.each()}
    assert told["hundepark i"] == (1, ((cell, 1),))
    assert len(told) == 2
    assert not [text for text in told if "hammerfest" in text or "412" in text or "5614" in text]
    needs.close()
