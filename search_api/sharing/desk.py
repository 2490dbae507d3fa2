"""Who works with what is shared, at what service, in which language: what every route here needs."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from kunnskapsbase.audit import Actor
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.sharing import ExperienceDraft, Upload
from search_api.access import Caller, Everywhere
from search_api.dependencies import Service, Words
from search_api.service import SearchService
from search_api.sharing.presenting import draft_found, upload_found
from search_api.sharing.wire import DraftFound, UploadFound
from search_api.stores import Stores
from search_api.wording import Wording


@dataclass(frozen=True, slots=True)
class Desk:
    """The holder of a key that may write for all, and what is laid before them."""

    caller: Caller
    service: SearchService
    words: Wording

    @property
    def actor(self) -> Actor:
        """The caller as the audit names it."""
        return self.caller.actor

    @property
    def stores(self) -> Stores:
        """Where things are kept."""
        return self.service.stores

    @property
    def register(self) -> MunicipalityRegister:
        """The municipalities."""
        return self.service.register

    def upload(self, upload_id: str) -> Upload:
        """The upload with this id.

        Raises:
            InputError: there is none.
        """
        found = self.stores.uploads.get(upload_id)
        if found is None:
            raise InputError(f"Ingen opplasting har id «{upload_id}». Den kan være slettet.")
        return found

    def draft(self, draft_id: str) -> ExperienceDraft:
        """The draft with this id.

        Raises:
            InputError: there is none.
        """
        found = self.stores.drafts.get(draft_id)
        if found is None:
            raise InputError(f"Ingen utkast har id «{draft_id}». Det kan være forkastet.")
        return found

    def told_upload(self, upload: Upload) -> UploadFound:
        """An upload as it goes out."""
        return upload_found(upload, self.stores.drafts.of_upload(upload.id), self.words)

    def told_draft(self, draft: ExperienceDraft) -> DraftFound:
        """A draft as it goes out."""
        return draft_found(draft, self.upload(draft.upload_id), self.register, self.words)


def _desk(caller: Everywhere, service: Service, words: Words) -> Desk:
    return Desk(caller, service, words)


AtDesk = Annotated[Desk, Depends(_desk)]
