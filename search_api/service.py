"""The running service: what answers questions, with all that is written beside it."""

import secrets
import threading
from datetime import date
from pathlib import Path

from kunnskapsbase.audit import LOCAL
from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.matching import Asker
from kunnskapsbase.need_groups import ToldNeeds, gathered
from kunnskapsbase.place_free import without_places
from kunnskapsbase.records import Needs
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from search_api.adoptions.links import AdoptionLinks
from search_api.contacts.links import ConfirmationLinks
from search_api.deputies.pool import Deputies
from search_api.following import IndexFollower
from search_api.noting import Need, NeedNoter
from search_api.questions import QuestionService
from search_api.sharing.reading import UploadReader
from search_api.sharing.receiving import sweep
from search_api.shelf import Shelved
from search_api.stores import Stores
from search_api.wire_service import Health


class SearchService(QuestionService):
    """Answers questions, and keeps what is written. Safe under threads; ``close`` gives the index back."""

    def __init__(self, settings: Settings) -> None:
        started = secrets.token_hex(4)
        super().__init__(settings, started, self.take_need)
        self.deputies = Deputies(settings, started, self.take_need)
        self._needs = Needs(settings.database)
        self._noter = NeedNoter(self._needs, self.register)
        self.stores = Stores(settings)
        self.links = ConfirmationLinks(settings)
        self.adoption_links = AdoptionLinks(settings)
        self._follower = IndexFollower(settings)
        self.uploads = UploadReader(settings)
        sweep(settings)
        self._closing = threading.Lock()
        self._consents_seen: date | None = None

    def take_need(self, need: Need) -> None:
        """Count a need at the next ``look``."""
        self._noter.note(need)

    def report_need(self, said: str, asker: Asker) -> str:
        """Count a need that somebody reports; its words as they are kept, empty where nothing is left of them."""
        return self._noter.note_words(said, asker, date.today())

    def needs(self) -> ToldNeeds:
        """What nobody has an answer to, as it may be told."""
        self._noter.clean_older()
        self._noter.write()
        noted = list(self._needs.each())
        return gathered(noted, self.encoder.vectors([each.text for each in noted]), self.settings.need_similarity)

    def without_asker(self, question: str) -> str:
        """A question as it was asked, without the names of places, which may tell who asked."""
        return without_places(question, self.register)

    def told_of_changes(self, *, index: bool) -> None:
        """What was just written is seen by the next question; with ``index`` the search index is built anew too."""
        self.refresh()
        self.deputies.changed()
        if index:
            self._follower.ask()

    def solution(self, solution_id: str) -> Shelved:
        """One solution.

        Raises:
            InputError: there is none with this id.
        """
        found = self.shelf.get([solution_id]).get(solution_id)
        if found is None:
            raise InputError(f"Det finnes ingen løsning med id «{solution_id}». Den kan være fjernet.")
        return found

    def solutions(self) -> list[Shelved]:
        """Every solution, ordered by id."""
        return self.shelf.all()

    def solutions_changed(self) -> str | None:
        """When a solution was last put in, in UTC; ``None`` without any."""
        return self.shelf.newest()

    def solution_if_any(self, solution_id: str) -> Solution | None:
        """One solution, or ``None`` where it is gone."""
        found = self.shelf.get([solution_id]).get(solution_id)
        return found.solution if found else None

    def health(self) -> Health:
        """How the service is. That no documents are taken in does not make it unavailable."""
        model = Path(self.settings.embedding_model).name
        try:
            passages, index = _counted(self.retriever.served)
            document_passages, document_index = _counted(self.finder.served)
            if index is not None:
                return Health(
                    status="ok",
                    solutions=self.shelf.count(),
                    passages=passages,
                    files_rejected=self.shelf.rejected(),
                    index=index,
                    documents=self.finder.shelf.count() if self.finder.shelf else 0,
                    document_passages=document_passages,
                    document_index=document_index,
                    embedding_model=model,
                    processes=1 + self.deputies.present,
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
        """Look for what is new, and write down needs that wait.

        Once a day the persons whose consent has ended are forgotten. At the first look needs are cleaned that an older
        version noted.
        """
        with self._closing:
            super().look()
            self._noter.clean_older()
            self._noter.write()
            if (today := date.today()) != self._consents_seen:
                self.stores.contacts.forget_persons(today, LOCAL)
                self._consents_seen = today

    def close(self) -> None:
        """Let go of the indexes and the record store; safe to call twice."""
        with self._closing:
            super().close()
            self._noter.write()
            self._needs.close()
            self._follower.close()
            self.uploads.close()
            self.stores.close()


def _counted(served: ServedIndex | None) -> tuple[int, str | None]:
    """How many passages an index holds, and its name; nothing where none serves."""
    if served is None:
        return 0, None
    with served.lease() as index:
        return (index.count(), index.name) if index else (0, None)
