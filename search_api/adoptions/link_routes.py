"""``/v1/adoption-links``: a link by which one municipality tells how far it has come; the link is its key."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from kunnskapsbase.adoption import Adoption
from kunnskapsbase.errors import ConflictError
from kunnskapsbase.solution import Solution
from search_api.access import NEEDS_KEY, Everywhere
from search_api.adoptions.bodies import NewAdoptionLink, ToldByLink
from search_api.adoptions.links import AdoptionLink
from search_api.adoptions.presenting import adoption_found
from search_api.adoptions.wire import AdoptionFound, AdoptionLinkFound, AdoptionLinkMade
from search_api.adoptions.writing import changed, tell
from search_api.checking import checked
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM, Service, Words
from search_api.named import named_municipality, named_solution
from search_api.once import OncePerKey
from search_api.presenting_municipalities import brief
from search_api.service import SearchService
from search_api.signing import BY_LINK, GoneLinkError
from search_api.versions import must_be
from search_api.wording import Wording

router = APIRouter(tags=["adoptions"])
_LINK: dict[int | str, dict[str, Any]] = {
    403: {**PROBLEM, "description": "We did not make this link."},
    410: {**PROBLEM, "description": "The link is too old, or the solution is gone."},
}
Token = Annotated[str, Path(max_length=500, examples=["WyJkeXJveS1zdGVkc3Vhdmhl.k5sXb1"])]


@router.post(
    "/v1/adoption-links",
    status_code=201,
    responses={**NEEDS_KEY, **CANNOT_BE_USED},
    summary="A link by which a municipality tells whether it considers, follows or uses a solution",
)
def make(body: NewAdoptionLink, _: Everywhere, service: Service, words: Words) -> AdoptionLinkMade:
    """Whoever has the link can tell on behalf of the municipality, so send it to the municipality's own address."""
    municipality = named_municipality(body.municipality, service.register, words).municipality
    solution = named_solution(body.solution_id, service)
    token, link = service.adoption_links.make(solution.id, municipality.kommunenummer, date.today())
    return AdoptionLinkMade(
        token=token,
        path=f"/v1/adoption-links/{token}",
        page=f"losning?id={solution.id}&lenke={token}",
        municipality=brief(municipality),
        expires=link.expires,
    )


@router.get("/v1/adoption-links/{token}", responses={**_LINK, **CANNOT_BE_USED}, summary="What is this link about?")
def about(token: Token, service: Service, words: Words) -> AdoptionLinkFound:
    """Who may tell by it, of what, and what is told already."""
    link, solution = _read(token, service)
    there = _there(link, service)
    return AdoptionLinkFound(
        solution_id=solution.id,
        solution_title=solution.title,
        municipality=brief(service.register.get(link.kommunenummer)),
        expires=link.expires,
        adoption=_found(there, solution, service, words) if there else None,
    )


@router.post(
    "/v1/adoption-links/{token}",
    response_model=AdoptionFound,
    responses={**_LINK, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Tell whether the municipality considers, follows or uses the solution",
)
def told(token: Token, body: ToldByLink, once: OncePerKey, service: Service, words: Words) -> Response:
    """The adoption as it is now. As long as the link is good, more can be told by it."""
    return once.answer(lambda: _told(token, body, service, words), status=200)


def _told(token: str, body: ToldByLink, service: SearchService, words: Wording) -> AdoptionFound:
    link, solution = _read(token, service)
    before = _there(link, service)
    if before is None:
        said: dict[str, object] = {"solution_id": link.solution_id, "kommunenummer": link.kommunenummer}
        said |= {"status": body.status, "since": body.since or date.today()}
        after = service.stores.adoptions.record(checked(Adoption, said | body.told()), BY_LINK)
    else:
        after = changed(before, body)
        # The same told twice is told once.
        if body.version is None and after != before:
            raise ConflictError(
                "Kommunen har alt sagt fra om denne løsningen. Hent det som står, og send endringen med versjonen."
            )
        if body.version is not None:
            must_be(before, body.version)
        if after != before:
            service.stores.adoptions.change(before, after, BY_LINK)
    if after != before:
        tell(before, after, service)
    return _found(after, solution, service, words)


def _read(token: str, service: SearchService) -> tuple[AdoptionLink, Solution]:
    link = service.adoption_links.read(token, date.today())
    solution = service.solution_if_any(link.solution_id)
    if solution is None:
        raise GoneLinkError("Løsningen som lenken gjaldt, er fjernet.")
    return link, solution


def _there(link: AdoptionLink, service: SearchService) -> Adoption | None:
    keys = {"solution_id": link.solution_id, "kommunenummer": link.kommunenummer}
    return next(service.stores.adoptions.each(**keys), None)


def _found(adoption: Adoption, solution: Solution, service: SearchService, words: Wording) -> AdoptionFound:
    return adoption_found(adoption, solution.title, service.register.get(adoption.kommunenummer), words)
