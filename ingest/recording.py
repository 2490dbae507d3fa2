"""From what was read to the record store, and which index the records ask for."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from haystack import component

from ingest.gathering import EXPERIENCE
from ingest.reading import Reading
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import Contents
from kunnskapsbase.index.naming import alias, content_name
from kunnskapsbase.records import REJECTED, Additions, RecordStore, SourceEntry, Status
from kunnskapsbase.settings import Settings


@dataclass
class Summary:
    """What an ingest did with each source that was not as before.

    ``gone`` are paths whose file is no longer there; ``removed`` those that were taken down and stay out.
    """

    sources: list[SourceEntry] = field(default_factory=list)
    unchanged: int = 0
    gone: tuple[str, ...] = ()
    removed: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Status]:
        """How many sources came to each status."""
        return Counter(source.status for source in self.sources)

    @property
    def taken_in(self) -> int:
        """How many sources are new or changed, and taken in whole or in part."""
        return self.counts[Status.TAKEN_IN] + self.counts[Status.PARTLY]

    @property
    def incomplete(self) -> bool:
        """Whether something could not be taken in, in whole or in part."""
        return bool(self.failures) or bool(self.counts[Status.PARTLY])

    @property
    def failures(self) -> tuple[SourceEntry, ...]:
        """What could not be taken in, or is held back."""
        return tuple(source for source in self.sources if source.status in REJECTED)


@dataclass(frozen=True)
class Addition:
    """What a new index is made from: the collection ``onto``, what that holds, and the ids of the records it lacks."""

    onto: str
    held: Contents
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class IndexJob:
    """The index to build: which name serves, and what the content is called.

    With an ``addition`` it is made from one that is there, and else of all records.
    """

    alias: str
    content: str
    addition: Addition | None = None


def wanted_index(settings: Settings, store: RecordStore) -> IndexJob:
    """What the index must be called to match all that decides its content at this moment.

    That is the records with what people added to them, the register, the model and the analysis.
    """
    digest = hashlib.sha256(store.fingerprint(EXPERIENCE).encode())
    digest.update(_added(settings).encode())
    digest.update((settings.corpus / "kommuner" / "kommuner.csv").read_bytes())
    model = model_fingerprint(settings)
    return IndexJob(alias(model), content_name(model, digest.hexdigest()[:8]))


def _added(settings: Settings) -> str:
    additions = Additions(settings.database)
    try:
        return additions.fingerprint()
    finally:
        additions.close()


@component
class RecordWriter:
    """Saves what was read of the corpus in one transaction. With ``dry_run`` nothing is written."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(summary=Summary)
    def run(self, reading: Reading, dry_run: bool = False) -> dict[str, Summary]:
        """Save ``reading``."""
        summary = Summary(reading.sources, len(reading.unchanged), removed=reading.removed)
        if dry_run:
            return {"summary": summary}
        store = RecordStore(Settings(**self.settings).database)
        try:
            if reading.sources:
                store.save(reading.records, reading.sources, sketches=reading.sketches)
            store.touch(reading.unchanged)
        finally:
            store.close()
        return {"summary": summary}
