"""From records to points to a finished index, built beside the one that serves: the same way for every kind.

What goes between the components can be read again and again and is never held whole: a few records and a batch of
vectors are in memory, whatever their number. One pass counts what the texts consist of, which BM25 must know before the
first is weighed, and makes the vectors that are not cached; the next makes points while the index is being written. By
then the embedding model has gone: with it, the two together would take a quarter of a gigabyte more.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from haystack import component
from tqdm import tqdm

from ingest.encoding import CachedVectors, batches
from ingest.reading import EXPERIENCE
from ingest.recording import IndexJob
from kunnskapsbase.channels import Lengths, passage_vectors, units
from kunnskapsbase.index import KINDS, SOLUTIONS, Point, engine
from kunnskapsbase.index.naming import build_name
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.passages import Passage, passages
from kunnskapsbase.point_id import tie_break
from kunnskapsbase.records import Additions, RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution


@dataclass(frozen=True, slots=True)
class Entry:
    """What a point is made of: ``text`` is embedded, and the units of all ``matched`` texts together are counted."""

    id: int
    text: str
    matched: tuple[str, ...]
    payload: dict[str, Any]


class Stream:
    """What can be read again and again; Haystack is not to copy it on its way between components."""

    def __deepcopy__(self, _: dict[int, object]) -> Self:
        return self


class EntryStream(Stream, ABC):
    """The passages of one kind of collection, read from the store each time they are gone through."""

    @abstractmethod
    def __iter__(self) -> Iterator[Entry]:
        """The entries, in the same order every time."""


@dataclass(frozen=True)
class SolutionStream(EntryStream):
    """Every passage of every recorded experience, with those who have taken it into use since among its actors."""

    settings: Settings

    def __iter__(self) -> Iterator[Entry]:
        """The passages by record id and number."""
        register = load_register(self.settings.corpus / "kommuner")
        store = RecordStore(self.settings.database)
        additions = Additions(self.settings.database)
        try:
            for record in store.each(EXPERIENCE):
                told = Solution.model_validate_json(record.body)
                # Who took it into use is filtered on; the text that is matched does not grow with their number.
                solution = additions.to(told, register)
                for passage in passages(told):
                    yield Entry(
                        passage.id,
                        passage.text,
                        (passage.text, passage.heading),
                        payload(solution, passage, register),
                    )
        finally:
            additions.close()
            store.close()


@dataclass(frozen=True)
class PointStream(Stream):
    """The entries as points. When the last has been read, vectors that no entry has any more are forgotten."""

    entries: EntryStream
    lengths: Lengths
    settings: Settings
    kind: str

    def __iter__(self) -> Iterator[Point]:
        """A point for each entry, in their order."""
        store = RecordStore(self.settings.database)
        progress = tqdm(total=self.lengths.passages, desc="Indekserer", unit="tekst", disable=None)
        try:
            vectors = CachedVectors(self.settings, store, KINDS[self.kind])
            for batch in batches(self.entries):
                for entry, vector in zip(batch, vectors.of([entry.text for entry in batch]), strict=True):
                    yield Point(entry.id, vector, passage_vectors(units(*entry.matched), self.lengths), entry.payload)
                progress.update(len(batch))
            vectors.forget_others()
        finally:
            progress.close()
            store.close()


def payload(solution: Solution, passage: Passage, register: MunicipalityRegister) -> dict[str, Any]:
    """What a point is filtered and folded on. ``tb`` (0–1) settles equal scores the same way in every engine."""
    taking_part: list[dict[str, Any]] = []
    for participant in solution.owners_and_adopters:
        for number in participant.kommunenummer:
            municipality = register.get(number)
            taking_part.append(
                {
                    "nummer": int(municipality.kommunenummer),
                    "fylke": municipality.county_number,
                    "folketall": municipality.population,
                }
            )
    for participant in solution.participants:
        taking_part.extend({"fylke": county} for county in participant.fylkesnummer)
    return {
        "oppforing": solution.id,
        "passasje": passage.number,
        "sektor": solution.sector.value,
        "status": solution.status.value,
        "verifisering": solution.verification.level.value,
        "sprak": solution.language,
        "deltakere": taking_part,
        "tb": tie_break(passage.id),
    }


@component
class SolutionOpener:
    """Finds the recorded experiences."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(entries=EntryStream)
    def run(self, job: IndexJob) -> dict[str, EntryStream]:
        """The passages of every experience, as a stream."""
        return {"entries": SolutionStream(Settings(**self.settings))}


@component
class PassageMeasurer:
    """Goes through all passages once: counts what they consist of, and makes the vectors that are not cached yet."""

    def __init__(self, settings: dict[str, Any], kind: str = SOLUTIONS.name) -> None:
        self.settings = settings
        self.kind = kind

    @component.output_types(lengths=Lengths, dimensions=int)
    def run(self, entries: EntryStream) -> dict[str, Any]:
        """The number of passages with their average length in each channel, and the length of their dense vectors."""
        settings = Settings(**self.settings)
        lengths = Lengths()
        store = RecordStore(settings.database)
        try:
            vectors = CachedVectors(settings, store, KINDS[self.kind])
            with tqdm(desc="Regner ut vektorer", unit="tekst", disable=None) as progress:
                for batch in batches(entries):
                    for entry in batch:
                        lengths.add(units(*entry.matched))
                    vectors.make([entry.text for entry in batch])
                    progress.update(len(batch))
            dimensions = vectors.dimensions()
            vectors.let_go()
            return {"lengths": lengths, "dimensions": dimensions}
        finally:
            store.close()


@component
class PassageEncoder:
    """Gives each passage its dense and its sparse vectors, while the index is being written."""

    def __init__(self, settings: dict[str, Any], kind: str = SOLUTIONS.name) -> None:
        self.settings = settings
        self.kind = kind

    @component.output_types(points=Iterable[Point])
    def run(self, entries: EntryStream, lengths: Lengths) -> dict[str, Iterable[Point]]:
        """The points as a stream."""
        return {"points": PointStream(entries, lengths, Settings(**self.settings), self.kind)}


@component
class IndexWriter:
    """Builds an index of a kind (a name in ``KINDS``) beside the old one and swaps; the old one serves until then."""

    def __init__(self, settings: dict[str, Any], kind: str = SOLUTIONS.name) -> None:
        self.settings = settings
        self.kind = kind

    @component.output_types(count=int)
    def run(self, job: IndexJob, points: Iterable[Point], dimensions: int) -> dict[str, int]:
        """The number of passages now served."""
        indexed = KINDS[self.kind].payload_indexes
        name = build_name(job.content)
        return {"count": engine(Settings(**self.settings)).build(job.alias, name, dimensions, points, indexed)}
