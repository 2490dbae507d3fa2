"""What answers questions: the query pipeline with what it holds open. Each process that answers has one."""

import gc
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from haystack import Pipeline
from starlette.concurrency import run_in_threadpool

from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.settings import Settings
from search_api.asking import Ask, QuestionEncoder
from search_api.entities.at_hand import Entities
from search_api.noting import Need
from search_api.passages import FoundPassages, PassageFinder
from search_api.pipeline import Found, SolutionMatcher, SolutionRetriever, build_pipeline
from search_api.shelf import Shelf, Shelved
from search_api.straight import StraightRun

_Answer = TypeVar("_Answer")
_Component = TypeVar("_Component")


class QuestionService:
    """Answers questions. Safe under threads; ``close`` gives the index back.

    ``started`` tells one start of the API from another. With ``beside`` it reads indexes that another process holds.
    ``take_need`` is given what was asked for where nothing answers it.
    """

    def __init__(
        self, settings: Settings, started: str, take_need: Callable[[Need], None], *, beside: bool = False
    ) -> None:
        self.settings = settings
        self.register: MunicipalityRegister = load_register(settings.corpus / "kommuner")
        self.entities = Entities(settings, self.register)
        self.started = started
        self._take_need = take_need
        self._pipeline: Pipeline = build_pipeline(settings, beside=beside)
        self._run = StraightRun(self._pipeline)
        self.encoder = self._component("encoder", QuestionEncoder)
        self.retriever = self._component("retriever", SolutionRetriever)
        self.matcher = self._component("matcher", SolutionMatcher)
        self.finder = self._component("passages", PassageFinder)
        # Loading the model and opening the index is done once, before the first question and not in the middle of it.
        self._pipeline.warm_up()
        self.matcher.make_ready()
        # Whether an answer takes some milliseconds: the index and a static model are in this process.
        self.is_quick = self.encoder.is_quick and not settings.qdrant_url
        # The model and its libraries leave a million objects that live as long as the process; without this, the
        # garbage collector walks through them in the middle of somebody's answer.
        gc.collect()
        gc.freeze()

    def find(self, ask: Ask) -> tuple[Found, FoundPassages | None]:
        """The solutions that answer a question, ranked, and the passages that go beside them where any are wanted."""
        answer = self._run({"reader": {"ask": ask, "networks": self.entities.recent_networks()}})
        beside: FoundPassages | None = answer["passages"]["found"] if ask.passages else None
        return answer["matcher"]["found"], beside

    def find_passages(self, ask: Ask) -> FoundPassages:
        """The passages alone; ``ask`` wants no solutions."""
        found: FoundPassages = self._run({"reader": {"ask": ask}})["passages"]["found"]
        return found

    async def find_for_route(self, ask: Ask) -> tuple[Found, FoundPassages | None]:
        """``find`` for a coroutine."""
        return await self._answered(self.find, ask)

    async def passages_for_route(self, ask: Ask) -> FoundPassages:
        """``find_passages`` for a coroutine."""
        return await self._answered(self.find_passages, ask)

    async def _answered(self, answer: Callable[[Ask], _Answer], ask: Ask) -> _Answer:
        """What ``answer`` makes of ``ask``.

        A quick answer is made on the spot: in threads beside each other, a sixth fewer were answered in a second (8 who
        asked at once, two cores), for most of an answer is Python's own work, and every change of thread costs. A
        Qdrant server or a transformer can take long enough to keep others waiting.
        """
        if self.is_quick:
            return answer(ask)
        return await run_in_threadpool(answer, ask)

    def note_need(self, found: Found) -> None:
        """Have it counted what was asked for where nothing answers it, without who asked."""
        if self.settings.record_needs and not found.answers and found.read.words:
            self._take_need(Need(found.read.understood.text, found.read.asker, date.today()))

    def state(self) -> str:
        """What answers are made of: as long as it is the same text, the same question gets the same answer.

        It is to be asked before the answer is made. What changes in between is then sent once more than it need be, and
        never held back. It is of one start of the API: newer code may put the same in other words.
        """
        kept = (self.matcher.shelf, self.finder.shelf, self.entities)
        revisions = [each.revision() for each in kept if each is not None]
        indexes = [each.name for each in self.indexes]
        return f"{self.started} {date.today()} {indexes} {revisions}"

    @property
    def indexes(self) -> list[ServedIndex]:
        """The indexes that serve."""
        return [each for each in (self.retriever.served, self.finder.served) if each is not None]

    def refresh(self) -> None:
        """See at the next question what was just written."""
        self.matcher.refresh()

    def look(self) -> None:
        """Look for new indexes, so that those they replace are let go of also when nobody asks anything.

        Solutions that have changed are made ready again.
        """
        for served in self.indexes:
            served.look()
        self.matcher.make_ready()
        self.matcher.know_askers(self.entities.recent_networks())

    @property
    def shelf(self) -> Shelf[Shelved]:
        """The solutions, as the pipeline has them at hand."""
        shelf = self.matcher.shelf
        assert shelf is not None, "the service is closed"
        return shelf

    def _component(self, name: str, kind: type[_Component]) -> _Component:
        component = self._pipeline.get_component(name)
        assert isinstance(component, kind)
        return component

    def close(self) -> None:
        """Let go of the indexes and the record store; safe to call twice."""
        # What is no longer needed may be cleared away again, where the process lives on.
        gc.unfreeze()
        self.retriever.close()
        self.finder.close()
        self.matcher.close()
        self.entities.close()
