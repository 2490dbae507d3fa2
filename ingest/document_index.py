"""The index of passages, from the documents and webinars in the record store: a Haystack pipeline of streams.

It goes the same way as the index of solutions (``ingest.indexing``); here stands what it is made of, and when it is
built.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from haystack import Pipeline, component
from haystack.core.errors import PipelineRuntimeError

from ingest.indexing import Entry, EntryStream, IndexWriter, PassageEncoder, PassageMeasurer, lengths_of
from ingest.recording import Addition, IndexJob
from kunnskapsbase.channels import units
from kunnskapsbase.document_text import DOCUMENT_RECORDS, MatchedPassage, document_of, matched_passages
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.index import PASSAGES, engine
from kunnskapsbase.index.naming import alias, content_name, holds
from kunnskapsbase.point_id import tie_break
from kunnskapsbase.records import Record, RecordStore, fingerprint
from kunnskapsbase.settings import Settings

# An index is added to by as large a share of its documents at most. With more new ones the average length may well have
# changed, and finding that out has cost a reading of them.
_MOST_ADDED = 0.25

Recorded = Mapping[str, Mapping[str, str]]
"""The documents in the record store, by kind of record and id, with their hashes."""


class PassageStream(EntryStream):
    """Every passage of every recorded document, or of those that an index lacks."""

    def __init__(self, database: str, addition: Addition | None = None) -> None:
        self._database = database
        self._addition = addition
        self._read: dict[str, dict[str, str]] = {}
        self.held = addition.held if addition else None

    def __iter__(self) -> Iterator[Entry]:
        """The passages by kind of record, record id and number."""
        self._read = {kind: {} for kind in DOCUMENT_RECORDS}
        store = RecordStore(self._database)
        try:
            for record in self._records(store):
                self._read[record.kind][record.id] = record.sha256
                for passage in matched_passages(document_of(record.kind, record.body)):
                    yield Entry(passage.id, passage.text, (passage.text,), payload(passage))
        finally:
            store.close()

    def _records(self, store: RecordStore) -> Iterator[Record]:
        if self._addition is None:
            return (record for kind in DOCUMENT_RECORDS for record in store.each(kind))
        return store.each_of(self._addition.lacking)

    def records(self) -> Recorded:
        """See ``EntryStream.records``."""
        return self._read


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
        """The passages of every document, or of those to be added, as a stream."""
        return {"entries": PassageStream(Settings(**self.settings).database, job.addition)}


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
    return _job(settings, _recorded(store))


def _recorded(store: RecordStore) -> Recorded:
    return {kind: store.hashes_of(kind) for kind in DOCUMENT_RECORDS}


def _job(settings: Settings, recorded: Recorded) -> IndexJob:
    """The index of these documents."""
    prints = (fingerprint(recorded.get(kind, {})) for kind in DOCUMENT_RECORDS)
    digest = hashlib.sha256("\n".join(prints).encode())
    model = model_fingerprint(settings)
    return IndexJob(alias(model, PASSAGES), content_name(model, digest.hexdigest()[:8], PASSAGES))


def _addition(settings: Settings, serving: str | None, recorded: Recorded) -> Addition | None:
    """What the index that serves lacks, where it can be added to and be the same as one built anew.

    That is where nothing it holds is gone or has become another, and what is new leaves the lengths that its points are
    weighed by where they are (``in_steps``). What is new is read for it, and nothing else.
    """
    held = engine(settings).contents(serving) if serving else None
    # What it says of itself must be what it is called: else documents came or went while it was being built.
    if serving is None or held is None or not holds(serving, _job(settings, held.records).content):
        return None
    had, has = _each(held.records), _each(recorded)
    if not had <= has or len(has - had) > len(had) * _MOST_ADDED:
        return None
    addition = Addition(serving, held, tuple(record_id for _, record_id, _ in sorted(has - had)))
    lengths = lengths_of(held)
    for entry in PassageStream(settings.database, addition):
        lengths.add(units(*entry.matched))
    return addition if lengths.averages == held.averages else None


def _each(recorded: Recorded) -> set[tuple[str, str, str]]:
    return {(kind, record_id, sha256) for kind, of_kind in recorded.items() for record_id, sha256 in of_kind.items()}


def build_passages(settings: Settings, *, anew: bool = False) -> int | None:
    """Make the index of passages beside the old one and swap, when what serves does not hold what is recorded.

    Where documents have only come, it is made from the one that serves, and else of all there are; it is the same one
    either way. With ``anew`` it is built of all there are in any case. Returns the number of passages, or ``None`` when
    nothing had to be done: what serves is of this content, or there has never been a document.
    """
    store = RecordStore(settings.database)
    try:
        recorded = _recorded(store)
    finally:
        store.close()
    job = _job(settings, recorded)
    serving = engine(settings).current(job.alias)
    if not anew and (holds(serving, job.content) or (serving is None and not any(recorded.values()))):
        return None
    if not anew and (addition := _addition(settings, serving, recorded)):
        count = _build(settings, replace(job, addition=addition))
        if count is not None:
            return count
        if engine(settings).current(job.alias) != serving:
            # Somebody else has swapped in the meantime, perhaps for the same documents.
            return build_passages(settings)
    return _build(settings, job)


def _build(settings: Settings, job: IndexJob) -> int | None:
    try:
        answer = build_pipeline(settings).run({"opener": {"job": job}, "indexer": {"job": job}})
    except PipelineRuntimeError as error:
        # Our own errors, and a full disk, come out of the wrapping that Haystack puts round them.
        if isinstance(error.__cause__, KunnskapsbaseError | OSError):
            raise error.__cause__ from None
        raise
    count: int | None = answer["indexer"]["count"]
    return count
