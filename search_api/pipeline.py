"""The way out, as one Haystack pipeline: read the question → encode → retrieve → match to the asker, and passages."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haystack import Pipeline, component

from kunnskapsbase.channels import fused_query
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import Hit, Query, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.matching import Match, best_match, place_nearness, soft_score
from kunnskapsbase.reranking import CANDIDATES, reranked
from kunnskapsbase.settings import Settings
from kunnskapsbase.wishes import lifted, wish_fit
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


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A hit with what it counts, by its text alone and in all."""

    score: float
    text_score: float
    hit: Hit
    match: Match | None


@dataclass(frozen=True)
class Found(Unchanging):
    """The ranked solutions, and whether any of them answers."""

    read: Read
    candidates: list[Candidate]
    similarity: float
    agreement: float
    answers: bool


@dataclass(frozen=True)
class Folded(Unchanging):
    """Passage hits with one hit left for each solution, best first.

    ``similarity`` is the cosine of the nearest passage of all; ``agreement`` (0–1) is how much the channels agree on
    the best: 1 where all put it first.
    """

    hits: list[Hit]
    similarity: float
    agreement: float


def index_query(read: Read, vectors: Vectors, settings: Settings) -> Query:
    """What the index is asked for a question."""
    limit = read.ask.solutions * _LOOK_BEYOND
    if settings.rerank_weight:
        limit = max(limit, CANDIDATES)
    return fused_query(vectors.dense, vectors.sparse, limit, settings, read.conditions)


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
        agreement = found.passages[0].score / query.highest if found.passages else 0.0
        return {"folded": Folded(list(best.values()), found.similarity, agreement)}

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
        candidates = [
            Candidate(
                shelved=solutions[ranked.hit.record_id],
                text_score=ranked.text_score,
                score=ranked.score,
                match=ranked.match,
                place=place_nearness(ranked.match, read.asker) if ranked.match else None,
                evidence=evidence(solutions[ranked.hit.record_id], read.words),
            )
            for ranked in self._ranked(read, folded.hits, solutions)[: read.ask.solutions]
        ]
        coverage = max((each.evidence.coverage for each in candidates), default=0.0)
        # Near in meaning alone says little. That the words point to the same solution tells a question that has an
        # answer from one that has none; both bars are chosen in ``eval/results/retrieval.md``.
        likely = (
            coverage > 0
            and folded.similarity >= self._values.answer_similarity
            and folded.agreement >= self._values.answer_agreement
        )
        answers = likely or coverage >= self._values.answer_coverage
        return {"found": Found(read, candidates, folded.similarity, folded.agreement, answers)}

    def _ranked(self, read: Read, hits: Sequence[Hit], solutions: Mapping[str, Shelved]) -> list[_Ranked]:
        """The hits by their text, what they resemble, whom they are of and what was wished for, best first."""
        # A record removed after the index was built is not shown.
        there = [hit for hit in hits if hit.record_id in solutions]
        subjects = [solutions[hit.record_id].subject for hit in there]
        scores = reranked([hit.score for hit in there], subjects, self._values.rerank_weight)
        by_text = sorted(zip(scores, there, strict=True), key=lambda entry: (-entry[0], entry[1].record_id))
        found = []
        for text_score, hit in by_text[: read.ask.solutions * _LOOK_BEYOND]:
            shelved = solutions[hit.record_id]
            match = best_match(shelved.leading, read.asker, read.conditions)
            score = soft_score(text_score, match, read.asker, self._values.size_weight)
            score = lifted(score, wish_fit(shelved.solution, read.used.wishes), self._values.wish_weight)
            found.append(_Ranked(score, text_score, hit, match))
        return sorted(found, key=lambda ranked: (-ranked.score, ranked.hit.record_id))

    def refresh(self) -> None:
        """See at the next question what was just written."""
        if self._shelf is not None:
            self._shelf.refresh()

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
