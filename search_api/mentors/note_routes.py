"""``/v1/mentor-notes``: what advisers note and decide of pairs, which the board goes by."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from kunnskapsbase.errors import InputError
from kunnskapsbase.mentor import PairNote
from search_api.access import NEEDS_KEY, Everywhere
from search_api.checking import checked
from search_api.conditional import UNCHANGED
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM, Service, Words
from search_api.listing import listed
from search_api.mentors.bodies import NewPairNote, PairNoteChange
from search_api.mentors.pairs import by_name, fits, named_for_note, note_found
from search_api.mentors.parameters import MentorQuery
from search_api.mentors.wire import PairNoteFound, PairNoteList
from search_api.named import named_municipality
from search_api.once import OncePerKey
from search_api.service import SearchService
from search_api.versions import must_be

router = APIRouter(tags=["mentors"])
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {**PROBLEM, "description": "No note on a pair has this id."}}
NoteId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,100}$", examples=["parmerknad-0f3a9c5d7e21"])]


@router.get(
    "/v1/mentor-notes",
    response_model=PairNoteList,
    responses={**UNCHANGED, **CANNOT_BE_USED},
    summary="What is noted and decided of pairs?",
)
def notes(request: Request, parameters: MentorQuery, service: Service, words: Words) -> Response:
    """Notes on pairs, also on those that are to be avoided and stand on no board."""
    said = parameters.municipality
    who = named_municipality(said, service.register, words).municipality if said else None
    found = [
        note_found(each, service.register) for each in service.stores.pair_notes.each() if fits(each, parameters, who)
    ]
    found.sort(key=by_name)
    return listed(request, parameters, found, PairNoteFound, "parmerknader")


@router.post(
    "/v1/mentor-notes",
    status_code=201,
    response_model=PairNoteFound,
    responses={**NEEDS_KEY, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Note something of a pair, or decide that it stands or is avoided",
)
def record(body: NewPairNote, caller: Everywhere, once: OncePerKey, service: Service, words: Words) -> Response:
    """The note as it is kept; the board of the same solution or theme follows it at once.

    With a mentor alone and «unngås», the mentor is taken out of it, for everybody.
    """
    numbers, notes = named_for_note(body, service, words)
    new = checked(PairNote, numbers | body.said())
    return once.answer(lambda: note_found(service.stores.pair_notes.record(new, caller.actor), service.register, notes))


@router.patch(
    "/v1/mentor-notes/{note_id}",
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Change a note on a pair",
)
def change(note_id: NoteId, body: PairNoteChange, caller: Everywhere, service: Service) -> PairNoteFound:
    """The note as it is now."""
    before = _get(note_id, service)
    must_be(before, body.version)
    after = checked(PairNote, before.model_dump() | body.said())
    if after != before:
        service.stores.pair_notes.change(before, after, caller.actor)
    return note_found(after, service.register)


@router.delete(
    "/v1/mentor-notes/{note_id}",
    status_code=204,
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Remove a note on a pair",
)
def remove(
    note_id: NoteId,
    version: Annotated[str, Query(max_length=100, examples=["0f3a9c5d7e2146b8"])],
    caller: Everywhere,
    service: Service,
) -> None:
    """The board is then worked out as if nothing had been decided of the pair."""
    before = _get(note_id, service)
    must_be(before, version)
    service.stores.pair_notes.remove(before, caller.actor)


def _get(note_id: str, service: SearchService) -> PairNote:
    found = service.stores.pair_notes.get(note_id)
    if found is None:
        raise InputError(f"Ingen merknad har id «{note_id}». Den kan være fjernet.")
    return found
