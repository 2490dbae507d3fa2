"""The running service: the query pipeline with what it holds open, and the questions that can be asked of it."""

import threading
from pathlib import Path

from haystack import Pipeline
from haystack.core.errors import PipelineRuntimeError

from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from search_api.pipeline import Ask, Found, PassageRetriever, SolutionMatcher, build_pipeline
from search_api.shelf import SolutionShelf
from search_api.wire import Health


class SearchService:
    """Answers questions. Safe under threads; ``close`` gives the index back."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.register: MunicipalityRegister = load_register(settings.corpus / "kommuner")
        self._shelf = SolutionShelf(settings)
        self._pipeline: Pipeline = build_pipeline(settings)
        # Loading the model and opening the index is done once, before the first question and not in the middle of it.
        self._pipeline.warm_up()
        self._closing = threading.Lock()

    def find(self, ask: Ask) -> Found:
        """The solutions that answer a question, ranked."""
        try:
            found: Found = self._pipeline.run({"reader": {"ask": ask}})["matcher"]["found"]
        except PipelineRuntimeError as error:
            # Our own errors come out of the wrapping that Haystack puts round them.
            if isinstance(error.__cause__, KunnskapsbaseError):
                raise error.__cause__ from None
            raise
        return found

    def solution(self, solution_id: str) -> Solution | None:
        """One solution, or ``None``."""
        return self._shelf.get([solution_id]).get(solution_id)

    @property
    def _retriever(self) -> PassageRetriever:
        retriever = self._pipeline.get_component("retriever")
        assert isinstance(retriever, PassageRetriever)
        return retriever

    def health(self) -> Health:
        """How the service is."""
        model = Path(self.settings.embedding_model).name
        try:
            served = self._retriever.served
            if served is None:
                return Health(
                    status="unavailable", solutions=0, passages=0, files_rejected=0, index=None, embedding_model=model
                )
            with served.lease() as index:
                passages, name = index.count(), index.name
        except KunnskapsbaseError as error:
            return Health(
                status="unavailable",
                solutions=0,
                passages=0,
                files_rejected=0,
                index=None,
                embedding_model=model,
                detail=str(error),
            )
        return Health(
            status="ok",
            solutions=self._shelf.count(),
            passages=passages,
            files_rejected=self._shelf.rejected(),
            index=name,
            embedding_model=model,
        )

    def close(self) -> None:
        """Let go of the index and the record store; safe to call twice."""
        with self._closing:
            self._retriever.close()
            matcher = self._pipeline.get_component("matcher")
            assert isinstance(matcher, SolutionMatcher)
            matcher.close()
            self._shelf.close()
