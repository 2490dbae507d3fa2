"""The index of passages, from the documents and webinars in the record store: a Haystack pipeline of streams.

It goes the same way as the index of solutions (``ingest.indexing``); here stands what it is made of, and when it is
built.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from haystack import Pipeline, component
from haystack.core.errors import PipelineRuntimeError

from ingest.indexing import Entry, EntryStream, IndexWriter, PassageEncoder, PassageMeasurer
from ingest.recording import IndexJob
from kunnskapsbase.document_text import DOCUMENT_RECORDS, MatchedPassage, document_of, matched_passages
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.index import PASSAGES, engine
from kunnskapsbase.index.naming import alias, content_name, holds
from kunnskapsbase.point_id import tie_break
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings


@dataclass(frozen=True)
class PassageStream(EntryStream):
    """Every passage of every recorded document."""

    database: str

    def __iter__(self) -> Iterator[Entry]:
        """The passages by kind of record, record id and number."""
        store = RecordStore(self.database)
        try:
            for kind in DOCUMENT_RECORDS:
                for record in store.each(kind):
                    for passage in matched_passages(document_of(kind, record.body)):
                        yield Entry(passage.id, passage.text, (passage.text,), payload(passage))
        finally:
            store.close()


def payload(passage: MatchedPassage) -> dict[str, Any]:
    """What a point is filtered and folded on."""
    return {
        "oppforing": passage.record_id,
        "passasje": passage.number,
        "sprak": passage.language,
        "type": passage.kind.value,
        "tb": tie_break(passage.id),
    }


@component
class DocumentOpener:
    """Finds the recorded documents."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(entries=EntryStream)
    def run(self, job: IndexJob) -> dict[str, EntryStream]:
        """The passages of every document, as a stream."""
        return {"entries": PassageStream(Settings(**self.settings).database)}


def build_pipeline(settings: Settings) -> Pipeline:
    """The pipeline; it round-trips through YAML (``dumps`` and ``loads`` with ``ingest`` allowed)."""
    pipeline = Pipeline()
    pipeline.add_component("opener", DocumentOpener(settings.portable()))
    pipeline.add_component("measurer", PassageMeasurer(settings.portable(), PASSAGES.name))
    pipeline.add_component("encoder", PassageEncoder(settings.portable(), PASSAGES.name))
    pipeline.add_component("indexer", IndexWriter(settings.portable(), PASSAGES.name))
    pipeline.connect("opener.entries", "measurer.entries")
    pipeline.connect("opener.entries", "encoder.entries")
    pipeline.connect("measurer.lengths", "encoder.lengths")
    pipeline.connect("measurer.dimensions", "indexer.dimensions")
    pipeline.connect("encoder.points", "indexer.points")
    return pipeline


def wanted_passages(settings: Settings, store: RecordStore) -> IndexJob:
    """What the index of passages must be called to match the records, the model and the analysis of this moment."""
    digest = hashlib.sha256("\n".join(store.fingerprint(kind) for kind in DOCUMENT_RECORDS).encode())
    model = model_fingerprint(settings)
    return IndexJob(alias(model, PASSAGES), content_name(model, digest.hexdigest()[:8], PASSAGES))


def build_passages(settings: Settings, *, anew: bool = False) -> int | None:
    """Build the index of passages beside the old one and swap, when what serves does not hold what is recorded.

    With ``anew`` it is built in any case. Returns the number of passages, or ``None`` when nothing had to be done: what
    serves is of this content, or there has never been a document.
    """
    store = RecordStore(settings.database)
    try:
        job = wanted_passages(settings, store)
        documents = sum(store.count(kind) for kind in DOCUMENT_RECORDS)
    finally:
        store.close()
    serving = engine(settings).current(job.alias)
    if not anew and (holds(serving, job.content) or (serving is None and not documents)):
        return None
    try:
        answer = build_pipeline(settings).run({"opener": {"job": job}, "indexer": {"job": job}})
    except PipelineRuntimeError as error:
        # Our own errors, and a full disk, come out of the wrapping that Haystack puts round them.
        if isinstance(error.__cause__, KunnskapsbaseError | OSError):
            raise error.__cause__ from None
        raise
    count: int = answer["indexer"]["count"]
    return count
