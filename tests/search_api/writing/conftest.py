"""A service with a store of its own, in each of the databases that a store can be in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kunnskapsbase.settings import Settings
from tests.support.writing import Writing, corpus_of, writing


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writing]:
    """The API over a handful of experiences. Each test writes of a municipality of its own."""
    folder: Path = tmp_path_factory.mktemp("skriving")
    settings = Settings(corpus=corpus_of(folder), data=folder / "data", index_delay_seconds=0, writes_per_minute=0)
    with writing(settings) as api:
        yield api
