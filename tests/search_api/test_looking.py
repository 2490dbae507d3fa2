"""A service that nobody asks looks for new indexes by itself, and stops when it is closed."""

import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.document_index import build_passages
from ingest.pipeline import add
from kunnskapsbase.settings import Settings
from search_api.app import create_app
from search_api.service import SearchService
from tests.support.documents import SCHOOL, WATER, report, save
from tests.support.tiny_model import make_tiny_model


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    whole = Settings().corpus
    (corpus / "erfaringer").mkdir(parents=True)
    (corpus / "kommuner").symlink_to(whole / "kommuner")
    for file in sorted((whole / "erfaringer").glob("*.md"))[:2]:
        (corpus / "erfaringer" / file.name).write_bytes(file.read_bytes())
    settings = Settings(corpus=corpus, data=tmp_path / "data", embedding_model=str(make_tiny_model(tmp_path / "model")))
    add(corpus, settings)
    save(settings, report("vann", WATER))
    build_passages(settings)
    return settings


def passage_folders(settings: Settings) -> set[str]:
    return {each.name for each in (settings.data / "index").glob("passasjer-*") if each.is_dir()}


def test_without_a_question_the_new_index_takes_the_old_ones_place_and_nothing_runs_on_afterwards(
    settings: Settings,
) -> None:
    (old,) = passage_folders(settings)
    with TestClient(create_app(SearchService(settings))):
        save(settings, report("skole", SCHOOL))
        build_passages(settings)
        assert old in passage_folders(settings)
        deadline = time.monotonic() + 8
        while old in passage_folders(settings) and time.monotonic() < deadline:
            time.sleep(0.1)
        (new,) = passage_folders(settings)
        assert new != old
    left = {thread for thread in threading.enumerate() if thread.is_alive() and not thread.daemon}
    assert left == {threading.main_thread()}


def test_a_look_that_fails_is_told_and_the_next_one_is_made(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("search_api.looking.LOOK_EVERY_S", 0.02)
    service = SearchService(settings)
    index = settings.data / "index"
    with TestClient(create_app(service)):
        # An engine that cannot be reached: a pointer that cannot be read.
        (pointer,) = index.glob("passasjer-*.current")
        pointer.rename(index / "lagt-bort")
        pointer.mkdir()
        deadline = time.monotonic() + 8
        while len(caplog.records) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        pointer.rmdir()
        (index / "lagt-bort").rename(pointer)
    assert len([record for record in caplog.records if "new index" in record.message]) >= 2
