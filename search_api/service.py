"""The running service: the query pipeline with what it holds open, and the questions that can be asked of it."""

import gc
import secrets
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from haystack import Pipeline
from starlette.concurrency import run_in_threadpool

from kunnskapsbase.audit import LOCAL
from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.matching import Asker
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.need_groups import ToldNeeds, gathered
from kunnskapsbase.place_free import without_places
from kunnskapsbase.records import Needs
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from search_api.adoptions.links import AdoptionLinks
from search_api.asking import Ask, QuestionEncoder
from search_api.contacts.links import ConfirmationLinks
from search_api.entities.at_hand import Entities
from search_api.following import IndexFollower
from search_api.noting import NeedNoter
from search_api.passages import FoundPassages, PassageFinder
from search_api.pipeline import Found, SolutionMatcher, SolutionRetriever, build_pipeline
from search_api.sharing.reading import UploadReader
from search_api.sharing.receiving import sweep
from search_api.shelf import Shelf, Shelved
from search_api.stores import Stores
from search_api.straight import StraightRun
from search_api.wire_service import Health

_Answer = TypeVar("_Answer")


class SearchService:
    """Answers questions. Safe under threads; ``close`` gives the index back."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.register: MunicipalityRegister = load_register(settings.corpus / "kommuner")
        self._needs = Needs(settings.database)
        self._noter = NeedNoter(self._needs, self.register)
        self.stores = Stores(settings)
        self.links = ConfirmationLinks(settings)
        self.adoption_links = AdoptionLinks(settings)
        self._follower = IndexFollower(settings)
        self.uploads = UploadReader(settings)
        sweep(settings)
        self.entities = Entities(settings, self.register)
        self._pipeline: Pipeline = build_pipeline(settings)
        self._run = StraightRun(self._pipeline)
        # Loading the model and opening the index is done once, before the first question and not in the middle of it.
        self._pipeline.warm_up()
        self._matcher.make_ready()
        self._quick = self._encoder.is_quick and not settings.qdrant_url
        self._closing = threading.Lock()
        self._consents_seen: date | None = None
        self._started = secrets.token_hex(4)
        # The model and its libraries leave a million objects that live as long as the process; without this, the
        # garbage collector walks through them in the middle of somebody's answer.
        gc.collect()
        gc.freeze()

    def find(self, ask: Ask) -> tuple[Found, FoundPassages | None]:
        """The solutions that answer a question, ranked, and the passages that go beside them where any are wanted."""
        answer = self._run({"reader": {"ask": ask, "networks": self.entities.recent_networks()}})
        beside: FoundPassages | None = answer["passages"]["found"] if ask.passages else None
        return answer["matcher"]["found"], beside

    def note_need(self, found: Found) -> None:
        """Count what was asked for where nothing answers it, without who asked; written down by ``look``."""
        if self.settings.record_needs and not found.answers and found.read.words:
            self._noter.note(found, date.today())

    def report_need(self, said: str, asker: Asker) -> str:
        """Count a need that somebody reports; its words as they are kept, empty where nothing is left of them."""
        return self._noter.note_words(said, asker, date.today())

    def needs(self) -> ToldNeeds:
        """What nobody has an answer to, as it may be told."""
        self._noter.clean_older()
        self._noter.write()
        noted = list(self._needs.each())
        return gathered(noted, self._encoder.vectors([each.text for each in noted]), self.settings.need_similarity)

    def without_asker(self, question: str) -> str:
        """A question as it was asked, without the names of places, which may tell who asked."""
        return without_places(question, self.register)

    def told_of_changes(self, *, index: bool) -> None:
        """What was just written is seen by the next question; with ``index`` the search index is built anew too."""
        self._matcher.refresh()
        if index:
            self._follower.ask()

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

        With the index and a static model in this process that takes some milliseconds, and is done on the spot: in
        threads beside each other, a sixth fewer were answered in a second (8 who asked at once, two cores), for most of
        an answer is Python's own work, and every change of thread costs. A Qdrant server or a transformer can take long
        enough to keep others waiting.
        """
        if self._quick:
            return answer(ask)
        return await run_in_threadpool(answer, ask)

    def state(self) -> str:
        """What answers are made of: as long as it is the same text, the same question gets the same answer.

        It is to be asked before the answer is made. What changes in between is then sent once more than it need be, and
        never held back. It is of this process: newer code may put the same in other words.
        """
        kept = (self._matcher.shelf, self._finder.shelf, self.entities)
        revisions = [each.revision() for each in kept if each is not None]
        indexes = [each.name for each in (self._retriever.served, self._finder.served) if each is not None]
        return f"{self._started} {date.today()} {indexes} {revisions}"

    def solution(self, solution_id: str) -> Shelved:
        """One solution.

        Raises:
            InputError: there is none with this id.
        """
        found = self._shelf.get([solution_id]).get(solution_id)
        if found is None:
            raise InputError(f"Det finnes ingen løsning med id «{solution_id}». Den kan være fjernet.")
        return found

    def solutions(self) -> list[Shelved]:
        """Every solution, ordered by id."""
        return self._shelf.all()

    def solutions_changed(self) -> str | None:
        """When a solution was last put in, in UTC; ``None`` without any."""
        return self._shelf.newest()

    def solution_if_any(self, solution_id: str) -> Solution | None:
        """One solution, or ``None`` where it is gone."""
        found = self._shelf.get([solution_id]).get(solution_id)
        return found.solution if found else None

    @property
    def _shelf(self) -> Shelf[Shelved]:
        """The solutions, as the pipeline has them at hand."""
        shelf = self._matcher.shelf
        assert shelf is not None, "the service is closed"
        return shelf

    @property
    def _encoder(self) -> QuestionEncoder:
        encoder = self._pipeline.get_component("encoder")
        assert isinstance(encoder, QuestionEncoder)
        return encoder

    @property
    def _retriever(self) -> SolutionRetriever:
        retriever = self._pipeline.get_component("retriever")
        assert isinstance(retriever, SolutionRetriever)
        return retriever

    @property
    def _matcher(self) -> SolutionMatcher:
        matcher = self._pipeline.get_component("matcher")
        assert isinstance(matcher, SolutionMatcher)
        return matcher

    @property
    def _finder(self) -> PassageFinder:
        finder = self._pipeline.get_component("passages")
        assert isinstance(finder, PassageFinder)
        return finder

    def health(self) -> Health:
        """How the service is. That no documents are taken in does not make it unavailable."""
        model = Path(self.settings.embedding_model).name
        try:
            passages, index = _counted(self._retriever.served)
            document_passages, document_index = _counted(self._finder.served)
            if index is not None:
                return Health(
                    status="ok",
                    solutions=self._shelf.count(),
                    passages=passages,
                    files_rejected=self._shelf.rejected(),
                    index=index,
                    documents=self._finder.shelf.count() if self._finder.shelf else 0,
                    document_passages=document_passages,
                    document_index=document_index,
                    embedding_model=model,
                )
            detail = None
        except KunnskapsbaseError as error:
            detail = str(error)
        return Health(
            status="unavailable",
            solutions=0,
            passages=0,
            files_rejected=0,
            index=None,
            embedding_model=model,
            detail=detail,
        )

    def look(self) -> None:
        """Look for new indexes, so that those they replace are let go of also when nobody asks anything.

        Solutions that have changed are made ready again, and needs that wait are written down. Once a day the persons
        whose consent has ended are forgotten. At the first look needs are cleaned that an older version noted.
        """
        with self._closing:
            for served in (self._retriever.served, self._finder.served):
                if served is not None:
                    served.look()
            self._noter.clean_older()
            self._matcher.make_ready()
            self._matcher.know_askers(self.entities.recent_networks())
            self._noter.write()
            if (today := date.today()) != self._consents_seen:
                self.stores.contacts.forget_persons(today, LOCAL)
                self._consents_seen = today

    def close(self) -> None:
        """Let go of the indexes and the record store; safe to call twice."""
        with self._closing:
            # What is no longer needed may be cleared away again, where the process lives on.
            gc.unfreeze()
            self._retriever.close()
            self._finder.close()
            self._matcher.close()
            self._noter.write()
            self._needs.close()
            self._follower.close()
            self.uploads.close()
            self.stores.close()
            self.entities.close()


def _counted(served: ServedIndex | None) -> tuple[int, str | None]:
    """How many passages an index holds, and its name; nothing where none serves."""
    if served is None:
        return 0, None
    with served.lease() as index:
        return (index.count(), index.name) if index else (0, None)
