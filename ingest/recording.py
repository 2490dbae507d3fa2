"""From what was read to the record store, and whether the index has to be built anew."""

import hashlib
from dataclasses import dataclass
from typing import Any

from haystack import component

from ingest.reading import EXPERIENCE, Reading
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import engine
from kunnskapsbase.index.naming import alias, content_name, holds
from kunnskapsbase.records import Failure, RecordStore
from kunnskapsbase.settings import Settings


@dataclass(frozen=True)
class Summary:
    """What an ingest did, in numbers and with reasons."""

    taken_in: int
    unchanged: int
    gone: tuple[str, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class IndexJob:
    """The index to build: which name serves, and what the content is called."""

    alias: str
    content: str


def wanted_index(settings: Settings, store: RecordStore) -> IndexJob:
    """What the index must be called to match the records, the register, the model and the analysis of this moment."""
    digest = hashlib.sha256(store.fingerprint(EXPERIENCE).encode())
    digest.update((settings.corpus / "kommuner" / "kommuner.csv").read_bytes())
    model = model_fingerprint(settings)
    return IndexJob(alias(model), content_name(model, digest.hexdigest()[:8]))


@component
class RecordWriter:
    """Saves what was read in one transaction; asks for an index only when the one that serves is not of these records.

    With ``dry_run`` nothing is written.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(summary=Summary, job=IndexJob)
    def run(self, reading: Reading, dry_run: bool = False) -> dict[str, Any]:
        """Save ``reading``; the output ``job`` is left out when the index is as it should be."""
        summary = Summary(
            taken_in=len(reading.records),
            unchanged=reading.unchanged,
            gone=tuple(reading.gone),
            failures=tuple(reading.failures),
        )
        if dry_run:
            return {"summary": summary}
        settings = Settings(**self.settings)
        store = RecordStore(settings.database)
        try:
            if reading.records or reading.failures or reading.gone:
                store.save(reading.records, reading.failures, reading.gone)
            job = wanted_index(settings, store)
        finally:
            store.close()
        if holds(engine(settings).current(job.alias), job.content):
            return {"summary": summary}
        return {"summary": summary, "job": job}
