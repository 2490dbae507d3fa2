"""The index of passages, from the documents and webinars in the record store: a Haystack pipeline of streams.

What goes between its components can be read again and again and is never held whole: a few documents and a batch of
vectors are in memory, whatever the number of documents.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from haystack import Pipeline, component
from haystack.core.errors import PipelineRuntimeError
from tqdm import tqdm

from ingest.encoding import CachedVectors, batches, tie_break
from ingest.indexing import IndexWriter
from ingest.recording import IndexJob
from kunnskapsbase.bm25 import passage_vector
from kunnskapsbase.document_text import DOCUMENT_RECORDS, MatchedPassage, document_of, matched_passages
from kunnskapsbase.embedding import Embedder, model_fingerprint
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.index import PASSAGES, Point, engine
from kunnskapsbase.index.naming import alias, content_name, holds
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.text import terms


class _Stream:
    """What Haystack is not to copy on its way between components."""

    def __deepcopy__(self, _: dict[int, object]) -> Self:
        return self


@dataclass(frozen=True)
class PassageStream(_Stream):
    """Every passage of every recorded document, read from the store each time it is gone through."""

    database: str

    def __iter__(self) -> Iterator[MatchedPassage]:
        """The passages by kind of record, record id and number."""
        store = RecordStore(self.database)
        try:
            for kind in DOCUMENT_RECORDS:
                for record in store.each(kind):
                    yield from matched_passages(document_of(kind, record.body))
        finally:
            store.close()


@dataclass(frozen=True)
class Measure:
    """How many passages there are, and how many terms they have on average, which BM25 must know beforehand."""

    passages: int
    average: float


@dataclass(frozen=True)
class PointStream(_Stream):
    """The passages as points. When the last has been read, vectors that no passage has any more are forgotten."""

    passages: PassageStream
    measure: Measure
    embedder: Embedder

    def __iter__(self) -> Iterator[Point]:
        """A point for each passage, in their order."""
        store = RecordStore(self.passages.database)
        progress = tqdm(total=self.measure.passages, desc="Indekserer", unit="tekst", disable=None)
        try:
            vectors = CachedVectors(self.embedder, store, PASSAGES)
            for batch in batches(iter(self.passages)):
                dense = vectors.of([passage.text for passage in batch])
                for passage, vector in zip(batch, dense, strict=True):
                    sparse = passage_vector(terms(passage.text), self.measure.average)
                    yield Point(passage.id, vector, sparse, payload(passage))
                progress.update(len(batch))
            vectors.forget_others()
        finally:
            progress.close()
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

    @component.output_types(passages=PassageStream)
    def run(self, job: IndexJob) -> dict[str, PassageStream]:
        """The passages of every document, as a stream."""
        return {"passages": PassageStream(Settings(**self.settings).database)}


@component
class PassageMeasurer:
    """Goes through all passages once and counts their terms."""

    @component.output_types(measure=Measure)
    def run(self, passages: PassageStream) -> dict[str, Measure]:
        """The number of passages and their average length in terms."""
        count = total = 0
        for passage in passages:
            count += 1
            total += len(terms(passage.text))
        return {"measure": Measure(count, total / count if count else 0.0)}


@component
class DocumentPassageEncoder:
    """Gives each passage its dense and its sparse vector, while the index is being written."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(points=Iterable[Point], dimensions=int)
    def run(self, passages: PassageStream, measure: Measure) -> dict[str, Any]:
        """The points as a stream, and the length of their dense vectors."""
        embedder = Embedder(Settings(**self.settings))
        return {"points": PointStream(passages, measure, embedder), "dimensions": embedder.dimensions}


def build_pipeline(settings: Settings) -> Pipeline:
    """The pipeline; it round-trips through YAML (``dumps`` and ``loads`` with ``ingest`` allowed)."""
    pipeline = Pipeline()
    pipeline.add_component("opener", DocumentOpener(settings.portable()))
    pipeline.add_component("measurer", PassageMeasurer())
    pipeline.add_component("encoder", DocumentPassageEncoder(settings.portable()))
    pipeline.add_component("indexer", IndexWriter(settings.portable(), PASSAGES.name))
    pipeline.connect("opener.passages", "measurer.passages")
    pipeline.connect("opener.passages", "encoder.passages")
    pipeline.connect("measurer.measure", "encoder.measure")
    pipeline.connect("encoder.points", "indexer.points")
    pipeline.connect("encoder.dimensions", "indexer.dimensions")
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
