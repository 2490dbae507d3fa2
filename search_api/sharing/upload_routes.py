"""``/v1/uploads``: a file in, what was read of it out, and what its source is."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from kunnskapsbase.added import id_of
from kunnskapsbase.sharing import ExperienceDraft, Proposal, Reading, Upload, UploadedText, source_type_of
from search_api.access import NEEDS_KEY
from search_api.checking import checked
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM
from search_api.listing import listed
from search_api.once import Sent, once
from search_api.sharing.bodies import ListQuery, UploadChange, UploadParameters, UploadQuery
from search_api.sharing.desk import AtDesk, Desk
from search_api.sharing.presenting import segments_found, upload_found
from search_api.sharing.receiving import Received, received
from search_api.sharing.wire import SegmentFound, SegmentList, UploadFound, UploadList
from search_api.versions import Version, must_be

router = APIRouter(tags=["sharing"])
NO_UPLOAD: dict[int | str, dict[str, Any]] = {404: {**PROBLEM, "description": "No upload has this id."}}
_TOO_LARGE: dict[int | str, dict[str, Any]] = {
    413: {**PROBLEM, "description": "The file is larger than `KB_UPLOAD_MEGABYTES`."}
}
_FILE = {
    "requestBody": {
        "required": True,
        "description": "The file itself, as it lies on the disk.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
UploadId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,100}$", examples=["opplasting-0f3a9c5d7e21"])]


@router.post(
    "/v1/uploads",
    status_code=201,
    response_model=UploadFound,
    responses={**NEEDS_KEY, **CHANGED_MEANWHILE, **_TOO_LARGE, **CANNOT_BE_USED},
    openapi_extra=_FILE,
    summary="Have a transcript, slides, a report or a sheet read",
)
async def upload(request: Request, parameters: UploadQuery, desk: AtDesk, idempotency_key: Sent = None) -> Response:
    """What was read, what was masked, and how many drafts of experiences came of it. Nothing is published.

    The file is deleted when it has been read; its masked text is kept until the upload is removed. The same file sent
    again is answered with the upload that is there.
    """
    async with received(request, parameters.filename, desk.service.settings) as file:
        content = f"{file.sha256} {parameters.model_dump_json()}".encode()
        answer = once(request, desk.service, idempotency_key, content)

        def make() -> UploadFound:
            return desk.told_upload(_taken_in(file, parameters, desk))

        return await run_in_threadpool(answer.answer, make)


@router.get(
    "/v1/uploads",
    response_model=UploadList,
    responses={**UNCHANGED, **NEEDS_KEY, **CANNOT_BE_USED},
    summary="What has been uploaded?",
)
def uploads(request: Request, parameters: ListQuery, desk: AtDesk) -> Response:
    """The uploads of all organisers, the newest first unless ``sort`` says otherwise."""
    drafts: dict[str, list[ExperienceDraft]] = {}
    for draft in desk.stores.drafts.each():
        drafts.setdefault(draft.upload_id, []).append(draft)
    ordered = sorted(desk.stores.uploads.each(), key=lambda each: (each.day, each.id), reverse=True)
    found = [upload_found(each, drafts.get(each.id, []), desk.words) for each in ordered]
    return listed(request, parameters, found, UploadFound, "opplastinger")


@router.get(
    "/v1/uploads/{upload_id}",
    response_model=UploadFound,
    responses={**UNCHANGED, **NEEDS_KEY, **NO_UPLOAD, **CANNOT_BE_USED},
    summary="One upload",
)
def one_upload(request: Request, upload_id: UploadId, desk: AtDesk) -> Response:
    """How much was read and masked, and what its source is."""
    return answered(request, desk.told_upload(desk.upload(upload_id)).model_dump_json())


@router.get(
    "/v1/uploads/{upload_id}/segments",
    response_model=SegmentList,
    responses={**UNCHANGED, **NEEDS_KEY, **NO_UPLOAD, **CANNOT_BE_USED},
    summary="What was read of a file, piece by piece",
)
def segments(request: Request, upload_id: UploadId, parameters: ListQuery, desk: AtDesk) -> Response:
    """The masked text in the order it was read, each piece with its page, slide, row or time."""
    upload = desk.upload(upload_id)
    text = desk.stores.uploaded_texts.get(upload_id)
    found = segments_found(text.document, upload, desk.words) if text else []
    return listed(request, parameters, found, SegmentFound, "tekst")


@router.patch(
    "/v1/uploads/{upload_id}",
    responses={**NEEDS_KEY, **NO_UPLOAD, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Say what the source is called, who gave it out, and where others find it",
)
def change(upload_id: UploadId, body: UploadChange, desk: AtDesk) -> UploadFound:
    """The upload as it is now. What is published already keeps the source it was published with."""
    before = desk.upload(upload_id)
    must_be(before, body.version)
    after = checked(Upload, before.model_dump() | body.said())
    if after != before:
        desk.stores.uploads.change(before, after, desk.actor)
    return desk.told_upload(after)


@router.delete(
    "/v1/uploads/{upload_id}",
    status_code=204,
    responses={**NEEDS_KEY, **NO_UPLOAD, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Remove an upload, with its text and its drafts",
)
def remove(upload_id: UploadId, version: Version, desk: AtDesk) -> None:
    """What was published of it stays; withdraw it first where it is to go too."""
    before = desk.upload(upload_id)
    must_be(before, version)
    desk.stores.uploads.remove(before, desk.actor)


def _taken_in(file: Received, parameters: UploadParameters, desk: Desk) -> Upload:
    upload_id = id_of("opplasting", file.sha256)
    there = desk.stores.uploads.get(upload_id)
    if there is not None:
        return there
    reading = desk.service.uploads.read(file.file)
    assert reading.document is not None
    document = reading.document
    told: dict[str, object] = {
        "title": document.title[:200].strip(),
        "publisher": document.publisher and document.publisher[:200].strip(),
        "url": document.url,
        "date": document.date,
        "type": source_type_of(document),
    }
    said = {name: value for name, value in parameters.said().items() if value is not None}
    fields: dict[str, object] = {"id": upload_id, "file_name": parameters.filename, "day": date.today()}
    upload = checked(Upload, fields | told | said | _amounts(reading))
    drafts = [_draft(upload_id, number, each) for number, each in enumerate(reading.proposals, start=1)]
    text = UploadedText(id=upload_id, document=document)
    return desk.stores.uploads.keep(upload, text, drafts, desk.actor)


def _amounts(reading: Reading) -> dict[str, object]:
    assert reading.document is not None
    return {
        "segments": len(reading.document.passages),
        "counts": reading.counts,
        "masked": reading.masked,
        "remarks": reading.remarks,
    }


def _draft(upload_id: str, number: int, proposal: Proposal) -> ExperienceDraft:
    draft_id = id_of("utkast", upload_id, str(number))
    return ExperienceDraft(id=draft_id, upload_id=upload_id, number=number, **proposal.model_dump())
