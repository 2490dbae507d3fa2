"""``/v1/adoptions``: read, record, change and remove."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from kunnskapsbase.adoption import Adoption
from kunnskapsbase.errors import ConflictError, InputError
from search_api.access import NEEDS_KEY, Caller, Writer
from search_api.adoptions.bodies import AdoptionChange, AdoptionQuery, NewAdoption
from search_api.adoptions.presenting import adoption_found
from search_api.adoptions.wire import AdoptionFound, AdoptionList
from search_api.adoptions.writing import changed, tell
from search_api.checking import checked
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM, Service, Words
from search_api.listing import listed
from search_api.named import named_municipality
from search_api.posting import POSTED, Post
from search_api.service import SearchService
from search_api.versions import Version, must_be
from search_api.wording import Wording

router = APIRouter(tags=["adoptions"])
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {**PROBLEM, "description": "No adoption has this id."}}
AdoptionId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,100}$", examples=["adopsjon-0f3a9c5d7e21"])]


@router.get(
    "/v1/adoptions",
    response_model=AdoptionList,
    responses={**UNCHANGED, **CANNOT_BE_USED},
    summary="Who uses or follows which solution?",
)
def adoptions(request: Request, parameters: AdoptionQuery, service: Service, words: Words) -> Response:
    """Adoptions, the newest status first unless ``sort`` says otherwise."""
    register = service.register
    who = named_municipality(parameters.municipality, register, words).municipality if parameters.municipality else None
    counties = {number for name in parameters.county for number in register.county_numbers(name)}
    keys = {"solution_id": parameters.solution_id, "kommunenummer": who.kommunenummer if who else None}
    found = service.stores.adoptions.each(**{name: value for name, value in keys.items() if value is not None})
    shown = [
        _found(each, service, words)
        for each in sorted(found, key=lambda each: (each.since, each.id), reverse=True)
        if parameters.fits(each) and (not counties or register.get(each.kommunenummer).county_number in counties)
    ]
    return listed(request, parameters, shown, AdoptionFound, "tatt-i-bruk")


@router.get(
    "/v1/adoptions/{adoption_id}",
    response_model=AdoptionFound,
    responses={**UNCHANGED, **_NOT_THERE, **CANNOT_BE_USED},
    summary="One adoption",
)
def adoption(request: Request, adoption_id: AdoptionId, service: Service, words: Words) -> Response:
    """One municipality's way with one solution."""
    return answered(request, _found(_get(adoption_id, service), service, words).model_dump_json())


@router.post(
    "/v1/adoptions",
    status_code=201,
    response_model=AdoptionFound,
    responses=POSTED,
    summary="Record that a municipality follows, uses or has stopped a solution",
)
def record(body: NewAdoption, post: Post) -> Response:
    """The adoption as it is kept. The same recorded twice is kept once, and answered with."""
    named = post.named(body)
    said: dict[str, object] = {"solution_id": body.solution_id, "kommunenummer": named.municipality.kommunenummer}
    said |= {"status": body.status, "since": body.since or date.today()}
    new = checked(Adoption, said | body.told())

    def make() -> AdoptionFound:
        try:
            kept = post.service.stores.adoptions.record(new, post.caller.actor)
        except ConflictError as there:
            # A number that is no more leads to a municipality that may have been recorded under its own.
            who = named.municipality
            raise ConflictError(f"{there} Det gjelder {who.name} ({who.kommunenummer}).") from there
        tell(None, kept, post.service)
        return _found(kept, post.service, post.words, named.notes)

    return post.answer(make)


@router.patch(
    "/v1/adoptions/{adoption_id}",
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Tell how it goes: a new status, what it gave, what it took",
)
def change(
    adoption_id: AdoptionId, body: AdoptionChange, caller: Writer, service: Service, words: Words
) -> AdoptionFound:
    """The adoption as it is now. A new status is a step; what was, is kept."""
    before = _own(adoption_id, caller, service)
    must_be(before, body.version)
    after = changed(before, body)
    if after != before:
        service.stores.adoptions.change(before, after, caller.actor)
        tell(before, after, service)
    return _found(after, service, words)


@router.delete(
    "/v1/adoptions/{adoption_id}",
    status_code=204,
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Take away what was recorded by mistake",
)
def remove(adoption_id: AdoptionId, version: Version, caller: Writer, service: Service) -> None:
    """What was tried and stopped is no mistake: give it the status ``stoppet``."""
    before = _own(adoption_id, caller, service)
    must_be(before, version)
    service.stores.adoptions.remove(before, caller.actor)
    tell(before, None, service)


def _own(adoption_id: str, caller: Caller, service: SearchService) -> Adoption:
    found = _get(adoption_id, service)
    caller.may_act_for(service.register.get(found.kommunenummer))
    return found


def _get(adoption_id: str, service: SearchService) -> Adoption:
    found = service.stores.adoptions.get(adoption_id)
    if found is None:
        raise InputError(f"Ingen adopsjon har id «{adoption_id}». Den kan være fjernet.")
    return found


def _found(adoption: Adoption, service: SearchService, words: Wording, notes: tuple[str, ...] = ()) -> AdoptionFound:
    solution = service.solution_if_any(adoption.solution_id)
    title = solution.title if solution else adoption.solution_id
    return adoption_found(adoption, title, service.register.get(adoption.kommunenummer), words, notes)
