"""``/v1/mentorships``: who helps whom, since when, and that it has ended."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from kunnskapsbase.errors import InputError
from kunnskapsbase.mentor import Mentorship
from search_api.access import NEEDS_KEY, Caller, Writer
from search_api.checking import checked
from search_api.conditional import UNCHANGED
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM, Service, Words
from search_api.listing import listed
from search_api.mentors.bodies import MentorshipEnd, NewMentorship
from search_api.mentors.pairs import fits, may_act_for_either, mentorship_found, named_pair
from search_api.mentors.parameters import MentorQuery
from search_api.mentors.wire import MentorshipFound, MentorshipList
from search_api.named import named_municipality
from search_api.posting import POSTED, Post
from search_api.service import SearchService
from search_api.versions import must_be

router = APIRouter(tags=["mentors"])
_NOT_THERE: dict[int | str, dict[str, Any]] = {
    404: {**PROBLEM, "description": "No help that was recorded has this id."}
}
MentorshipId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,100}$", examples=["mentorforhold-0f3a9c5d7e21"])]


@router.get(
    "/v1/mentorships",
    response_model=MentorshipList,
    responses={**UNCHANGED, **CANNOT_BE_USED},
    summary="Who helps whom, and has helped?",
)
def mentorships(request: Request, parameters: MentorQuery, service: Service, words: Words) -> Response:
    """The newest first unless ``sort`` says otherwise."""
    said = parameters.municipality
    who = named_municipality(said, service.register, words).municipality if said else None
    found = [each for each in service.stores.mentorships.each() if fits(each, parameters, who)]
    found.sort(key=lambda each: (each.since, each.id), reverse=True)
    return listed(
        request,
        parameters,
        [mentorship_found(each, service.register) for each in found],
        MentorshipFound,
        "mentorforhold",
    )


@router.post(
    "/v1/mentorships",
    status_code=201,
    response_model=MentorshipFound,
    responses=POSTED,
    summary="Record that a mentor helps a municipality",
)
def record(body: NewMentorship, post: Post) -> Response:
    """From now on it takes room at the mentor. Either of the two may record it."""
    pair = named_pair(body, post.service, post.words)
    may_act_for_either(post.caller, pair.mentor, pair.asker)
    said = {name: value for name, value in body.said().items() if value is not None}
    new = checked(Mentorship, {"since": date.today()} | pair.numbers | said)
    kept = post.service.stores.mentorships
    return post.answer(lambda: mentorship_found(kept.record(new, post.caller.actor), post.service.register, pair.notes))


@router.patch(
    "/v1/mentorships/{mentorship_id}",
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Tell that the help has ended",
)
def change(mentorship_id: MentorshipId, body: MentorshipEnd, caller: Writer, service: Service) -> MentorshipFound:
    """The help as it is now; what has ended takes no room."""
    before = _own(mentorship_id, caller, service)
    must_be(before, body.version)
    after = checked(Mentorship, before.model_dump() | {"ended": body.ended})
    if after != before:
        service.stores.mentorships.change(before, after, caller.actor)
    return mentorship_found(after, service.register)


@router.delete(
    "/v1/mentorships/{mentorship_id}",
    status_code=204,
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Take away what was recorded by mistake",
)
def remove(
    mentorship_id: MentorshipId,
    version: Annotated[str, Query(max_length=100, examples=["0f3a9c5d7e2146b8"])],
    caller: Writer,
    service: Service,
) -> None:
    """Help that was given and has ended is no mistake: give it the day it ended."""
    before = _own(mentorship_id, caller, service)
    must_be(before, version)
    service.stores.mentorships.remove(before, caller.actor)


def _own(mentorship_id: str, caller: Caller, service: SearchService) -> Mentorship:
    found = service.stores.mentorships.get(mentorship_id)
    if found is None:
        raise InputError(f"Ingen hjelp er registrert med id «{mentorship_id}». Den kan være fjernet.")
    may_act_for_either(caller, service.register.get(found.mentor), service.register.get(found.asker))
    return found
