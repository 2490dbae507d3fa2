"""Rankings to be judged: straight from the index with one channel or both, and from the whole query pipeline."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from eval.topics import Topic
from kunnskapsbase.bm25 import SparseVector, query_vector
from kunnskapsbase.embedding import Embedder, model_fingerprint
from kunnskapsbase.index import SOLUTIONS, Index, Kind, Query, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.settings import Settings
from kunnskapsbase.text import terms
from search_api.parameters import SolutionParameters
from search_api.pipeline import Found
from search_api.service import SearchService


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the two channels are put together."""

    sparse_weight: float
    dense_weight: float
    rrf_k: int


@dataclass(frozen=True, slots=True)
class Encoded:
    """A question's text, as given, in vectors."""

    dense: list[float]
    sparse: SparseVector


@contextmanager
def open_index(settings: Settings, kind: Kind = SOLUTIONS) -> Iterator[Index]:
    """The index of a kind that serves."""
    index = engine(settings).open(alias(model_fingerprint(settings), kind))
    try:
        yield index
    finally:
        index.close()


@contextmanager
def open_service(settings: Settings) -> Iterator[SearchService]:
    """The query pipeline as the API has it."""
    service = SearchService(settings)
    try:
        yield service
    finally:
        service.close()


def encode(topics: Sequence[Topic], embedder: Embedder) -> dict[str, Encoded]:
    """Topic id → its question in vectors."""
    dense = embedder.queries([topic.question for topic in topics])
    return {
        topic.id: Encoded(vector, query_vector(terms(topic.question)))
        for topic, vector in zip(topics, dense, strict=True)
    }


def index_rankings(
    index: Index, questions: Mapping[str, Encoded], fusion: Fusion, candidates: int
) -> dict[str, list[str]]:
    """The index's own order, folded to one place for each solution: nobody asks, nothing is filtered."""
    rankings: dict[str, list[str]] = {}
    for topic_id, question in questions.items():
        query = Query(
            dense=question.dense,
            sparse=question.sparse,
            limit=candidates * 2,
            candidates=candidates,
            dense_weight=fusion.dense_weight,
            sparse_weight=fusion.sparse_weight,
            rrf_k=fusion.rrf_k,
        )
        rankings[topic_id] = list(dict.fromkeys(hit.record_id for hit in index.query(query).passages))
    return rankings


def answers(service: SearchService, topics: Sequence[Topic]) -> dict[str, Found]:
    """What the API finds: the municipality a topic names is given as the parameter, the rest is read by the product."""
    return {
        topic.id: service.find(
            SolutionParameters(q=topic.question, municipality=topic.municipality, passages=0).ask(service.register)
        )[0]
        for topic in topics
    }


def answer_rankings(found: Mapping[str, Found]) -> dict[str, list[str]]:
    """Topic id → the solutions of its answer, in the order shown."""
    return {topic_id: [each.shelved.solution.id for each in answer.candidates] for topic_id, answer in found.items()}
