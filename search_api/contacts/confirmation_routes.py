"""``/v1/confirmations``: what a municipality says through a link that was sent to it; the link is its key."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from kunnskapsbase.confirmation import Confirmation, may_confirm
from kunnskapsbase.contact_point import ContactPoint
from search_api.checking import checked
from search_api.contacts.bodies import ConfirmationBody
from search_api.contacts.links import Link
from search_api.contacts.routes import found_contact
from search_api.contacts.wire import ToConfirm
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, PROBLEM, Service, Words
from search_api.once import OncePerKey
from search_api.service import SearchService
from search_api.signing import BY_LINK, GoneLinkError
from search_api.versions import version_of
from search_api.wording import Wording

router = APIRouter(tags=["contacts"])
_LINK: dict[int | str, dict[str, Any]] = {
    403: {**PROBLEM, "description": "We did not make this link."},
    410: {**PROBLEM, "description": "The link is too old, or the contact is gone."},
}
Token = Annotated[str, Path(max_length=500, examples=["kontakt-0f3a9c5d7e21.2026-12-31.k5sXb1"])]


@router.get(
    "/v1/confirmations/{token}", responses={**_LINK, **CANNOT_BE_USED}, summary="What is this confirmation link about?"
)
def to_confirm(token: Token, service: Service, words: Words) -> ToConfirm:
    """The contact as it stands, and what is said by confirming it."""
    link, contact = _read(token, service)
    return _to_confirm(link, contact, service, words, already=_used(link, contact))


@router.post(
    "/v1/confirmations/{token}",
    response_model=ToConfirm,
    responses={**_LINK, **CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Confirm a contact, or correct it",
)
def confirm(token: Token, body: ConfirmationBody, once: OncePerKey, service: Service, words: Words) -> Response:
    """The contact as it is now. A link that is answered twice changes nothing the second time."""
    return once.answer(lambda: _confirmed(token, body, service, words), status=200)


def _confirmed(token: str, body: ConfirmationBody, service: SearchService, words: Wording) -> ToConfirm:
    link, before = _read(token, service)
    if _used(link, before):
        return _to_confirm(link, before, service, words, already=True)
    corrections = body.corrections()
    told = {"source": words.say("contact_corrected_source")} if corrections else {}
    after = checked(ContactPoint, before.model_dump() | corrections | told | {"last_confirmed": date.today()})
    if after != before:
        service.stores.contacts.change(before, after, BY_LINK)
    confirmed = body.solution_is_right and _confirm_solution(after, service)
    service.told_of_changes(index=confirmed)
    return _to_confirm(link, after, service, words, already=False)


def _confirm_solution(contact: ContactPoint, service: SearchService) -> bool:
    """Keep the municipality's word that the description is right; whether it may give it."""
    if not _speaks_for_solution(contact, service):
        return False
    assert contact.solution_id is not None
    said = Confirmation(solution_id=contact.solution_id, kommunenummer=contact.kommunenummer, day=date.today())
    service.stores.confirmations.say(said, BY_LINK)
    return True


def _speaks_for_solution(contact: ContactPoint, service: SearchService) -> bool:
    solution = service.solution_if_any(contact.solution_id) if contact.solution_id else None
    return solution is not None and may_confirm(solution, contact.kommunenummer)


def _read(token: str, service: SearchService) -> tuple[Link, ContactPoint]:
    link = service.links.read(token, date.today())
    contact = service.stores.contacts.get(link.contact_id)
    if contact is None:
        raise GoneLinkError("Kontakten som lenken gjaldt, er fjernet.")
    return link, contact


def _used(link: Link, contact: ContactPoint) -> bool:
    """Whether the contact was confirmed after the link was made."""
    confirmed = contact.last_confirmed
    return confirmed is not None and confirmed >= link.made and version_of(contact) != link.version


def _to_confirm(
    link: Link, contact: ContactPoint, service: SearchService, words: Wording, *, already: bool
) -> ToConfirm:
    both = _speaks_for_solution(contact, service)
    return ToConfirm(
        contact=found_contact(contact, service, words),
        statement=words.say("confirm_both" if both else "confirm_contact"),
        confirms_solution=both,
        already=already,
        expires=link.expires,
    )
