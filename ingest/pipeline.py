"""The way in, as one Haystack pipeline: read → record → cut → encode → index."""

from dataclasses import dataclass
from pathlib import Path

from haystack import Pipeline

from ingest.indexing import IndexWriter, PassageEncoder, PassageMaker
from ingest.reading import FileReader
from ingest.recording import RecordWriter, Summary, wanted_index
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings


def build_pipeline(settings: Settings) -> Pipeline:
    """The ingest pipeline; it round-trips through YAML (``dumps`` and ``loads`` with ``ingest`` allowed)."""
    values = settings.portable()
    pipeline = Pipeline()
    pipeline.add_component("reader", FileReader(values))
    pipeline.add_component("recorder", RecordWriter(values))
    add_indexing(pipeline, settings)
    pipeline.connect("reader.reading", "recorder.reading")
    pipeline.connect("recorder.job", "cutter.job")
    pipeline.connect("recorder.job", "indexer.job")
    return pipeline


def add_indexing(pipeline: Pipeline, settings: Settings) -> None:
    """The second half, from records to index; ``reindex`` runs it alone."""
    values = settings.portable()
    pipeline.add_component("cutter", PassageMaker(values))
    pipeline.add_component("encoder", PassageEncoder(values))
    pipeline.add_component("indexer", IndexWriter(values))
    pipeline.connect("cutter.solutions", "encoder.solutions")
    pipeline.connect("cutter.passages", "encoder.passages")
    pipeline.connect("encoder.points", "indexer.points")
    pipeline.connect("encoder.dimensions", "indexer.dimensions")


@dataclass(frozen=True)
class Outcome:
    """What ``add`` came to. ``indexed`` is the number of passages in a new index, ``None`` when the old one serves."""

    summary: Summary
    indexed: int | None


def add(place: Path, settings: Settings, *, dry_run: bool = False) -> Outcome:
    """Take in a folder or a file. A second run with nothing changed does nothing."""
    answer = build_pipeline(settings).run(
        {"reader": {"place": str(place)}, "recorder": {"dry_run": dry_run}},
        include_outputs_from={"recorder", "indexer"},
    )
    return Outcome(answer["recorder"]["summary"], answer.get("indexer", {}).get("count"))


def reindex(settings: Settings) -> int:
    """Build the index anew from the records, beside the old one, and swap. Returns the number of passages."""
    store = RecordStore(settings.database)
    try:
        job = wanted_index(settings, store)
    finally:
        store.close()
    pipeline = Pipeline()
    add_indexing(pipeline, settings)
    answer = pipeline.run({"cutter": {"job": job}, "indexer": {"job": job}}, include_outputs_from={"indexer"})
    count: int = answer["indexer"]["count"]
    return count
