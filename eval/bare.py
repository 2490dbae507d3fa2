"""The bare work of an answer, with nothing around it: ``python -m eval.bare`` embeds questions and asks the indexes.

Runs in a process of its own, on the folder the API serves from, while the API is down: only one process may hold the
embedded index. The questions, the query and the number of threads are the product's.
"""

import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass

from eval.runs import open_index
from kunnskapsbase.channels import question_vectors
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.errors import IndexMissingError
from kunnskapsbase.index import PASSAGES, Index, Query
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.reranking import BEST
from kunnskapsbase.settings import Settings
from search_api.asking import Ask, QuestionReader, Read, Vectors
from search_api.parameters import SolutionParameters
from search_api.passages import passage_query
from search_api.pipeline import index_query
from search_api.resembling import themes_query
from search_api.shelf import solution_shelf

# What the API takes unless told.
_PASSAGES = SolutionParameters(q="noe").passages


@dataclass(frozen=True, slots=True)
class Bare:
    """Times of the pieces, question by question, and of all of them together."""

    embedding_ms: list[float]
    index_ms: list[float]
    elapsed_s: float
    cpu_s: float


class Worker:
    """What a question needs, loaded and open."""

    def __init__(self, settings: Settings, index: Index, passages: Index | None, questions: Sequence[str]) -> None:
        reader = QuestionReader(settings.portable())
        self._settings = settings
        self._index = index
        self._passages = passages
        self._embedder = Embedder(settings)
        self._register = load_register(settings.corpus / "kommuner")
        # The API is asked by a municipality each time; so is the index here.
        askers = list(self._register)
        self._questions: list[Read] = [
            reader.run(Ask(question, askers[place % len(askers)], passages=_PASSAGES))["read"]
            for place, question in enumerate(questions)
        ]
        self._themes = self._asked_for_themes() if settings.rerank_weight else [None] * len(questions)

    def _asked_for_themes(self) -> list[Query | None]:
        """What the second stage asks the index for after each question: the themes of the best that it finds."""
        with closing(solution_shelf(self._settings)) as shelf:
            asked = []
            for read in self._questions:
                query, _ = self._queries(read, self._embedder.queries([read.understood.text])[0])
                found = self._index.query(query)
                best = list(dict.fromkeys(hit.record_id for hit in found.passages))[:BEST]
                asked.append(themes_query(list(shelf.get(best).values()), read.conditions))
            return asked

    def _queries(self, read: Read, dense: list[float]) -> tuple[Query, Query]:
        """What the two indexes are asked: of solutions, and of passages."""
        vectors = Vectors(dense, question_vectors(read.understood.text, read.used.field_words))
        query = index_query(read, vectors, self._settings, self._register)
        return query, passage_query(read, vectors, self._settings)

    def _ask(self, place: int) -> tuple[float, float]:
        read, themes = self._questions[place % len(self._questions)], self._themes[place % len(self._questions)]
        begun = time.perf_counter()
        dense = self._embedder.queries([read.understood.text])[0]
        embedded = time.perf_counter()
        query, beside = self._queries(read, dense)
        asked = time.perf_counter()
        self._index.query(query)
        if themes is not None:
            self._index.query(themes)
        if self._passages is not None:
            self._passages.query(beside)
        return (embedded - begun) * 1000, (time.perf_counter() - asked) * 1000

    def measure(self, threads: int, times: int) -> Bare:
        """Ask ``times`` questions by ``threads`` at once, one right after the other."""
        used, started = time.process_time(), time.perf_counter()
        if threads == 1:
            seen = [self._ask(place) for place in range(times)]
        else:
            with ThreadPoolExecutor(threads) as pool:
                seen = list(pool.map(self._ask, range(times)))
        elapsed, cpu = time.perf_counter() - started, time.process_time() - used
        embedding, index = (list(times_ms) for times_ms in zip(*seen, strict=True))
        return Bare(embedding, index, elapsed, cpu)

    def measure_paced(self, times: int, pause_s: float) -> Bare:
        """Ask ``times`` questions with a pause before each, as when an answer has to be read and sent in between.

        A loop without pauses keeps caches and cores warmer than any server with one client does.
        """
        used, started = time.process_time(), time.perf_counter()
        seen = []
        for place in range(times):
            time.sleep(pause_s)
            seen.append(self._ask(place))
        elapsed, cpu = time.perf_counter() - started, time.process_time() - used
        embedding, index = (list(times_ms) for times_ms in zip(*seen, strict=True))
        return Bare(embedding, index, elapsed, cpu)


def main() -> int:
    """A job from standard input (questions, levels, requests, warm_up), results by level to standard output.

    The result ``paced`` is the first level's work with pauses of ``pause_s``.
    """
    job = json.load(sys.stdin)
    settings = Settings()
    with ExitStack() as opened:
        index = opened.enter_context(open_index(settings))
        try:
            passages = opened.enter_context(open_index(settings, PASSAGES))
        except IndexMissingError:
            passages = None
        worker = Worker(settings, index, passages, job["questions"])
        worker.measure(1, job["warm_up"])
        results = {str(level): asdict(worker.measure(level, job["requests"])) for level in job["levels"]}
        results["paced"] = asdict(worker.measure_paced(job["requests"], job["pause_s"]))
    json.dump(results, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
