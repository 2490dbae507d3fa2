"""``/v1/drafts``: corrected by a person, and published or withdrawn by one."""

import hashlib
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.exceptions import RequestValidationError

from kunnskapsbase.added import id_of
from kunnskapsbase.errors import ConflictError
from kunnskapsbase.records import Record, SourceEntry, Status
from kunnskapsbase.sharing import (
    ExperienceDraft,
    Publisher,
    Upload,
    missing,
    published_path,
    solution_id_of,
)
from kunnskapsbase.solution import Solution
from search_api.access import NEEDS_KEY
from search_api.checking import checked
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM
from search_api.listing import listed
from search_api.once import OncePerKey
from search_api.sharing.bodies import DraftChange, ListQuery, NewDraft, Publication
from search_api.sharing.desk import AtDesk, Desk
from search_api.sharing.presenting import draft_found
from search_api.sharing.upload_routes import NO_UPLOAD, UploadId
from search_api.sharing.wire import DraftFound, DraftList
from search_api.versions import Version, must_be

router = APIRouter(tags=["sharing"])
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {**PROBLEM, "description": "No draft has this id."}}
_EXPERIENCE = "erfaring"
# What the ledger calls the way it came in.
_PARSER = "delt"
DraftId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,100}$", examples=["utkast-0f3a9c5d7e21"])]


@router.get(
    "/v1/uploads/{upload_id}/drafts",
    response_model=DraftList,
    responses={**UNCHANGED, **NEEDS_KEY, **NO_UPLOAD, **CANNOT_BE_USED},
    summary="Which experiences may come of an upload?",
)
def drafts(request: Request, upload_id: UploadId, parameters: ListQuery, desk: AtDesk) -> Response:
    """The drafts, those the rules are surest of first, with the sentences they stand on."""
    upload = desk.upload(upload_id)
    kept = desk.stores.drafts.of_upload(upload_id)
    found = [draft_found(each, upload, desk.register, desk.words) for each in kept]
    return listed(request, parameters, found, DraftFound, "utkast")


@router.post(
    "/v1/uploads/{upload_id}/drafts",
    status_code=201,
    response_model=DraftFound,
    responses={**NEEDS_KEY, **NO_UPLOAD, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Begin a draft of your own",
)
def begin(upload_id: UploadId, body: NewDraft, desk: AtDesk, once: OncePerKey) -> Response:
    """For what the rules did not find. It may be empty at first."""
    desk.upload(upload_id)

    def make() -> DraftFound:
        number = max((each.number for each in desk.stores.drafts.of_upload(upload_id)), default=0) + 1
        fields: dict[str, object] = {"id": id_of("utkast", upload_id, str(number)), "upload_id": upload_id}
        new = checked(ExperienceDraft, fields | {"number": number} | body.told(desk.register))
        return desk.told_draft(desk.stores.drafts.record(new, desk.actor))

    return once.answer(make)


@router.get(
    "/v1/drafts/{draft_id}",
    response_model=DraftFound,
    responses={**UNCHANGED, **NEEDS_KEY, **_NOT_THERE, **CANNOT_BE_USED},
    summary="One draft",
)
def draft(request: Request, draft_id: DraftId, desk: AtDesk) -> Response:
    """A draft, with what it lacks before it can be published."""
    return answered(request, desk.told_draft(desk.draft(draft_id)).model_dump_json())


@router.patch(
    "/v1/drafts/{draft_id}",
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Correct a draft",
)
def change(draft_id: DraftId, body: DraftChange, desk: AtDesk) -> DraftFound:
    """The draft as it is now. What is published already stays as it is until the draft is published again."""
    before = desk.draft(draft_id)
    must_be(before, body.version)
    after = checked(ExperienceDraft, before.model_dump() | body.told(desk.register))
    if after != before:
        desk.stores.drafts.change(before, after, desk.actor)
    return desk.told_draft(after)


@router.delete(
    "/v1/drafts/{draft_id}",
    status_code=204,
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Discard a draft",
)
def discard(draft_id: DraftId, version: Version, desk: AtDesk) -> None:
    """One that is published must be withdrawn first."""
    before = desk.draft(draft_id)
    must_be(before, version)
    if before.solution_id is not None:
        raise ConflictError("Utkastet er publisert. Trekk erfaringen tilbake først, og forkast det så.")
    desk.stores.drafts.remove(before, desk.actor)


@router.post(
    "/v1/drafts/{draft_id}/publication",
    status_code=201,
    response_model=DraftFound,
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Publish a draft that a person has read and confirmed",
)
def publish(draft_id: DraftId, body: Publication, desk: AtDesk, once: OncePerKey) -> Response:
    """The experience is at ``/v1/solutions/{solution_id}`` at once, and found by search when the index has followed.

    Published again, it takes the place of what it was.
    """

    def make() -> DraftFound:
        before = desk.draft(draft_id)
        must_be(before, body.version)
        upload = desk.upload(before.upload_id)
        _complete(before, upload)
        solution_id = before.solution_id or _free_id(before, desk)
        publisher = Publisher(desk.actor.role, date.today(), desk.register)
        solution = publisher.solution(before, upload, solution_id)
        after = before.model_copy(update={"solution_id": solution_id})
        desk.stores.drafts.publish(before, after, *_record(solution), desk.actor)
        desk.service.told_of_changes(index=True)
        return desk.told_draft(after)

    return once.answer(make)


@router.delete(
    "/v1/drafts/{draft_id}/publication",
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Withdraw what was published by mistake",
)
def withdraw(draft_id: DraftId, version: Version, desk: AtDesk) -> DraftFound:
    """The draft stays, and may be corrected and published again."""
    before = desk.draft(draft_id)
    must_be(before, version)
    if before.solution_id is None:
        raise ConflictError("Utkastet er ikke publisert, så det er ingenting å trekke tilbake.")
    after = before.model_copy(update={"solution_id": None})
    desk.stores.drafts.withdraw(before, after, published_path(before.solution_id), desk.actor)
    desk.service.told_of_changes(index=True)
    return desk.told_draft(after)


def _complete(draft: ExperienceDraft, upload: Upload) -> None:
    lacks = [
        {"type": "value_error", "loc": ("body", name), "msg": words, "ctx": {"error": words}}
        for name, words in missing(draft, upload)
    ]
    if lacks:
        raise RequestValidationError(lacks)


def _free_id(draft: ExperienceDraft, desk: Desk) -> str:
    """An id that nothing else has.

    Raises:
        ConflictError: what had it was taken down.
    """
    wanted = solution_id_of(draft, desk.register)
    if desk.stores.records.is_blocked("", record_id=wanted):
        raise ConflictError(
            "En erfaring med denne tittelen fra denne kommunen er tatt ned, og kommer ikke inn igjen av seg selv. Spør "
            "den som driver tjenesten."
        )
    names = [wanted, *(f"{wanted}-{number}" for number in range(2, 100))]
    taken = desk.stores.records.get(names)
    return next(each for each in names if each not in taken)


def _record(solution: Solution) -> tuple[Record, SourceEntry]:
    body = solution.model_dump_json(by_alias=True, exclude_none=True)
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    path = published_path(solution.id)
    record = Record(solution.id, _EXPERIENCE, path, sha256, body)
    return record, SourceEntry(
        path,
        sha256,
        Status.TAKEN_IN,
        kind=_EXPERIENCE,
        record_id=solution.id,
        title=solution.title,
        parser=_PARSER,
        counts={"characters": len(body)},
    )
