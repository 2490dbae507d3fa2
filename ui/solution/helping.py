"""Who could help us with a solution; most have not been asked, and that is said of each."""

import streamlit as st

from search_api.mentors.wire import MentorMatches
from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import email_address, phone_address
from ui.markup import bullets, outward, text, under
from ui.texts import Texts
from ui.trouble import show_trouble

_MOST = 3


def show_helpers(solution_id: str, context: PageContext) -> None:
    """The best few for us; nothing where nobody has said who we are."""
    if context.asker is None:
        return
    try:
        found = context.client.mentors(solution_id, context.asker.kommunenummer, context.texts.language)
    except ApiError as error:
        show_trouble(error, context.texts, key="feil-hjelpere")
        return
    st.html(helpers_html(found, context.texts))


def helpers_html(found: MentorMatches, texts: Texts) -> str:
    """Each with whether it has said yes, why it fits and how to reach it; the message where nobody can."""
    lines = []
    for match in found.results[:_MOST]:
        mentor = match.mentor
        name = f"<strong>{text(mentor.municipality.name)}</strong> ({text(mentor.origin_words)})"
        lines.append(f"{name}<br>{text(match.sentence)}{_reach(mentor.contact.phone, mentor.contact.email)}")
    inside = bullets(lines) or f"<p>{text(found.message or texts.say('helpers_none'))}</p>"
    return f'<div class="fakta">{under(texts.say("helpers"), inside, level=2)}</div>'


def _reach(phone: str | None, email: str | None) -> str:
    ways = []
    if phone and (number := phone_address(phone)):
        ways.append(outward(phone, number))
    if email and (address := email_address(email)):
        ways.append(outward(address, f"mailto:{address}"))
    return f"<br>{', '.join(ways)}" if ways else ""
