"""The whole way with the store in PostgreSQL: taken in, asked, taken into use, and taken down without a trace in it."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, inspect, text

from ingest.pipeline import add
from ingest.preparing import Wishes
from ingest.takedown import find_target, take_down
from kunnskapsbase.adoption import Adoption, AdoptionStatus
from kunnskapsbase.audit import LOCAL
from kunnskapsbase.records import Adoptions, RecordStore
from kunnskapsbase.settings import Settings
from search_api.app import create_app
from search_api.service import SearchService
from tests.support.postgres import Cluster
from tests.support.source_files import report
from tests.support.tiny_model import make_tiny_model

LOPPA, RARE = "5614", "pukkellakskverna"


@pytest.fixture
def settings(
    postgres: Cluster, small_corpus: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    # By the environment, as it is set for real: an address may hold a password, and is in no pipeline's own settings.
    monkeypatch.setenv("DATABASE_URL", postgres.store())
    model = make_tiny_model(tmp_path / "model")
    return Settings(corpus=small_corpus(3), data=tmp_path / "data", embedding_model=str(model))


def rows_with(word: str, address: str) -> list[str]:
    """The tables that have the word in a row."""
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            # As tuples: a row of SQLAlchemy's own shortens what is long when it is written out.
            kept = {name: map(tuple, connection.execute(text(f"SELECT * FROM {name}"))) for name in tables}
            return [name for name, rows in kept.items() if word in str(list(rows))]
    finally:
        engine.dispose()


def answers(settings: Settings, **parameters: str) -> list[str]:
    service = SearchService(settings)
    try:
        response = TestClient(create_app(service)).get("/v1/solutions", params={"q": "digital løsning", **parameters})
        assert response.status_code == 200, response.text
        return [hit["id"] for hit in response.json()["results"]]
    finally:
        service.close()


def test_it_is_taken_in_asked_taken_into_use_and_taken_down(settings: Settings, tmp_path: Path) -> None:
    file = report(tmp_path / "innboks" / "rapport.md", about=f"den nye {RARE} i elva")
    first = add([settings.corpus, file], settings)
    assert (first.indexed, first.summary.taken_in) == (3, 4)
    again = add([settings.corpus, file], settings)
    assert (again.indexed, again.summary.unchanged) == (None, 4)
    solution = answers(settings)[0]
    small = {"population_max": "1000", "county": "Finnmark"}
    assert answers(settings, **small) == []
    in_use = Adoption(
        solution_id=solution, kommunenummer=LOPPA, status=AdoptionStatus.IN_OPERATION, since=date(2026, 1, 10)
    )
    with closing(Adoptions(settings.database)) as adoptions:
        adoptions.record(in_use.model_copy(update={"note": f"Vi har en {RARE}."}), LOCAL)
    assert add(settings.corpus, settings).indexed == 3
    assert answers(settings, **small) == [solution]

    assert set(rows_with(RARE, settings.database)) >= {"adoption", "record"}
    for name in ("rapport.md", solution):
        with closing(RecordStore(settings.database)) as store:
            target = find_target(store, name)
        assert take_down(settings, target).log_emptied
    assert rows_with(RARE, settings.database) == []
    assert solution not in answers(settings)
    assert add(settings.corpus, settings, wishes=Wishes(again=True)).indexed == 3
    assert not list(settings.data.glob("*.sqlite*"))
