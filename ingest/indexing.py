"""From records to points to a finished index, built beside the one that serves: the same way for every kind.

What goes between the components can be read again and again and is never held whole: a few records and a batch of
vectors are in memory, whatever their number. One pass counts what the texts consist of, which BM25 must know before the
first is weighed, and makes the vectors that are not cached; the next makes points while the index is being written. By
then the embedding model has gone: with it, the two together would take a quarter of a gigabyte more.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from haystack import component
from tqdm import tqdm

from ingest.encoding import CachedVectors, batches
from ingest.reading import EXPERIENCE
from ingest.recording import IndexJob
from kunnskapsbase.channels import Lengths, passage_vectors, units
from kunnskapsbase.index import KINDS, SOLUTIONS, Contents, NotedPoints, Point, engine
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
    """The passages of one kind of collection, read from the store each time they are gone through.

    ``held`` is what the collection holds that they are added to; ``None`` where they are all of it.
    """

    held: Contents | None = None

    @abstractmethod
    def __iter__(self) -> Iterator[Entry]:
        """The entries, in the same order every time."""

    def records(self) -> Mapping[str, Mapping[str, str]] | None:
        """The records that were read when they were last gone through, by kind and id, with their hashes.

        ``None`` where nobody kept count: nothing can then be added to what is made of them.
        """
        return None


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


@dataclass
class PointStream(Stream, NotedPoints):
    """The entries as points. When all there are have been read, vectors that none has any more are forgotten."""

    entries: EntryStream
    lengths: Lengths
    settings: Settings
    kind: str
    _read: Lengths = field(init=False, default_factory=Lengths)

    def __iter__(self) -> Iterator[Point]:
        """A point for each entry, in their order."""
        self._read = lengths_of(self.entries.held)
        store = RecordStore(self.settings.database)
        wanted = self.lengths.passages - self._read.passages
        progress = tqdm(total=wanted, desc="Indekserer", unit="tekst", disable=None)
        try:
            vectors = CachedVectors(self.settings, store, KINDS[self.kind])
            for batch in batches(self.entries):
                for entry, vector in zip(batch, vectors.of([entry.text for entry in batch]), strict=True):
                    found = units(*entry.matched)
                    self._read.add(found)
                    yield Point(entry.id, vector, passage_vectors(found, self.lengths), entry.payload)
                progress.update(len(batch))
            if self.entries.held is None:
                vectors.forget_others()
        finally:
            progress.close()
            store.close()

    def contents(self) -> Contents | None:
        """See ``NotedPoints.contents``. What was read and counted is what is told, whatever changed meanwhile."""
        records = self.entries.records()
        if records is None:
            return None
        before = self.entries.held.records if self.entries.held else {}
        together = {kind: {**before.get(kind, {}), **read} for kind, read in records.items()}
        return Contents(together, self._read.passages, self._read.totals, self.lengths.averages)


def lengths_of(held: Contents | None) -> Lengths:
    """What the passages that are held consist of, to be counted on from."""
    return Lengths(held.passages, held.units) if held else Lengths()


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
        """The number of passages with their average length in each channel, and the length of their dense vectors.

        What is held is counted in, where they are added to it.
        """
        settings = Settings(**self.settings)
        lengths = lengths_of(entries.held)
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

    @component.output_types(points=PointStream)
    def run(self, entries: EntryStream, lengths: Lengths) -> dict[str, PointStream]:
        """The points as a stream."""
        return {"points": PointStream(entries, lengths, Settings(**self.settings), self.kind)}


@component
class IndexWriter:
    """Builds an index of a kind (a name in ``KINDS``) beside the old one and swaps; the old one serves until then."""

    def __init__(self, settings: dict[str, Any], kind: str = SOLUTIONS.name) -> None:
        self.settings = settings
        self.kind = kind

    @component.output_types(count=int | None)
    def run(self, job: IndexJob, points: PointStream, dimensions: int) -> dict[str, int | None]:
        """The number of passages now served; ``None`` where what they were to be added to does not serve any more."""
        indexes, name = engine(Settings(**self.settings)), build_name(job.content)
        if job.addition:
            return {"count": indexes.extend(job.alias, job.addition.onto, name, dimensions, points)}
        return {"count": indexes.build(job.alias, name, dimensions, points, KINDS[self.kind].payload_indexes)}
