"""The product opened to be asked: its index, and its whole query pipeline."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from eval.topics import Topic
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import SOLUTIONS, Index, Kind, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.settings import Settings
from search_api.parameters import SolutionParameters
from search_api.pipeline import Found
from search_api.service import SearchService


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
