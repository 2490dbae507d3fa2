"""Vectors are made once, found again without the model, and forgotten with the texts they are of."""

import hashlib
import shutil
from pathlib import Path

import pytest

from ingest.encoding import CachedVectors
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import PASSAGES
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import ROOT, Settings
from tests.support.tiny_model import make_tiny_model

TEXTS = ["vann i kommunen", "skole og barnehage", "vann i kommunen"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    model = make_tiny_model(tmp_path / "tiny")
    return Settings(corpus=ROOT / "corpus", data=tmp_path / "data", embedding_model=str(model))


@pytest.fixture
def store(settings: Settings) -> RecordStore:
    return RecordStore(settings.database)


def test_what_is_made_is_found_again_by_who_has_no_model(settings: Settings, store: RecordStore) -> None:
    made = CachedVectors(settings, store, PASSAGES)
    made.make(TEXTS)
    made.let_go()
    shutil.rmtree(settings.embedding_model)
    found = CachedVectors(settings, store, PASSAGES)
    first, second, third = found.of(TEXTS)
    assert first == third != second
    assert found.dimensions() == len(first) == len(second)


def test_vectors_missing_from_the_cache_are_made_when_they_are_asked_for(
    settings: Settings, store: RecordStore
) -> None:
    CachedVectors(settings, store, PASSAGES).make(TEXTS[:1])
    vectors = CachedVectors(settings, store, PASSAGES).of(TEXTS)
    assert len(vectors) == 3
    assert vectors == CachedVectors(settings, store, PASSAGES).of(TEXTS)


def test_an_empty_cache_has_the_dimensions_of_the_model(settings: Settings, store: RecordStore) -> None:
    vectors = CachedVectors(settings, store, PASSAGES)
    length = vectors.dimensions()
    assert len(vectors.of(TEXTS)[0]) == length


def test_only_what_was_asked_for_stays(settings: Settings, store: RecordStore) -> None:
    many = [f"tekst nummer {number}" for number in range(300)]
    vectors = CachedVectors(settings, store, PASSAGES)
    vectors.make(many)
    vectors.of(many[:140])
    vectors.of(many[100:200])
    vectors.forget_others()
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in many]
    cache = f"{model_fingerprint(settings)}.{PASSAGES.name}"
    assert store.cached(cache, hashes) == set(hashes[:200])
