"""The way out, as one Haystack pipeline: read the question → encode → retrieve → match to the asker, and passages."""

import threading
from dataclasses import dataclass
from typing import Any

from haystack import Pipeline, component

from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import Hit, Query, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.matching import Match, best_match, place_nearness, soft_score
from kunnskapsbase.settings import Settings
from search_api.asking import QuestionEncoder, QuestionReader, Read, Unchanging, Vectors
from search_api.evidence import Evidence, evidence
from search_api.passages import PassageFinder
from search_api.shelf import Shelf, Shelved, solution_shelf

# A lift for size and place is a share of the score, so what lies this many times further down cannot reach the top.
_LOOK_BEYOND = 2


@dataclass(frozen=True)
class Candidate:
    """A solution on its way into the answer."""

    shelved: Shelved
    text_score: float
    score: float
    match: Match | None
    place: float | None
    evidence: Evidence


@dataclass(frozen=True)
class Found(Unchanging):
    """The ranked solutions, and whether any of them answers."""

    read: Read
    candidates: list[Candidate]
    similarity: float
    answers: bool


@dataclass(frozen=True)
class Folded(Unchanging):
    """Passage hits with one hit left for each solution, best first, and the cosine of the nearest passage of all."""

    hits: list[Hit]
    similarity: float


def index_query(read: Read, vectors: Vectors, settings: Settings) -> Query:
    """What the index is asked for a question."""
    return Query(
        dense=vectors.dense,
        sparse=vectors.sparse,
        limit=read.ask.solutions * _LOOK_BEYOND,
        candidates=settings.candidates,
        dense_weight=settings.dense_weight,
        sparse_weight=settings.sparse_weight,
        rrf_k=settings.rrf_k,
        conditions=read.conditions,
    )


@component
class SolutionRetriever:
    """Asks the index, and folds the passages to one hit a solution."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.served: ServedIndex | None = None
        self._values = Settings(**settings)
        self._opening = threading.Lock()

    def warm_up(self) -> None:
        """Open the index that serves, and hold it."""
        with self._opening:
            if self.served is None:
                self.served = ServedIndex(engine(self._values), alias(model_fingerprint(self._values)))

    @component.output_types(folded=Folded)
    def run(self, read: Read, vectors: Vectors) -> dict[str, Folded]:
        """The best passage of each solution, best first."""
        if self.served is None:
            self.warm_up()
        assert self.served is not None
        query = index_query(read, vectors, self._values)
        best: dict[str, Hit] = {}
        with self.served.lease() as index:
            assert index is not None, "an index that may not be missing is there"
            found = index.query(query)
        for hit in found.passages:
            best.setdefault(hit.record_id, hit)
        return {"folded": Folded(list(best.values()), found.similarity)}

    def close(self) -> None:
        """Let go of the index."""
        if self.served is not None:
            self.served.close()
            self.served = None


@component
class SolutionMatcher:
    """Matches each solution to the asker, ranks, and judges whether anything answers."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._values = Settings(**settings)
        self._shelf: Shelf[Shelved] | None = None

    def warm_up(self) -> None:
        """Open the record store."""
        if self._shelf is None:
            self._shelf = solution_shelf(self._values)

    @component.output_types(found=Found)
    def run(self, read: Read, folded: Folded) -> dict[str, Found]:
        """The best ``limit`` solutions."""
        if self._shelf is None:
            self.warm_up()
        assert self._shelf is not None
        solutions = self._shelf.get([hit.record_id for hit in folded.hits])
        scored: list[tuple[float, Hit, Match | None]] = []
        for hit in folded.hits:
            # A record removed after the index was built is not shown.
            if shelved := solutions.get(hit.record_id):
                match = best_match(shelved.leading, read.asker, read.conditions)
                scored.append((soft_score(hit.score, match, read.asker, self._values.size_weight), hit, match))
        scored.sort(key=lambda entry: (-entry[0], entry[1].record_id))
        candidates = [
            Candidate(
                shelved=solutions[hit.record_id],
                text_score=hit.score,
                score=score,
                match=match,
                place=place_nearness(match, read.asker) if match else None,
                evidence=evidence(solutions[hit.record_id], read.words),
            )
            for score, hit, match in scored[: read.ask.solutions]
        ]
        coverage = max((each.evidence.coverage for each in candidates), default=0.0)
        likely = coverage > 0 and folded.similarity >= self._values.answer_similarity
        answers = likely or coverage >= self._values.answer_coverage
        return {"found": Found(read, candidates, folded.similarity, answers)}

    def close(self) -> None:
        """Close the record store."""
        if self._shelf is not None:
            self._shelf.close()
            self._shelf = None


def build_pipeline(settings: Settings) -> Pipeline:
    """The query pipeline; it round-trips through YAML (``dumps`` and ``loads`` with ``search_api`` allowed)."""
    pipeline = Pipeline()
    pipeline.add_component("reader", QuestionReader(settings.portable()))
    pipeline.add_component("encoder", QuestionEncoder(settings.portable()))
    pipeline.add_component("retriever", SolutionRetriever(settings.portable()))
    pipeline.add_component("matcher", SolutionMatcher(settings.portable()))
    pipeline.add_component("passages", PassageFinder(settings.portable()))
    pipeline.connect("reader.read", "encoder.read")
    pipeline.connect("reader.for_solutions", "retriever.read")
    pipeline.connect("reader.for_solutions", "matcher.read")
    pipeline.connect("reader.for_passages", "passages.read")
    pipeline.connect("encoder.vectors", "retriever.vectors")
    pipeline.connect("encoder.vectors", "passages.vectors")
    pipeline.connect("retriever.folded", "matcher.folded")
    return pipeline
