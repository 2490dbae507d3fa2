"""From records to points to a finished index, built beside the one that serves."""

from collections.abc import Iterable
from typing import Any

from haystack import component
from tqdm import tqdm

from ingest.encoding import CachedVectors, batches, tie_break
from ingest.reading import EXPERIENCE
from ingest.recording import IndexJob
from kunnskapsbase.bm25 import passage_vector
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import KINDS, SOLUTIONS, Point, engine
from kunnskapsbase.index.naming import build_name
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.passages import Passage, passages
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from kunnskapsbase.text import terms


def payload(solution: Solution, passage: Passage, register: MunicipalityRegister) -> dict[str, Any]:
    """What a point is filtered and folded on. ``tb`` (0–1) settles equal scores the same way in every engine."""
    taking_part: list[dict[str, Any]] = []
    for participant in solution.owners_and_adopters:
        for number in participant.kommunenummer:
            municipality = register.get(number)
            taking_part.append({"fylke": municipality.county_number, "folketall": municipality.population})
    for participant in solution.participants:
        taking_part.extend({"fylke": county} for county in participant.fylkesnummer)
    return {
        "oppforing": solution.id,
        "passasje": passage.number,
        "sektor": solution.sector.value,
        "status": solution.status.value,
        "sprak": solution.language,
        "deltakere": taking_part,
        "tb": tie_break(passage.id),
    }


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

    @component.output_types(points=Iterable[Point], dimensions=int)
    def run(self, solutions: list[Solution], passages: list[Passage]) -> dict[str, Any]:
        """Points in the order of the passages, and the length of their dense vectors."""
        settings = Settings(**self.settings)
        register = load_register(settings.corpus / "kommuner")
        store = RecordStore(settings.database)
        try:
            embedder = Embedder(settings)
            vectors = CachedVectors(embedder, store, SOLUTIONS)
            dense = []
            with tqdm(total=len(passages), desc="Regner ut vektorer", unit="tekst", disable=None) as progress:
                for batch in batches(iter(passages)):
                    dense += vectors.of([passage.text for passage in batch])
                    progress.update(len(batch))
            vectors.forget_others()
        finally:
            store.close()
        term_lists = [terms(passage.text) + terms(passage.heading) for passage in passages]
        average = sum(map(len, term_lists)) / len(term_lists) if term_lists else 0.0
        by_id = {solution.id: solution for solution in solutions}
        points = [
            Point(
                passage.id,
                vector,
                passage_vector(found, average),
                payload(by_id[passage.solution_id], passage, register),
            )
            for passage, vector, found in zip(passages, dense, term_lists, strict=True)
        ]
        return {"points": points, "dimensions": embedder.dimensions}


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
