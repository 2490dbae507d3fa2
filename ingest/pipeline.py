"""The way in, as one Haystack pipeline: read → record → cut → encode → index."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haystack import Pipeline
from haystack.core.errors import PipelineRuntimeError

from ingest.indexing import IndexWriter, PassageEncoder, PassageMaker
from ingest.reading import EXPERIENCE, FileReader
from ingest.recording import RecordWriter, Summary, wanted_index
from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings

# When a component fails, Haystack tries to write down all that passed between the components, says at length that it
# cannot, and drowns our own message of what went wrong.
logging.getLogger("haystack.utils.base_serialization").setLevel(logging.ERROR)


def build_pipeline(settings: Settings) -> Pipeline:
    """The ingest pipeline; it round-trips through YAML (``dumps`` and ``loads`` with ``ingest`` allowed)."""
    pipeline = Pipeline()
    pipeline.add_component("reader", FileReader(settings.portable()))
    pipeline.add_component("recorder", RecordWriter(settings.portable()))
    add_indexing(pipeline, settings)
    pipeline.connect("reader.reading", "recorder.reading")
    pipeline.connect("recorder.job", "cutter.job")
    pipeline.connect("recorder.job", "indexer.job")
    return pipeline


def add_indexing(pipeline: Pipeline, settings: Settings) -> None:
    """The second half, from records to index; ``reindex`` runs it alone."""
    pipeline.add_component("cutter", PassageMaker(settings.portable()))
    pipeline.add_component("encoder", PassageEncoder(settings.portable()))
    pipeline.add_component("indexer", IndexWriter(settings.portable()))
    pipeline.connect("cutter.solutions", "encoder.solutions")
    pipeline.connect("cutter.passages", "encoder.passages")
    pipeline.connect("encoder.points", "indexer.points")
    pipeline.connect("encoder.dimensions", "indexer.dimensions")


def _run(pipeline: Pipeline, data: dict[str, dict[str, Any]], outputs: set[str]) -> dict[str, dict[str, Any]]:
    """Run, and let our own errors out of the wrapping that Haystack puts round them."""
    try:
        return pipeline.run(data, include_outputs_from=outputs)
    except PipelineRuntimeError as error:
        if isinstance(error.__cause__, KunnskapsbaseError):
            raise error.__cause__ from None
        raise


@dataclass(frozen=True)
class Outcome:
    """What ``add`` came to. ``indexed`` is the number of passages in a new index, ``None`` when the old one serves."""

    summary: Summary
    indexed: int | None


def add(place: Path, settings: Settings, *, dry_run: bool = False) -> Outcome:
    """Take in a folder or a file. A second run with nothing changed does nothing."""
    data: dict[str, dict[str, Any]] = {"reader": {"place": str(place)}, "recorder": {"dry_run": dry_run}}
    answer = _run(build_pipeline(settings), data, {"recorder", "indexer"})
    return Outcome(answer["recorder"]["summary"], answer.get("indexer", {}).get("count"))


def reindex(settings: Settings) -> int:
    """Build the index anew from the records, beside the old one, and swap. Returns the number of passages.

    Raises:
        InputError: nothing has been taken in yet.
    """
    store = RecordStore(settings.database)
    try:
        if not store.count(EXPERIENCE):
            raise InputError("Ingenting er tatt inn ennå. Kjør «make index», som tar inn corpus/ og bygger indeksen.")
        job = wanted_index(settings, store)
    finally:
        store.close()
    pipeline = Pipeline()
    add_indexing(pipeline, settings)
    answer = _run(pipeline, {"cutter": {"job": job}, "indexer": {"job": job}}, {"indexer"})
    count: int = answer["indexer"]["count"]
    return count
