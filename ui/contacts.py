"""Whom the asker can ring or write to."""

from search_api import wire
from ui.escaping import action_link, inline, link, phone_address
from ui.mail import first_contact
from ui.texts import Texts
from ui.writing import sentence


def contact_markdown(hit: wire.SolutionHit, texts: Texts, asker: str | None) -> str:
    """The contact of a card as Markdown, every way to reach it on its own line."""
    contact = hit.contact
    # No heading promises a telephone where there is none.
    can_be_rung = contact is None or contact.phone
    heading = f"#### {inline(texts.say('contact' if can_be_rung else 'contact_by_mail'))}"
    if contact is None:
        return f"{heading}\n\n{inline(texts.say('contact_none'))}"
    lines = [f"**{inline(contact.unit)}**"]
    if contact.phone:
        label, phone = texts.say("contact_phone", number=contact.phone), phone_address(contact.phone)
        lines.append(action_link(label, phone) if phone else inline(label))
    if contact.email:
        lines.append(_mail_line("contact_mail", contact.email, hit, texts, asker))
    if contact.mailbox and contact.mailbox != contact.email:
        lines.append(_mail_line("contact_mailbox", contact.mailbox, hit, texts, asker))
    if contact.website:
        lines.append(link(texts.say("contact_website"), contact.website))
    lines.append(inline(_note(contact, texts)))
    return f"{heading}\n\n" + "  \n".join(lines)


def _mail_line(key: str, address: str, hit: wire.SolutionHit, texts: Texts, asker: str | None) -> str:
    label = texts.say(key, address=address)
    mail = first_contact(address, hit.title, hit.source.url, asker, texts)
    return action_link(label, mail) if mail else inline(label)


def _note(contact: wire.Contact, texts: Texts) -> str:
    """Where the address comes from. The register's note says itself that it is not confirmed."""
    note = sentence(contact.note)
    if contact.verified or contact.origin == "register":
        return note
    return f"{note} {texts.say('contact_unverified')}".strip()
