"""``/v1/contacts``: read, add, change, remove, and make a link by which the municipality confirms."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from kunnskapsbase.audit import ActorRole
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.errors import InputError
from search_api.access import NEEDS_KEY, Caller, Writer
from search_api.checking import checked
from search_api.conditional import UNCHANGED, answered
from search_api.contacts.bodies import ContactChange, ContactQuery, NewContact
from search_api.contacts.presenting import contact_found, mailbox_found
from search_api.contacts.wire import ConfirmationLink, ContactPointFound, ContactPointList
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM, Service, Words
from search_api.listing import listed
from search_api.named import Named, named_municipality
from search_api.posting import POSTED, Post
from search_api.service import SearchService
from search_api.versions import Version, must_be, version_of
from search_api.wording import Wording

router = APIRouter(tags=["contacts"])
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {**PROBLEM, "description": "No contact has this id."}}
ContactId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,100}$", examples=["kontakt-0f3a9c5d7e21"])]


@router.get(
    "/v1/contacts",
    response_model=ContactPointList,
    responses={**UNCHANGED, **CANNOT_BE_USED},
    summary="Whom to write to",
)
def contacts(request: Request, parameters: ContactQuery, service: Service, words: Words) -> Response:
    """Contacts by municipality. Of one municipality the mailbox comes last, labelled, until somebody confirms it."""
    said = parameters.municipality
    who = named_municipality(said, service.register, words).municipality if said else None
    keys = {"solution_id": parameters.solution_id, "kommunenummer": who.kommunenummer if who else None}
    found = service.stores.contacts.each(**{name: value for name, value in keys.items() if value is not None})
    shown = [found_contact(each, service, words) for each in found]
    shown.sort(key=lambda each: (each.municipality.name, each.unit.casefold()))
    if who and who.mailbox and who.mailbox.casefold() not in {each.email for each in shown}:
        shown.append(mailbox_found(who, words))
    if parameters.stale is not None:
        shown = [each for each in shown if each.stale is parameters.stale]
    return listed(request, parameters, shown, ContactPointFound, "kontakter")


@router.get(
    "/v1/contacts/{contact_id}",
    response_model=ContactPointFound,
    responses={**UNCHANGED, **_NOT_THERE, **CANNOT_BE_USED},
    summary="One contact",
)
def contact(request: Request, contact_id: ContactId, service: Service, words: Words) -> Response:
    """A role or unit of a municipality."""
    return answered(request, found_contact(_get(contact_id, service), service, words).model_dump_json())


@router.post(
    "/v1/contacts",
    status_code=201,
    response_model=ContactPointFound,
    responses=POSTED,
    summary="Add a contact",
)
def add(body: NewContact, post: Post) -> Response:
    """The contact as it is kept. What a municipality writes of itself counts as confirmed by it."""
    named = post.named(body)
    new = checked(ContactPoint, _fields(body, named) | _confirmed_by(post.caller))

    def make() -> ContactPointFound:
        kept = post.service.stores.contacts.record(new, post.caller.actor)
        post.service.told_of_changes(index=False)
        return found_contact(kept, post.service, post.words, named.notes)

    return post.answer(make)


@router.patch(
    "/v1/contacts/{contact_id}",
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Change a contact",
)
def change(
    contact_id: ContactId, body: ContactChange, caller: Writer, service: Service, words: Words
) -> ContactPointFound:
    """The contact as it is now. One that somebody else changes is no longer confirmed."""
    before = _own(contact_id, caller, service)
    must_be(before, body.version)
    said = body.said()
    after = checked(ContactPoint, before.model_dump() | said)
    if after != before or caller.key.role is ActorRole.MUNICIPALITY:
        after = after.model_copy(update=_confirmed_by(caller))
    if after != before:
        service.stores.contacts.change(before, after, caller.actor)
        service.told_of_changes(index=False)
    return found_contact(after, service, words)


@router.delete(
    "/v1/contacts/{contact_id}",
    status_code=204,
    responses={**NEEDS_KEY, **_NOT_THERE, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Remove a contact",
)
def remove(contact_id: ContactId, version: Version, caller: Writer, service: Service) -> None:
    """A contact that is no more, or was called something else."""
    before = _own(contact_id, caller, service)
    must_be(before, version)
    service.stores.contacts.remove(before, caller.actor)
    service.told_of_changes(index=False)


@router.post(
    "/v1/contacts/{contact_id}/confirmation-link",
    status_code=201,
    responses={**NEEDS_KEY, **_NOT_THERE, **CANNOT_BE_USED},
    summary="A link by which the municipality confirms or corrects the contact",
)
def confirmation_link(contact_id: ContactId, caller: Writer, service: Service) -> ConfirmationLink:
    """A link to send to the contact. Whoever has it can answer, so send it to the contact's own address."""
    found = _own(contact_id, caller, service)
    token, link = service.links.make(found.id, version_of(found), date.today())
    return ConfirmationLink(token=token, path=f"/v1/confirmations/{token}", expires=link.expires)


def found_contact(
    contact: ContactPoint, service: SearchService, words: Wording, notes: tuple[str, ...] = ()
) -> ContactPointFound:
    """A contact as it goes over the wire."""
    solution = service.solution_if_any(contact.solution_id) if contact.solution_id else None
    municipality = service.register.get(contact.kommunenummer)
    return contact_found(contact, solution.title if solution else None, municipality, date.today(), words, notes)


def _fields(body: NewContact, named: Named) -> dict[str, object]:
    said = body.said()
    del said["municipality"]
    return said | {"kommunenummer": named.municipality.kommunenummer}


def _confirmed_by(caller: Caller) -> dict[str, object]:
    return {"last_confirmed": date.today() if caller.key.role is ActorRole.MUNICIPALITY else None}


def _own(contact_id: str, caller: Caller, service: SearchService) -> ContactPoint:
    found = _get(contact_id, service)
    caller.may_act_for(service.register.get(found.kommunenummer))
    return found


def _get(contact_id: str, service: SearchService) -> ContactPoint:
    found = service.stores.contacts.get(contact_id)
    if found is None:
        raise InputError(f"Ingen kontakt har id «{contact_id}». Den kan være fjernet.")
    return found
