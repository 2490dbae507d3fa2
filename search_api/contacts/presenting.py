"""From a contact to what goes over the wire, in the reader's language."""

from datetime import date

from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.municipalities import Municipality
from search_api.contacts.wire import ContactPointFound, NamedPerson
from search_api.presenting import contact_note
from search_api.presenting_municipalities import brief
from search_api.versions import version_of
from search_api.wording import Wording


def contact_found(  # noqa: PLR0913, PLR0917
    contact: ContactPoint,
    title: str | None,
    municipality: Municipality,
    day: date,
    wording: Wording,
    notes: tuple[str, ...] = (),
) -> ContactPointFound:
    """A contact as it may be shown on ``day``; ``title`` is of the solution it belongs to."""
    shown = contact.on(day)
    stale = contact.is_stale(day)
    return ContactPointFound(
        id=contact.id,
        municipality=brief(municipality),
        solution_id=contact.solution_id,
        solution_title=title,
        unit=shown.unit,
        email=shown.email,
        phone=shown.phone,
        website=shown.website,
        person=NamedPerson(name=shown.person.name, ends=shown.person.ends) if shown.person else None,
        source=shown.source,
        origin="added",
        last_confirmed=shown.last_confirmed,
        stale=stale,
        note=contact_note(contact, day, wording),
        version=version_of(contact),
        notes=list(notes),
    )


def mailbox_found(municipality: Municipality, wording: Wording) -> ContactPointFound:
    """The mailbox that the register gives, which nobody has confirmed."""
    return ContactPointFound(
        id=f"postmottak-{municipality.kommunenummer}",
        municipality=brief(municipality),
        unit=wording.say("contact_mailbox_unit"),
        email=municipality.mailbox or None,
        website=municipality.website or None,
        source=wording.say("contact_mailbox_source"),
        origin="register",
        stale=True,
        note=wording.say("contact_register"),
    )
