"""What the page «Del» asks of the API, always with the key that stands in the field."""

from collections.abc import Mapping
from typing import Any

from search_api.needs.wire import NeedFound
from search_api.sharing.wire import DraftFound, DraftList, SegmentList, UploadFound, UploadList
from search_api.wire_listing import Listed
from ui.api_client import KeyHolder, Parameters

# As long as the API may wait for its turn to read, and then read.
_READING_S = 600.0
_MOST = 1000


class Desk:
    """The uploads and drafts, as the holder of a key sees them. Every method raises ApiError where it cannot."""

    def __init__(self, holder: KeyHolder) -> None:
        self._holder = holder

    def send(self, content: bytes, said: Mapping[str, str]) -> UploadFound:
        """Send a file in; what was read."""
        parameters: Parameters = list(said.items())
        return self._holder.send(UploadFound, "/v1/uploads", parameters, content, _READING_S)

    def uploads(self) -> list[UploadFound]:
        """All uploads, the newest first."""
        return list(self._holder.get(UploadList, "/v1/uploads", [("limit", _MOST)]).results)

    def upload(self, upload_id: str) -> UploadFound:
        """One upload."""
        return self._holder.get(UploadFound, f"/v1/uploads/{upload_id}")

    def change_source(self, upload: UploadFound, said: Mapping[str, object]) -> UploadFound:
        """Say what the source is."""
        return self._holder.write(UploadFound, "PATCH", f"/v1/uploads/{upload.id}", {"version": upload.version, **said})

    def remove(self, upload: UploadFound) -> None:
        """Remove an upload with its text and drafts."""
        self._holder.take_back(f"/v1/uploads/{upload.id}", upload.version)

    def segments(self, upload_id: str, many: int) -> SegmentList:
        """The first so many pieces of what was read."""
        return self._holder.get(SegmentList, f"/v1/uploads/{upload_id}/segments", [("limit", many)])

    def drafts(self, upload_id: str) -> list[DraftFound]:
        """The drafts of an upload."""
        return list(self._holder.get(DraftList, f"/v1/uploads/{upload_id}/drafts", [("limit", _MOST)]).results)

    def draft(self, draft_id: str) -> DraftFound:
        """One draft."""
        return self._holder.get(DraftFound, f"/v1/drafts/{draft_id}")

    def begin(self, upload_id: str) -> DraftFound:
        """Begin a draft of one's own."""
        return self._holder.write(DraftFound, "POST", f"/v1/uploads/{upload_id}/drafts", {})

    def correct(self, draft_id: str, version: str, said: Mapping[str, Any]) -> DraftFound:
        """Correct a draft from the version it was read in."""
        return self._holder.write(DraftFound, "PATCH", f"/v1/drafts/{draft_id}", {"version": version, **said})

    def publish(self, draft_id: str, version: str) -> DraftFound:
        """Publish a draft that a person has confirmed."""
        body = {"version": version, "confirmed": True}
        return self._holder.write(DraftFound, "POST", f"/v1/drafts/{draft_id}/publication", body)

    def withdraw(self, draft: DraftFound) -> None:
        """Take back what was published."""
        self._holder.take_back(f"/v1/drafts/{draft.id}/publication", draft.version)

    def discard(self, draft: DraftFound) -> None:
        """Discard a draft."""
        self._holder.take_back(f"/v1/drafts/{draft.id}", draft.version)

    def needs(self) -> list[NeedFound]:
        """What is asked for and nobody has shown, the most asked for first."""
        return list(self._holder.get(Listed[NeedFound], "/v1/needs", [("limit", 20)]).results)
