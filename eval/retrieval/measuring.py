"""Asks everything of everybody: the product's channels and their fusion, the whole answer, the peers, other models."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from eval.metrics import Rankings
from eval.retrieval.by_words import WordSearcher, WordTable
from eval.retrieval.collection import own_index
from eval.retrieval.fusion import Kept, keep
from eval.retrieval.no_answer import ELSEWHERE, answered
from eval.retrieval.peers import model_peers, with_model, word_peers
from eval.retrieval.searchers import ANSWER, FIRST_STAGE, LABELS, IndexSearcher, Searcher, channels, fused, own_words
from eval.retrieval.tasks import Task
from eval.retrieval.variants import VARIANTS, varied
from eval.runs import answer_rankings, answers, open_index, open_service
from eval.topics import Topic
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.settings import Settings
from search_api.pipeline import Found
from search_api.service import SearchService

# Questions asked one at a time to see what one costs; before them some that do not count.
_TIMED = 60
_WARM_UP = 10
_ASKED_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Cost:
    """What a way of searching takes: processor milliseconds a question, and megabytes of model (0 without one)."""

    cpu_ms: float
    megabytes: float | None


@dataclass
class Measured:
    """What was found, before it is judged. Runs are by set, then by the name they have in reports."""

    runs: dict[str, dict[str, Rankings]] = field(default_factory=dict)
    variants: dict[str, dict[str, dict[str, Rankings]]] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    elsewhere: dict[str, dict[str, int]] = field(default_factory=dict)
    costs: dict[str, Cost] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=lambda: dict(LABELS))
    kept: dict[str, Kept] = field(default_factory=dict)

    def add(self, task: Task, name: str, rankings: Rankings) -> None:
        """Keep a run over all sets of a task."""
        for set_name in task.sets:
            self.runs.setdefault(set_name, {})[name] = rankings


def ask(searcher: Searcher, topics: Sequence[Topic]) -> Rankings:
    """Topic id → what the searcher finds."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(topics), _ASKED_AT_ONCE):
        some = topics[start : start + _ASKED_AT_ONCE]
        ranked = searcher.rank([topic.question for topic in some])
        found |= {topic.id: ranking for topic, ranking in zip(some, ranked, strict=True)}
    return found


def cpu_ms(search: Callable[[Topic], object], topics: Sequence[Topic]) -> float:
    """Processor time a question, all threads of the process together; what else the machine does is not in it."""
    for topic in topics[:_WARM_UP]:
        search(topic)
    timed = topics[:_TIMED]
    begun = time.process_time()
    for topic in timed:
        search(topic)
    return (time.process_time() - begun) / len(timed) * 1000


def megabytes(model: str) -> float | None:
    """The files of a model folder; a name's are wherever the library put them, and not looked for."""
    folder = Path(model)
    if not folder.is_dir():
        return None
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 3)


def _cost(searcher: Searcher, topics: Sequence[Topic]) -> Cost:
    asks = searcher.fused if isinstance(searcher, WordSearcher) else searcher
    needs_model = isinstance(asks, IndexSearcher) and asks.settings.dense_weight > 0
    model = asks.settings.embedding_model if isinstance(asks, IndexSearcher) and needs_model else ""
    return Cost(
        round(cpu_ms(lambda topic: searcher.rank([topic.question]), topics), 3), megabytes(model) if model else 0.0
    )


def _run_all(measured: Measured, task: Task, searchers: Sequence[Searcher], *, costs: bool) -> None:
    for searcher in searchers:
        measured.labels.setdefault(searcher.name, searcher.label)
        measured.add(task, searcher.name, ask(searcher, task.topics))
        if costs:
            measured.costs[searcher.name] = _cost(searcher, task.topics)


def _vary(measured: Measured, task: Task, searchers: Sequence[Searcher]) -> None:
    for variant in VARIANTS:
        topics = varied(task.topics, variant)
        for searcher in searchers:
            rankings = ask(searcher, topics)
            for set_name in task.sets:
                measured.variants.setdefault(set_name, {}).setdefault(variant, {})[searcher.name] = rankings


def _answer(measured: Measured, task: Task, settings: Settings, *, variants: bool) -> None:
    with open_service(settings) as service:
        measured.found = answers(service, task.topics)
        measured.add(task, ANSWER, answer_rankings(measured.found))
        measured.costs[ANSWER] = _answer_cost(service, task)
        for variant in VARIANTS if variants else ():
            rankings = answer_rankings(answers(service, varied(task.topics, variant)))
            for set_name in task.sets:
                measured.variants[set_name][variant][ANSWER] = rankings
    if settings.rerank_weight:
        with open_service(settings.model_copy(update={"rerank_weight": 0.0})) as service:
            measured.add(task, FIRST_STAGE, answer_rankings(answers(service, task.topics)))
            measured.costs[FIRST_STAGE] = _answer_cost(service, task)


def _ask_of_other_things(measured: Measured, others: Sequence[Task], settings: Settings) -> None:
    with open_service(settings) as service:
        for name, topics in sets_of(others).items():
            some = topics[:: max(1, len(topics) // ELSEWHERE)][:ELSEWHERE]
            measured.elsewhere[name] = answered(answers(service, some))


def _answer_cost(service: SearchService, task: Task) -> Cost:
    cost = cpu_ms(lambda topic: answers(service, [topic]), task.topics)
    return Cost(round(cost, 3), megabytes(service.settings.embedding_model))


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is asked. ``models`` are sentence-transformers models, by name or folder, to compare with."""

    peers: bool = True
    variants: bool = True
    weights: bool = True
    models: Sequence[str] = ()


def measure(settings: Settings, experiences: Task | None, others: Sequence[Task], extent: Extent) -> Measured:
    """Ask all questions. The experiences are asked for in the index that serves, other texts in one of their own."""
    measured = Measured()
    embedder = Embedder(settings)
    tasks = [*([experiences] if experiences else []), *others]
    for task in tasks:
        ours = task is experiences
        with ExitStack() as opened:
            index = opened.enter_context(open_index(settings) if ours else own_index(task.texts, settings, embedder))
            alone = channels(index, embedder, settings)
            product = [*alone, *(way(index, embedder, settings) for way in (own_words, fused))]
            _run_all(measured, task, product, costs=ours)
            if ours and extent.variants:
                _vary(measured, task, product)
            if extent.peers and embedder.static:
                words = WordSearcher(fused(index, embedder, settings), WordTable(task.texts, embedder))
                _run_all(measured, task, [words], costs=ours)
            if extent.weights:
                kept = keep(alone, task.topics)
                measured.kept |= dict.fromkeys(task.sets, kept)
        if ours:
            _answer(measured, task, settings, variants=extent.variants)
            _ask_of_other_things(measured, others, settings)
        if extent.peers:
            _run_all(measured, task, word_peers(task.texts), costs=ours)
    for model in extent.models:
        chosen = with_model(settings, model)
        loaded = Embedder(chosen)
        for task in tasks:
            with model_peers(task.texts, chosen, loaded) as searchers:
                _run_all(measured, task, searchers, costs=task is experiences)
    return measured


def sets_of(tasks: Sequence[Task]) -> dict[str, Sequence[Topic]]:
    """All sets of the tasks by name."""
    return {name: topics for task in tasks for name, topics in task.sets.items()}
