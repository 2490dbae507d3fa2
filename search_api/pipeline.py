"""The way out, as one Haystack pipeline: read the question → encode → retrieve → match to the asker."""

import threading
from dataclasses import dataclass
from typing import Any, Literal

from haystack import Pipeline, component

from kunnskapsbase.bm25 import SparseVector, query_vector
from kunnskapsbase.embedding import Embedder, model_fingerprint
from kunnskapsbase.index import Conditions, Hit, Query, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.matching import Asker, Match, best_match, place_nearness, soft_score
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister, load_register
from kunnskapsbase.question import Understood, understand
from kunnskapsbase.settings import Settings
from kunnskapsbase.text import terms
from search_api.evidence import Evidence, asked_words, evidence
from search_api.shelf import Shelved, SolutionShelf

# A lift for size and place is a share of the score, so what lies this many times further down cannot reach the top.
_LOOK_BEYOND = 2


@dataclass(frozen=True)
class Ask:
    """A question with what the caller said beside it; the caller's word goes before the question's."""

    text: str
    municipality: Municipality | None = None
    population_min: int | None = None
    population_max: int | None = None
    counties: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    language: Literal["nb", "nn"] | None = None
    limit: int = 10

    def __deepcopy__(self, _: dict[int, object]) -> "Ask":
        """Haystack copies what passes between components; nothing here can change, so it need not be copied."""
        return self


@dataclass(frozen=True)
class Read:
    """The question as it was read: what is matched, who asks, and what must hold."""

    ask: Ask
    understood: Understood
    asker: Asker
    conditions: Conditions

    def __deepcopy__(self, _: dict[int, object]) -> "Read":
        """See ``Ask``."""
        return self


@dataclass(frozen=True)
class Vectors:
    """A question's dense vector and its sparse one."""

    dense: list[float]
    sparse: SparseVector

    def __deepcopy__(self, _: dict[int, object]) -> "Vectors":
        """See ``Ask``."""
        return self


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
class Found:
    """The ranked solutions, and whether any of them answers."""

    read: Read
    candidates: list[Candidate]
    similarity: float
    answers: bool

    def __deepcopy__(self, _: dict[int, object]) -> "Found":
        """See ``Ask``."""
        return self


@dataclass(frozen=True)
class Folded:
    """Passage hits with one hit left for each solution, best first, and the cosine of the nearest passage of all."""

    hits: list[Hit]
    similarity: float

    def __deepcopy__(self, _: dict[int, object]) -> "Folded":
        """See ``Ask``."""
        return self


@component
class QuestionReader:
    """Reads who asks and what must hold out of the question, where the caller did not say."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._register: MunicipalityRegister | None = None

    def warm_up(self) -> None:
        """Load the municipality register."""
        if self._register is None:
            self._register = load_register(Settings(**self.settings).corpus / "kommuner")

    @component.output_types(read=Read)
    def run(self, ask: Ask) -> dict[str, Read]:
        """Read ``ask``."""
        if self._register is None:
            self.warm_up()
        assert self._register is not None
        understood = understand(ask.text, self._register)
        low, high = understood.population_min, understood.population_max
        if ask.population_min is not None or ask.population_max is not None:
            low, high = ask.population_min, ask.population_max
        municipality = ask.municipality or understood.municipality
        asker = Asker(
            municipality=municipality,
            population=understood.population,
            size_span=understood.size_span,
            counties=() if ask.counties else understood.counties,
            region=None if ask.counties else understood.region,
        )
        conditions = Conditions(
            population_min=low,
            population_max=high,
            counties=ask.counties,
            sectors=ask.sectors,
            statuses=ask.statuses,
            language=ask.language,
        )
        return {"read": Read(ask, understood, asker, conditions)}


@component
class QuestionEncoder:
    """Turns the words to be matched into a dense and a sparse vector."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._embedder: Embedder | None = None

    def warm_up(self) -> None:
        """Load the embedding model."""
        if self._embedder is None:
            self._embedder = Embedder(Settings(**self.settings))

    @property
    def is_quick(self) -> bool:
        """Whether a question is encoded in well under a millisecond (a static model)."""
        return self._embedder is not None and self._embedder.static

    @component.output_types(vectors=Vectors)
    def run(self, read: Read) -> dict[str, Vectors]:
        """Encode what is left of the question."""
        if self._embedder is None:
            self.warm_up()
        assert self._embedder is not None
        text = read.understood.text
        return {"vectors": Vectors(self._embedder.queries([text])[0], query_vector(terms(text)))}


def index_query(read: Read, vectors: Vectors, settings: Settings) -> Query:
    """What the index is asked for a question."""
    return Query(
        dense=vectors.dense,
        sparse=vectors.sparse,
        limit=read.ask.limit * _LOOK_BEYOND,
        candidates=settings.candidates,
        dense_weight=settings.dense_weight,
        sparse_weight=settings.sparse_weight,
        rrf_k=settings.rrf_k,
        conditions=read.conditions,
    )


@component
class PassageRetriever:
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
            found = index.query(query)
        for hit in found.passages:
            best.setdefault(hit.solution_id, hit)
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
        self._shelf: SolutionShelf | None = None

    def warm_up(self) -> None:
        """Open the record store."""
        if self._shelf is None:
            self._shelf = SolutionShelf(self._values)

    @component.output_types(found=Found)
    def run(self, read: Read, folded: Folded) -> dict[str, Found]:
        """The best ``limit`` solutions."""
        if self._shelf is None:
            self.warm_up()
        assert self._shelf is not None
        solutions = self._shelf.get([hit.solution_id for hit in folded.hits])
        scored: list[tuple[float, Hit, Match | None]] = []
        for hit in folded.hits:
            # A record removed after the index was built is not shown.
            if shelved := solutions.get(hit.solution_id):
                match = best_match(shelved.leading, read.asker, read.conditions)
                scored.append((soft_score(hit.score, match, read.asker, self._values.size_weight), hit, match))
        scored.sort(key=lambda entry: (-entry[0], entry[1].solution_id))
        asked = asked_words(read.understood.text)
        candidates = [
            Candidate(
                shelved=solutions[hit.solution_id],
                text_score=hit.score,
                score=score,
                match=match,
                place=place_nearness(match, read.asker) if match else None,
                evidence=evidence(solutions[hit.solution_id], asked),
            )
            for score, hit, match in scored[: read.ask.limit]
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
    pipeline.add_component("retriever", PassageRetriever(settings.portable()))
    pipeline.add_component("matcher", SolutionMatcher(settings.portable()))
    pipeline.connect("reader.read", "encoder.read")
    pipeline.connect("reader.read", "retriever.read")
    pipeline.connect("reader.read", "matcher.read")
    pipeline.connect("encoder.vectors", "retriever.vectors")
    pipeline.connect("retriever.folded", "matcher.folded")
    return pipeline
