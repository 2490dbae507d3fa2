"""A service with a store of its own, and a transcript that was shared there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kunnskapsbase.settings import Settings
from tests.support.sharing import SOURCE, send
from tests.support.writing import Writing, corpus_of, writing


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writing]:
    """The API over a handful of experiences; it takes files of 1 MB."""
    folder: Path = tmp_path_factory.mktemp("deling")
    settings = Settings(
        corpus=corpus_of(folder),
        data=folder / "data",
        index_delay_seconds=0,
        writes_per_minute=0,
        upload_megabytes=1,
    )
    with writing(settings) as api:
        yield api


@pytest.fixture(scope="module")
def shared(api: Writing) -> dict[str, Any]:
    """The transcript, as it was read, with its source said."""
    sent = send(api.client, api.organiser, **SOURCE)
    assert sent.status_code == 201, sent.text
    upload: dict[str, Any] = sent.json()
    return upload
