"""The way out, as one Haystack pipeline: read the question → encode → retrieve → match to the asker, and passages."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from haystack import Pipeline, component

from kunnskapsbase.channels import fused_query
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import Conditions, Hit, Query, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.matching import Asker, Match, Shares, best_match, levels, lift, preference
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.network import Networks
from kunnskapsbase.reranking import BEST, CANDIDATES, reranked
from kunnskapsbase.settings import Settings
from kunnskapsbase.wishes import NO_WISHES, lifted, wish_fit
from search_api.asking import Ask, QuestionEncoder, QuestionReader, Read, Unchanging, Vectors
from search_api.evidence import Evidence, evidence
from search_api.passages import PassageFinder
from search_api.resembling import of_the_same_themes
from search_api.shelf import Shelf, Shelved, solution_shelf

# A lift for a wish is a share of the score, so what lies this many times further down cannot reach the top. It is also
# how far pages can be turned, together with what the second stage looks at.
_LOOK_BEYOND = 2
# Up to so many solutions are kept ready before anybody asks (6 s and 165 MB for 10,000).
_KEPT_READY = 20_000


@dataclass(frozen=True)
class Candidate:
    """A solution on its way into the answer; ``nearness`` is how like the asker its best participant is in all."""

    shelved: Shelved
    text_score: float
    score: float
    match: Match | None
    nearness: float | None
    evidence: Evidence


class _Ranked(NamedTuple):
    """A hit with what it counts: by its text, with what was wished for, and lifted for whom it is of."""

    text_score: float
    asked_score: float
    lift: float
    hit: Hit

    @property
    def score(self) -> float:
        """What it counts in all."""
        return self.asked_score * (1.0 + self.lift)


@dataclass(frozen=True)
class Found(Unchanging):
    """The ranked solutions that are shown, how many there are to show in all, and whether any of them answers."""

    read: Read
    candidates: list[Candidate]
    similarity: float
    agreement: float
    answers: bool
    total: int


@dataclass(frozen=True)
class Folded(Unchanging):
    """Passage hits with one hit left for each solution, best first, and the index they were found in.

    ``similarity`` is the cosine of the nearest passage of all; ``highest`` is the score of a passage that all channels
    put first, by its text alone.
    """

    hits: list[Hit]
    similarity: float
    highest: float
    served: ServedIndex


def index_query(read: Read, vectors: Vectors, settings: Settings, register: MunicipalityRegister) -> Query:
    """What the index is asked for a question."""
    limit = read.ask.solutions * _LOOK_BEYOND
    if settings.rerank_weight:
        limit = max(limit, CANDIDATES)
    by_text = fused_query(vectors.dense, vectors.sparse, limit, settings, read.conditions)
    wanted = preference(read.asker, read.conditions, Shares.of(settings), settings.match_weight, register)
    return replace(by_text, preference=wanted)


@component
class SolutionRetriever:
    """Asks the index, and folds the passages to one hit a solution."""

    def __init__(self, settings: dict[str, Any], beside: bool = False) -> None:
        self.settings = settings
        self.beside = beside
        self.served: ServedIndex | None = None
        self._values = Settings(**settings)
        self._register: MunicipalityRegister | None = None
        self._opening = threading.Lock()

    def warm_up(self) -> None:
        """Open the index that serves, and hold it."""
        with self._opening:
            self._register = load_register(self._values.corpus / "kommuner")
            if self.served is None:
                index = engine(self._values, beside=self.beside)
                self.served = ServedIndex(index, alias(model_fingerprint(self._values)))

    @component.output_types(folded=Folded)
    def run(self, read: Read, vectors: Vectors) -> dict[str, Folded]:
        """The best passage of each solution, best first."""
        if self.served is None:
            self.warm_up()
        assert self.served is not None and self._register is not None
        query = index_query(read, vectors, self._values, self._register)
        best: dict[str, Hit] = {}
        with self.served.lease() as index:
            assert index is not None, "an index that may not be missing is there"
            found = index.query(query)
        for hit in found.passages:
            best.setdefault(hit.record_id, hit)
        return {"folded": Folded(list(best.values()), found.similarity, query.highest, self.served)}

    def close(self) -> None:
        """Let go of the index."""
        if self.served is not None:
            self.served.close()
            self.served = None


@component
class SolutionMatcher:
    """Ranks what was found, matches each solution to the asker, and judges whether anything answers."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._values = Settings(**settings)
        self._shares = Shares.of(self._values)
        self.shelf: Shelf[Shelved] | None = None
        self._register: MunicipalityRegister | None = None
        self._askers_known: Networks | None = None

    def warm_up(self) -> None:
        """Open the record store."""
        if self.shelf is None:
            self._register = load_register(self._values.corpus / "kommuner")
            self.shelf = solution_shelf(self._values)

    @component.output_types(found=Found)
    def run(self, read: Read, folded: Folded) -> dict[str, Found]:
        """The solutions that are to be shown.

        Whether anything answers is told by the best of all, whichever page is shown.
        """
        if self.shelf is None:
            self.warm_up()
        assert self.shelf is not None
        solutions = self.shelf.get([hit.record_id for hit in folded.hits])
        by_text = self._by_text(read, folded.hits, solutions)
        agreement = by_text[0][1] / folded.highest if by_text else 0.0
        if self._values.rerank_weight:
            by_text += self._of_the_same_themes(read, folded, by_text, solutions)
        ranked = self._ranked(read, by_text, solutions)
        candidates = [self._candidate(read, each, solutions) for each in _shown(ranked, read.ask)]
        told = [each.evidence for each in candidates]
        if read.ask.offset:
            told = [evidence(solutions[each.hit.record_id], read.words) for each in ranked[: read.ask.solutions]]
        coverage = max((each.coverage for each in told), default=0.0)
        # Near in meaning alone says little. That the words point to the same solution tells a question that has an
        # answer from one that has none; both bars are chosen in ``eval/results/retrieval.md``.
        likely = (
            coverage > 0
            and folded.similarity >= self._values.answer_similarity
            and agreement >= self._values.answer_agreement
        )
        answers = likely or coverage >= self._values.answer_coverage
        return {"found": Found(read, candidates, folded.similarity, agreement, answers, len(ranked))}

    def _candidate(self, read: Read, ranked: _Ranked, solutions: Mapping[str, Shelved]) -> Candidate:
        shelved = solutions[ranked.hit.record_id]
        match = best_match(shelved.leading, read.asker, read.conditions, self._shares)
        return Candidate(
            shelved=shelved,
            text_score=ranked.text_score,
            score=ranked.score,
            match=match,
            nearness=match.nearness.total(self._shares) if match else None,
            evidence=evidence(shelved, read.words, read.used.meant),
        )

    def _by_text(
        self, read: Read, hits: Sequence[Hit], solutions: Mapping[str, Shelved]
    ) -> list[tuple[Hit, float, float]]:
        """The hits with the score of their text and their lift, best text first.

        The index gives the two multiplied; the same formula, worked out here, takes them apart.
        """
        assert self._register is not None
        likeness = levels(read.asker, self._shares, self._register)
        apart = []
        for hit in hits:
            # A record removed after the index was built is not shown.
            if shelved := solutions.get(hit.record_id):
                lifted_by = lift(shelved.leading, likeness, read.conditions, self._values.match_weight)
                apart.append((hit, hit.score / (1.0 + lifted_by), lifted_by))
        return sorted(apart, key=lambda each: (-each[1], each[0].record_id))

    def _of_the_same_themes(
        self, read: Read, folded: Folded, by_text: Sequence[tuple[Hit, float, float]], solutions: dict[str, Shelved]
    ) -> list[tuple[Hit, float, float]]:
        """What has the themes of the best beside what was found, as ``_by_text`` gives it; put among ``solutions``."""
        assert self.shelf is not None
        best = [solutions[hit.record_id] for hit, _, _ in by_text[:BEST]]
        hits = of_the_same_themes(best, folded.served, read.conditions)
        more = {hit.record_id: hit for hit in hits if hit.record_id not in solutions}
        solutions.update(self.shelf.get(list(more)))
        return self._by_text(read, list(more.values()), solutions)

    def _ranked(
        self, read: Read, by_text: Sequence[tuple[Hit, float, float]], solutions: Mapping[str, Shelved]
    ) -> list[_Ranked]:
        """Everything found, best first by the text and the wishes alone."""
        subjects = [solutions[hit.record_id].subject for hit, _, _ in by_text]
        scores = reranked([score for _, score, _ in by_text], subjects, self._values.rerank_weight)
        wishes, weight = read.used.wishes, self._values.wish_weight
        found = []
        for score, (hit, _, lifted_by) in zip(scores, by_text, strict=True):
            asked = score
            if wishes != NO_WISHES:
                asked = lifted(score, wish_fit(solutions[hit.record_id].solution, wishes), weight)
            found.append(_Ranked(score, asked, lifted_by, hit))
        return sorted(found, key=lambda each: (-each.asked_score, each.hit.record_id))

    def make_ready(self) -> None:
        """Work out what questions ask of the solutions, where any has changed since it was last done.

        A solution that is met for the first time takes longer than the rest of an answer does for it.
        """
        if self.shelf is not None:
            for shelved in self.shelf.fill(_KEPT_READY):
                shelved.work_out()

    def know_askers(self, networks: Networks) -> None:
        """Work out how like each other the municipalities are, which the first question of each would wait for.

        Done once, and where ``networks`` have been read anew for those whose own have changed.
        """
        if self._register is None or self._askers_known is networks:
            return
        self._askers_known = networks
        circles = networks.circles(date.today().year)
        for each in self._register:
            asker = Asker(each, circles=circles.get(each.kommunenummer, ()))
            preference(asker, Conditions(), self._shares, self._values.match_weight, self._register)

    def refresh(self) -> None:
        """See at the next question what was just written."""
        if self.shelf is not None:
            self.shelf.refresh()

    def close(self) -> None:
        """Close the record store."""
        if self.shelf is not None:
            self.shelf.close()
            self.shelf = None


def _shown(ranked: Sequence[_Ranked], ask: Ask) -> list[_Ranked]:
    """Those of one page, ordered also by whom they are of.

    Likeness to the asker only orders: it brings nothing in, and so it hides nothing, and no page has what another has.
    """
    page = ranked[ask.offset : ask.offset + ask.solutions]
    return sorted(page, key=lambda each: (-each.score, each.hit.record_id))


def build_pipeline(settings: Settings, *, beside: bool = False) -> Pipeline:
    """The query pipeline; it round-trips through YAML (``dumps`` and ``loads`` with ``search_api`` allowed).

    With ``beside`` it reads indexes that another process holds.
    """
    pipeline = Pipeline()
    pipeline.add_component("reader", QuestionReader(settings.portable()))
    pipeline.add_component("encoder", QuestionEncoder(settings.portable()))
    pipeline.add_component("retriever", SolutionRetriever(settings.portable(), beside))
    pipeline.add_component("matcher", SolutionMatcher(settings.portable()))
    pipeline.add_component("passages", PassageFinder(settings.portable(), beside))
    pipeline.connect("reader.read", "encoder.read")
    pipeline.connect("reader.for_solutions", "retriever.read")
    pipeline.connect("reader.for_solutions", "matcher.read")
    pipeline.connect("reader.for_passages", "passages.read")
    pipeline.connect("encoder.vectors", "retriever.vectors")
    pipeline.connect("encoder.vectors", "passages.vectors")
    pipeline.connect("retriever.folded", "matcher.folded")
    return pipeline
