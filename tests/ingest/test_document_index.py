"""The index of passages follows the recorded documents, beside the solutions' own and without touching it."""

import sqlite3
import tracemalloc
from pathlib import Path

import pytest
from haystack import Pipeline

from ingest.document_index import build_passages, build_pipeline, wanted_passages
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import PASSAGES, SOLUTIONS, Kind, Point, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import ROOT, Settings
from tests.support.documents import NIGHT, SCHOOL, WATER, report, save
from tests.support.tiny_model import make_tiny_model


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def settings(tmp_path: Path, tiny_model: Path) -> Settings:
    return Settings(corpus=ROOT / "corpus", data=tmp_path / "data", embedding_model=str(tiny_model))


def served(settings: Settings, kind: Kind = PASSAGES) -> str | None:
    return engine(settings).current(alias(model_fingerprint(settings), kind))


def points(settings: Settings) -> list[Point]:
    index = engine(settings).open(alias(model_fingerprint(settings), PASSAGES))
    found = list(index.points())
    index.close()
    return found


def cached(settings: Settings) -> dict[str, int]:
    """How many vectors each cache holds."""
    with sqlite3.connect(settings.data / "losfor.sqlite") as connection:
        counts = dict(connection.execute("SELECT model, count(*) FROM embedding GROUP BY model"))
    connection.close()
    return counts


def test_a_store_without_documents_needs_no_index(settings: Settings) -> None:
    assert build_passages(settings) is None
    assert served(settings) is None


def test_every_passage_is_indexed_with_what_it_is_filtered_and_folded_on(settings: Settings) -> None:
    save(settings, report("vann", WATER, SCHOOL), report("natt", NIGHT, language="nn"))
    assert build_passages(settings) == 3
    found = {(point.payload["oppforing"], point.payload["passasje"]): point for point in points(settings)}
    assert found.keys() == {("vann", 0), ("vann", 1), ("natt", 0)}
    payload = found["natt", 0].payload
    assert (payload["sprak"], payload["type"]) == ("nn", "rapport")
    assert 0 <= payload["tb"] < 1
    assert len(found["vann", 0].dense) == 16
    assert all(vector.indices for vector in found["vann", 0].sparse.values())


def test_nothing_is_built_when_what_serves_is_of_this_content(settings: Settings) -> None:
    save(settings, report("vann", WATER))
    build_passages(settings)
    name = served(settings)
    assert build_passages(settings) is None
    assert served(settings) == name
    assert build_passages(settings, anew=True) == 1
    assert served(settings) != name


def test_a_new_version_a_new_document_and_a_removed_one_are_followed(settings: Settings) -> None:
    old = report("vann", WATER)
    save(settings, old)
    build_passages(settings)
    save(settings, report("vann", WATER, NIGHT))
    assert build_passages(settings) == 2
    save(settings, report("skole", SCHOOL))
    assert build_passages(settings) == 3
    save(settings, gone=[old])
    assert build_passages(settings) == 1
    assert {point.payload["oppforing"] for point in points(settings)} == {"skole"}


def test_when_the_last_document_goes_nothing_of_it_stays_in_index_or_cache(settings: Settings) -> None:
    only = report("vann", WATER)
    save(settings, only)
    build_passages(settings)
    save(settings, gone=[only])
    assert build_passages(settings) == 0
    assert points(settings) == []
    assert cached(settings) == {}
    assert build_passages(settings) is None
    assert len([path for path in (settings.data / "index").iterdir() if path.name.startswith("passasjer-")]) == 2


def test_the_webinars_of_the_corpus_are_indexed(indexed: Settings, tmp_path: Path) -> None:
    store, copy = RecordStore(indexed.database), Settings(data=tmp_path)
    webinars = store.all("webinar")
    store.close()
    assert len(webinars) == 56
    own = RecordStore(copy.database)
    own.save(webinars)
    own.close()
    assert build_passages(copy) == 56
    assert {point.payload["type"] for point in points(copy)} == {"webinar"}


def test_the_two_caches_of_vectors_leave_each_other_alone(settings: Settings) -> None:
    model = model_fingerprint(settings)
    store = RecordStore(settings.database)
    store.cache_vectors(model, {"a solution": [0.5, 0.5]})
    store.close()
    first = report("vann", WATER)
    save(settings, first, report("natt", NIGHT))
    build_passages(settings)
    assert cached(settings) == {model: 1, f"{model}.{PASSAGES.name}": 2}
    save(settings, gone=[first])
    build_passages(settings)
    assert cached(settings) == {model: 1, f"{model}.{PASSAGES.name}": 1}


def test_a_build_from_the_cache_and_one_without_it_give_the_same_points(settings: Settings, tmp_path: Path) -> None:
    documents = [report("vann", WATER, SCHOOL), report("natt", NIGHT)]
    save(settings, *documents)
    build_passages(settings)
    first = points(settings)
    build_passages(settings, anew=True)
    other = settings.model_copy(update={"data": tmp_path / "other"})
    save(other, *documents)
    build_passages(other)
    assert points(settings) == first == points(other)


def test_the_name_tells_kind_model_analysis_and_content(settings: Settings) -> None:
    save(settings, report("vann", WATER))
    store = RecordStore(settings.database)
    job = wanted_passages(settings, store)
    store.close()
    assert job.alias.startswith(f"passasjer-{model_fingerprint(settings)}-")
    assert job.content.startswith(f"{job.alias}-")
    build_passages(settings)
    name = served(settings)
    assert name is not None
    assert name.startswith(f"{job.content}.")
    assert served(settings, SOLUTIONS) is None


def _peak(settings: Settings, documents: int) -> int:
    save(
        settings,
        *(
            report(f"rapport-{number}", *(f"{WATER} {number} {part}." for part in range(20)))
            for number in range(documents)
        ),
    )
    build_passages(settings)
    tracemalloc.start()
    assert build_passages(settings, anew=True) == documents * 20
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_number_of_documents(settings: Settings, tmp_path: Path) -> None:
    few = _peak(settings, 30)
    many = _peak(settings.model_copy(update={"data": tmp_path / "many"}), 150)
    # Of each passage only the hash of its text is kept, some 150 bytes; text and vector together are ten times that.
    assert many - few < 120 * 20 * 300


def test_the_pipeline_round_trips_through_yaml(settings: Settings) -> None:
    save(settings, report("vann", WATER))
    loaded = Pipeline.loads(build_pipeline(settings).dumps(), allowed_modules=["ingest.*"])
    assert loaded.to_dict()["components"] == build_pipeline(settings).to_dict()["components"]
    store = RecordStore(settings.database)
    job = wanted_passages(settings, store)
    store.close()
    answer = loaded.run({"opener": {"job": job}, "indexer": {"job": job}})
    assert answer["indexer"]["count"] == 1
