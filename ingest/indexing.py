"""From records to points to a finished index, built beside the one that serves."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from haystack import component
from tqdm import tqdm

from ingest.reading import EXPERIENCE
from ingest.recording import IndexJob
from kunnskapsbase.bm25 import passage_vector
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import Point, engine
from kunnskapsbase.index.naming import build_name
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.passages import Passage, passages
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from kunnskapsbase.text import terms

_BATCH = 128


def payload(solution: Solution, passage: Passage, register: MunicipalityRegister) -> dict[str, Any]:
    """What a point is filtered and folded on. ``tb`` (0–1) settles equal scores the same way in every engine."""
    taking_part: list[dict[str, Any]] = []
    for participant in solution.owners_and_adopters:
        for number in participant.kommunenummer:
            municipality = register.get(number)
            taking_part.append({"fylke": municipality.county_number, "folketall": municipality.population})
    for participant in solution.participants:
        taking_part.extend({"fylke": county} for county in participant.fylkesnummer)
    tie_break = int.from_bytes(hashlib.blake2b(passage.id.encode(), digest_size=6).digest(), "big") / 2**48
    return {
        "losning": solution.id,
        "passasje": passage.number,
        "sektor": solution.sector.value,
        "status": solution.status.value,
        "maalform": solution.language,
        "deltakere": taking_part,
        "tb": tie_break,
    }


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@component
class PassageMaker:
    """Cuts every recorded experience into the passages that are matched."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(solutions=list[Solution], passages=list[Passage])
    def run(self, job: IndexJob) -> dict[str, Any]:
        """All solutions, and all their passages in the order of their ids."""
        store = RecordStore(Settings(**self.settings).database)
        try:
            solutions = [Solution.model_validate_json(record.body) for record in store.all(EXPERIENCE)]
        finally:
            store.close()
        return {"solutions": solutions, "passages": [each for solution in solutions for each in passages(solution)]}


@component
class PassageEncoder:
    """Gives each passage its dense and its sparse vector. Dense vectors are cached, so a stopped run goes on."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(points=list[Point], dimensions=int)
    def run(self, solutions: list[Solution], passages: list[Passage]) -> dict[str, Any]:
        """Points in the order of the passages, and the length of their dense vectors."""
        settings = Settings(**self.settings)
        register = load_register(settings.corpus / "kommuner")
        store = RecordStore(settings.database)
        try:
            embedder = Embedder(settings)
            dense = _dense_vectors(embedder, store, [passage.text for passage in passages])
        finally:
            store.close()
        term_lists = [terms(passage.text) + terms(passage.heading) for passage in passages]
        average = sum(map(len, term_lists)) / len(term_lists) if term_lists else 0.0
        by_id = {solution.id: solution for solution in solutions}
        points = [
            Point(
                passage.id,
                dense[_text_hash(passage.text)],
                passage_vector(found, average),
                payload(by_id[passage.solution_id], passage, register),
            )
            for passage, found in zip(passages, term_lists, strict=True)
        ]
        return {"points": points, "dimensions": embedder.dimensions}


def _dense_vectors(embedder: Embedder, store: RecordStore, texts: Sequence[str]) -> dict[str, Sequence[float]]:
    by_hash = {_text_hash(text): text for text in texts}
    vectors: dict[str, Sequence[float]] = dict(store.vectors(embedder.fingerprint, list(by_hash)))
    missing = [text_hash for text_hash in by_hash if text_hash not in vectors]
    with tqdm(total=len(missing), desc="Regner ut vektorer", unit="tekst", disable=None) as progress:
        for batch in _batches(missing):
            made: list[list[float]] = embedder.passages([by_hash[text_hash] for text_hash in batch])
            fresh: dict[str, Sequence[float]] = dict(zip(batch, made, strict=True))
            store.cache_vectors(embedder.fingerprint, fresh)
            # Read back, so that a build from the cache and a build without it give the same numbers.
            vectors |= store.vectors(embedder.fingerprint, batch)
            progress.update(len(batch))
    store.forget_vectors_except(embedder.fingerprint, set(by_hash))
    return vectors


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


@component
class IndexWriter:
    """Builds the index beside the old one and swaps; the old one serves until then."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(count=int)
    def run(self, job: IndexJob, points: list[Point], dimensions: int) -> dict[str, int]:
        """The number of passages now served."""
        count = engine(Settings(**self.settings)).build(job.alias, build_name(job.content), dimensions, points)
        return {"count": count}
