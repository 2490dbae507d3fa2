"""A store that cannot be written to: a clear answer over HTTP, nothing half-written, and the same may be sent again."""

from pathlib import Path

import pytest

from kunnskapsbase.records import database
from kunnskapsbase.records.database import make_engine
from kunnskapsbase.settings import Settings
from tests.support.writing import BODO, Writing, corpus_of, writing

SAID = {"solution_id": BODO, "municipality": "5614", "status": "følger"}


def own(folder: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a service of its own, whose store is at an address."""
    monkeypatch.setenv("DATABASE_URL", address)
    return Settings(corpus=corpus_of(folder, (BODO,)), data=folder / "data", index_delay_seconds=0)


def trail(api: Writing) -> list[str]:
    told = api.client.get("/v1/audit", params={"entity": "adopsjon"}, headers=api.admin).json()["results"]
    return [each["action"] for each in told]


def test_a_locked_store_is_told_of_and_the_same_can_be_sent_when_it_is_free(
    store_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_MS", 100)
    with writing(own(tmp_path, store_address, monkeypatch)) as api:
        assert trail(api) == []
        sent = {**api.loppa, "Idempotency-Key": "den-samme"}
        api.client.get("/v1/key", headers=api.loppa)
        holder = make_engine(store_address)
        with holder.begin() as connection:
            sqlite = connection.dialect.name == "sqlite"
            connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "LOCK TABLE adoption IN EXCLUSIVE MODE")
            refused = api.client.post("/v1/adoptions", json=SAID, headers=sent)
            assert refused.status_code == 503, refused.text
            assert refused.headers["content-type"] == "application/problem+json"
            assert "Ingenting ble lagret. Prøv igjen" in refused.json()["detail"]
            assert api.client.get("/v1/adoptions").json()["total"] == 0
        holder.dispose()
        made = api.client.post("/v1/adoptions", json=SAID, headers=sent)
        assert made.status_code == 201, made.text
        assert trail(api) == ["opprettet"]


def test_a_full_disk_is_told_of_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In SQLite alone: PostgreSQL has no bound on its size to be set for a test.
    address = f"sqlite:///{tmp_path / 'losfor.sqlite'}"
    with writing(own(tmp_path, address, monkeypatch)) as api:
        with api.service.stores.adoptions._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            # SQLite's own bound on the file's size, of this connection, which is the one that a lone client gets.
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        answers = []
        for number in range(40):
            said = SAID | {"municipality": api.service.register.search("", 60)[number].kommunenummer}
            answers.append(
                api.client.post("/v1/adoptions", json=said | {"note": "ord " * 450}, headers=api.adviser).status_code
            )
        assert set(answers) == {201, 503}
        kept = api.client.get("/v1/adoptions").json()["total"]
        assert kept == answers.count(201) == len(trail(api))
