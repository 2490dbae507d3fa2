"""The index follows what is written, by a process of its own; that it cannot costs nobody an answer."""

import time
from pathlib import Path

import pytest

from kunnskapsbase.settings import Settings
from search_api.following import IndexFollower
from tests.support.writing import BODO, DYROY, corpus_of, writing


def test_after_an_adoption_the_index_knows_who_uses_it(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, (BODO, DYROY))
    settings = Settings(corpus=corpus, data=tmp_path / "data", index_delay_seconds=0.2)
    question: dict[str, str | int] = {"q": "digitalt tilsyn om natten", "population_max": 1000}
    with writing(settings) as api:

        def found() -> list[str]:
            return [hit["id"] for hit in api.client.get("/v1/solutions", params=question).json()["results"]]

        assert BODO not in found()
        said = {"solution_id": BODO, "municipality": "5614", "status": "i_drift"}
        assert api.client.post("/v1/adoptions", json=said, headers=api.loppa).status_code == 201
        deadline = time.monotonic() + 240
        while BODO not in found() and time.monotonic() < deadline:
            time.sleep(0.5)
        assert BODO in found()


def test_a_build_that_fails_is_told_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    follower = IndexFollower(Settings(corpus=tmp_path / "borte", data=tmp_path / "data", index_delay_seconds=0.01))
    follower.ask()
    deadline = time.monotonic() + 240
    while not caplog.records and time.monotonic() < deadline:
        time.sleep(0.05)
    follower.close()
    (told,) = caplog.records
    assert "could not be built" in told.message
    assert "borte" in told.message


def test_it_can_be_switched_off_and_closed_without_having_been_asked(tmp_path: Path) -> None:
    off = IndexFollower(Settings(data=tmp_path / "data", index_delay_seconds=0))
    off.ask()
    off.close()
    never = IndexFollower(Settings(data=tmp_path / "data"))
    never.close()
    never.ask()
    assert not (tmp_path / "data").exists()


def test_closing_ends_a_build_that_runs(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path)
    follower = IndexFollower(Settings(corpus=corpus, data=tmp_path / "data", index_delay_seconds=0.01))
    follower.ask()
    time.sleep(0.3)
    started = time.monotonic()
    follower.close()
    assert follower._thread is not None
    assert not follower._thread.is_alive()
    assert time.monotonic() - started < 10
