"""``/v1/mentors``: record that a municipality has said yes, change what it can help with, and take it back."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from starlette.convertors import StringConvertor, register_url_convertor

from kunnskapsbase.errors import InputError
from kunnskapsbase.mentor import Mentor, Origin
from search_api.access import NEEDS_KEY, Caller, Writer
from search_api.checking import checked
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM, Service, Words
from search_api.mentors.bodies import MentorChange, NewMentor
from search_api.mentors.helping import as_candidate
from search_api.mentors.presenting import mentor_found
from search_api.mentors.wire import MentorFound
from search_api.posting import POSTED, Post
from search_api.service import SearchService
from search_api.versions import must_be

router = APIRouter(tags=["mentors"])
_NOT_THERE: dict[int | str, dict[str, Any]] = {
    404: {**PROBLEM, "description": "No mentor that has said yes has this id."}
}
MentorId = Annotated[str, Path(pattern=r"^mentor-[0-9a-f]{12}$", examples=["mentor-0f3a9c5d7e21"])]


class _MentorIdConvertor(StringConvertor):
    """A path is a mentor's only where it ends in the id of one: ``match`` and ``board`` are nobody's."""

    regex = "mentor-[0-9a-f]{12}"


register_url_convertor("mentor", _MentorIdConvertor())


@router.post(
    "/v1/mentors",
    status_code=201,
    response_model=MentorFound,
    responses=POSTED,
    summary="Record that a municipality has said yes to helping",
)
def record(body: NewMentor, post: Post) -> Response:
    """The mentor as it is kept. The same recorded twice is kept once, and answered with."""
    named = post.named(body)
    said = {
        "kommunenummer": named.municipality.kommunenummer,
        "origin": Origin.SAID_YES,
        "last_confirmed": date.today(),
    }
    new = checked(Mentor, said | {name: value for name, value in body.said().items() if value is not None})

    def make() -> MentorFound:
        kept = post.service.stores.mentors.record(new, post.caller.actor)
        return mentor_found(as_candidate(kept, post.service), post.words, named.notes)

    return post.answer(make)


@router.patch(
    "/v1/mentors/{mentor_id:mentor}",
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Change what a mentor helps with, how many it has room for, or confirm it anew",
)
def change(mentor_id: MentorId, body: MentorChange, caller: Writer, service: Service, words: Words) -> MentorFound:
    """The mentor as it is now, confirmed today unless another day is said."""
    before = _own(mentor_id, caller, service)
    must_be(before, body.version)
    said = {name: value for name, value in body.said().items() if value is not None}
    after = checked(Mentor, before.model_dump() | {"last_confirmed": date.today()} | said)
    if after != before:
        service.stores.mentors.change(before, after, caller.actor)
    return mentor_found(as_candidate(after, service), words)


@router.delete(
    "/v1/mentors/{mentor_id:mentor}",
    status_code=204,
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Take back that a municipality helps",
)
def remove(
    mentor_id: MentorId,
    version: Annotated[str, Query(max_length=100, examples=["0f3a9c5d7e2146b8"])],
    caller: Writer,
    service: Service,
) -> None:
    """It may still be suggested, as one that nobody has asked. What help is under way stands until it is ended."""
    before = _own(mentor_id, caller, service)
    must_be(before, version)
    service.stores.mentors.remove(before, caller.actor)


def _own(mentor_id: str, caller: Caller, service: SearchService) -> Mentor:
    found = service.stores.mentors.get(mentor_id)
    if found is None:
        raise InputError(
            f"Ingen mentor som har sagt ja, har id «{mentor_id}». Den kan være fjernet, eller bare være foreslått."
        )
    caller.may_act_for(service.register.get(found.kommunenummer))
    return found
