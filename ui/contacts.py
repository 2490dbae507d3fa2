"""Whom the asker can ring or write to, and what to ask them."""

from search_api import wire
from ui.context import PageContext
from ui.escaping import phone_address
from ui.mail import first_contact
from ui.markup import anchor, bullets, copy_button, outward, text, under
from ui.texts import Texts
from ui.writing import sentence


def contact_html(solution: wire.SolutionHit | wire.SolutionDetail, context: PageContext, level: int = 4) -> str:
    """The contact of a solution as HTML, every way to reach it on its own line; the heading has ``level``."""
    contact, texts = solution.contact, context.texts
    # No heading promises a telephone where there is none.
    can_be_rung = contact is None or contact.phone
    heading = texts.say("contact" if can_be_rung else "contact_by_mail")
    if contact is None:
        inside = f"<p>{text(texts.say('contact_none'))}</p>"
    else:
        ways = [*_ways(contact, solution, context), text(_note(contact, texts))]
        inside = f"<p><strong>{text(contact.unit)}</strong></p>{bullets(ways, 'veier')}"
    asking = bullets(text(each) for each in texts.several("ask_them"))
    questions = f"<details><summary>{text(texts.say('ask_them'))}</summary>{asking}</details>"
    return f'<div class="kontakt">{under(heading, inside, level)}{questions}</div>'


def _ways(contact: wire.Contact, solution: wire.SolutionHit | wire.SolutionDetail, context: PageContext) -> list[str]:
    texts, asker = context.texts, context.asker.name if context.asker else None
    lines = []
    if contact.phone:
        label, phone = texts.say("contact_phone", number=contact.phone), phone_address(contact.phone)
        lines.append(f"{outward(label, phone) if phone else text(label)} {_copy(contact.phone, texts)}")
    mailboxes = [("contact_mail", contact.email)]
    if contact.mailbox != contact.email:
        known = "contact_mailbox" if contact.mailbox_verified else "contact_mailbox_unverified"
        mailboxes.append((known, contact.mailbox))
    for key, address in mailboxes:
        if address:
            label = texts.say(key, address=address)
            mail = first_contact(address, solution.title, solution.source.url, asker, texts)
            lines.append(f"{outward(label, mail) if mail else text(label)} {_copy(address, texts)}")
    if contact.website:
        lines.append(anchor(texts.say("contact_website"), contact.website))
    return lines


def _copy(what: str, texts: Texts) -> str:
    return copy_button(texts.say("copy", what=what), texts.say("copied"), what)


def _note(contact: wire.Contact, texts: Texts) -> str:
    """Where the address comes from. The register's note says itself that it is not confirmed."""
    note = sentence(contact.note)
    if contact.verified or contact.origin == "register":
        return note
    return f"{note} {texts.say('contact_unverified')}".strip()
