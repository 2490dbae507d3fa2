"""The Haystack pipelines of the way in. Each goes through YAML and back (``loads`` with ``ingest.*`` allowed).

Experiences, webinars, networks and schemes: read → record, all in one transaction. Documents: read → mask → make →
record, one file at a time, so that memory stays the same however many there are. The index: measure → encode → index,
once at the end.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from haystack import Pipeline
from haystack.core.errors import PipelineRuntimeError

from ingest.document_recording import DocumentRecorder
from ingest.documents import DocumentMaker, DocumentReader, Job, PrivacyMasker
from ingest.gathering import Found
from ingest.indexing import IndexWriter, PassageEncoder, PassageMeasurer, SolutionOpener
from ingest.reading import FileReader
from ingest.recording import IndexJob, RecordWriter, Summary
from kunnskapsbase import language
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.records import SourceEntry
from kunnskapsbase.settings import Settings

# When a component fails, Haystack tries to write down all that passed between the components, says at length that it
# cannot, and drowns our own message of what went wrong.
logging.getLogger("haystack.utils.base_serialization").setLevel(logging.ERROR)


def build_corpus_pipeline(settings: Settings) -> Pipeline:
    """From the corpus's Markdown files to records."""
    pipeline = Pipeline()
    pipeline.add_component("reader", FileReader(settings.portable()))
    pipeline.add_component("recorder", RecordWriter(settings.portable()))
    pipeline.connect("reader.reading", "recorder.reading")
    return pipeline


def build_document_pipeline(settings: Settings) -> Pipeline:
    """From one file to the record of a document, or to experiences."""
    pipeline = Pipeline()
    pipeline.add_component("reader", DocumentReader(settings.portable()))
    pipeline.add_component("masker", PrivacyMasker())
    pipeline.add_component("maker", DocumentMaker(settings.portable()))
    pipeline.add_component("recorder", DocumentRecorder(settings.portable()))
    pipeline.connect("reader.job", "masker.job")
    pipeline.connect("masker.job", "maker.job")
    pipeline.connect("maker.job", "recorder.job")
    return pipeline


def build_index_pipeline(settings: Settings) -> Pipeline:
    """From the records to the index that the solutions are searched in."""
    pipeline = Pipeline()
    pipeline.add_component("opener", SolutionOpener(settings.portable()))
    pipeline.add_component("measurer", PassageMeasurer(settings.portable()))
    pipeline.add_component("encoder", PassageEncoder(settings.portable()))
    pipeline.add_component("indexer", IndexWriter(settings.portable()))
    pipeline.connect("opener.entries", "measurer.entries")
    pipeline.connect("opener.entries", "encoder.entries")
    pipeline.connect("measurer.lengths", "encoder.lengths")
    pipeline.connect("measurer.dimensions", "indexer.dimensions")
    pipeline.connect("encoder.points", "indexer.points")
    return pipeline


def _run(pipeline: Pipeline, data: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Run, and let our own errors out of the wrapping that Haystack puts round them."""
    try:
        return pipeline.run(data)
    except PipelineRuntimeError as error:
        if isinstance(error.__cause__, KunnskapsbaseError | OSError):
            raise error.__cause__ from None
        raise


def take_in_corpus(settings: Settings, files: list[Found], *, dry_run: bool, again: bool) -> Summary:
    """Take in experiences, webinars, networks and schemes."""
    data: dict[str, dict[str, Any]] = {"reader": {"files": files, "again": again}, "recorder": {"dry_run": dry_run}}
    summary: Summary = _run(build_corpus_pipeline(settings), data)["recorder"]["summary"]
    return summary


class DocumentPipeline:
    """The document pipeline with what it holds open: the reading process, the register and the store."""

    def __init__(self, settings: Settings) -> None:
        self._pipeline = build_document_pipeline(settings)

    def take_in(self, job: Job) -> SourceEntry:
        """Take in one document; what came of it."""
        source: SourceEntry = _run(self._pipeline, {"reader": {"job": job}})["recorder"]["source"]
        return source

    def close(self) -> None:
        """End the reading process and close the store."""
        for name in ("reader", "recorder"):
            component: DocumentReader | DocumentRecorder = self._pipeline.get_component(name)  # type: ignore[assignment]
            component.close()
        language.let_go()


@contextmanager
def document_pipeline(settings: Settings) -> Iterator[DocumentPipeline]:
    """A document pipeline that lets go of everything at the end."""
    pipeline = DocumentPipeline(settings)
    try:
        yield pipeline
    finally:
        pipeline.close()


def build_index(settings: Settings, job: IndexJob) -> int:
    """Build the index beside the one that serves, and swap; the number of texts in it."""
    answer = _run(build_index_pipeline(settings), {"opener": {"job": job}, "indexer": {"job": job}})
    count: int = answer["indexer"]["count"]
    return count
