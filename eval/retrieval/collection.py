"""Texts to be searched, and an index of nothing but them: made by the product's engine with the product's channels."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.building import EXPERIENCE
from ingest.encoding import batches
from kunnskapsbase.channels import Lengths, passage_vectors, units
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import Index, Point, engine
from kunnskapsbase.passages import passages
from kunnskapsbase.point_id import point_id, tie_break
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution

_ALIAS = "eval"


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is matched as one, and the record it counts for; the words of ``heading`` are counted once more."""

    id: str
    record_id: str
    text: str
    heading: str = ""

    @property
    def point(self) -> int:
        """Its number in an index."""
        return point_id("eval", self.id, 0)


def experience_texts(settings: Settings) -> list[Text]:
    """What the product matches of the experiences in the store."""
    store = RecordStore(settings.database)
    try:
        solutions = [Solution.model_validate_json(record.body) for record in store.all(EXPERIENCE)]
    finally:
        store.close()
    return [
        Text(f"{passage.solution_id}/{passage.number}", passage.solution_id, passage.text, passage.heading)
        for solution in solutions
        for passage in passages(solution)
    ]


def _points(texts: Sequence[Text], embedder: Embedder) -> Iterator[Point]:
    lengths = Lengths()
    for text in texts:
        lengths.add(units(text.text, text.heading))
    for batch in batches(iter(texts)):
        for text, vector in zip(batch, embedder.passages([each.text for each in batch]), strict=True):
            payload = {"oppforing": text.record_id, "passasje": 0, "tb": tie_break(text.point)}
            yield Point(text.point, vector, passage_vectors(units(text.text, text.heading), lengths), payload)


@contextmanager
def own_index(texts: Sequence[Text], settings: Settings, embedder: Embedder) -> Iterator[Index]:
    """An index of these texts in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="eval-") as folder:
        place = engine(settings.model_copy(update={"data": Path(folder), "qdrant_url": ""}))
        place.build(_ALIAS, f"{_ALIAS}.1", embedder.dimensions, _points(texts, embedder), (("tb", "float"),))
        index = place.open(_ALIAS)
        try:
            yield index
        finally:
            index.close()
