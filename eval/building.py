"""A knowledge base of its own for a run: built from the corpus in a temporary folder, and gone afterwards."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from eval.provenance import Corpus
from ingest.pipeline import add
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.errors import InputError
from kunnskapsbase.index import engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings

EXPERIENCE = "erfaring"


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Environment variables for a while, for this process and those it starts."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def temporary_base() -> Iterator[Settings]:
    """The settings in force, with the corpus taken in and indexed in a folder that is removed at the end.

    The pipelines read the addresses of database and Qdrant from the environment by themselves. They are therefore
    emptied there, so that a run never writes to the knowledge base that somebody uses.

    Raises:
        InputError: files in the corpus were refused; a measurement on a part of it would tell nothing.
    """
    with (
        tempfile.TemporaryDirectory(prefix="eval-") as folder,
        environment({"KB_DATA": folder, "DATABASE_URL": "", "QDRANT_URL": "", "QDRANT_API_KEY": ""}),
    ):
        settings = Settings()
        assert settings.data == Path(folder)
        failures = add(settings.corpus, settings).summary.failures
        if failures:
            raise InputError(f"{len(failures)} filer i korpuset ble avvist, blant dem {failures[0].path}.")
        yield settings


def describe(settings: Settings) -> Corpus:
    """What the knowledge base holds. Opens the index, so nobody else may have it open."""
    store = RecordStore(settings.database)
    try:
        fingerprint, solutions = store.fingerprint(EXPERIENCE), store.count(EXPERIENCE)
    finally:
        store.close()
    index = engine(settings).open(alias(model_fingerprint(settings)))
    try:
        return Corpus(fingerprint, solutions, index.count())
    finally:
        index.close()
