"""One solution of an answer as a card.

Hooks for browser tests: the card of the n-th hit has the class ``st-key-kort-<n>`` (from 1), what stands in it about
whom to ring ``st-key-kontakt-<n>``, the button that searches ``st-key-sok``, the examples ``st-key-eksempel-<n>``, a
failure ``st-key-feil``.
"""

import streamlit as st

from search_api import wire
from ui.contacts import contact_markdown
from ui.context import PageContext
from ui.details import show_more
from ui.escaping import block, inline, link
from ui.texts import Texts
from ui.writing import date, number, sentence

# Where in the card the part that answers best stands already; the other parts are quoted.
_HEADING_OF_SECTION = {"utfordring": "challenge", "losning": "done", "gevinster": "gains"}


def show_card(hit: wire.SolutionHit, place: int, context: PageContext) -> None:
    """The ``place``-th solution, its contact, and the rest of it on request."""
    with st.container(border=True, key=f"kort-{place}"):
        st.markdown(card_markdown(hit, context.texts), anchors=False)
        with st.container(key=f"kontakt-{place}"):
            st.markdown(contact_markdown(hit, context.texts, context.asker), anchors=False)
        show_more(hit.id, what_was_done(hit), context)


def what_was_done(hit: wire.SolutionHit) -> str:
    """The summary, which is the beginning of the approach; the whole approach where that is what answers best."""
    return hit.passage.text if hit.passage.section == "losning" else hit.summary


def card_markdown(hit: wire.SolutionHit, texts: Texts) -> str:
    """The card as Markdown, from its heading to its source."""
    parts = [
        f"### {inline(hit.title)}",
        who_markdown(hit, texts),
        _under(texts.say("challenge"), block(hit.challenge)),
        _under(texts.say("done"), block(what_was_done(hit))),
        _under(texts.say("gains"), gains_markdown(hit.gains, texts)),
        _under(texts.say("why"), why_markdown(hit, texts)),
        _under(texts.say("source"), source_markdown(hit, texts)),
    ]
    return "\n\n".join(part for part in parts if part)


def _under(heading: str, text: str) -> str:
    return f"#### {inline(heading)}\n\n{text}" if text else ""


def who_markdown(hit: wire.SolutionHit, texts: Texts) -> str:
    """Who did it, how large they are, and how far it has come."""
    owners = ", ".join(hit.owners)
    lines = []
    if matched := hit.matched:
        name = f"**{inline(matched.name)}**"
        lines.append(texts.say("who", name=name, role=inline(matched.role_words)))
        where = matched.municipality
        words = {"municipality": where.name, "count": number(where.population), "county": where.county}
        if matched.distance:
            lines.append(inline(texts.say("who_size_distance", **words, distance=matched.distance)))
        else:
            lines.append(inline(texts.say("who_size", **words)))
    if owners and not (hit.matched and hit.matched.name in hit.owners):
        lines.append(inline(texts.say("started_by", names=owners)))
    facts = [texts.say("status", status=hit.status_words), hit.years, hit.sector_words]
    lines.append(inline(" · ".join(fact for fact in facts if fact)))
    return "  \n".join(lines)


def gains_markdown(gains: list[wire.Gain], texts: Texts) -> str:
    """Each gain with what stands behind it."""
    if not gains:
        return inline(texts.say("no_gains"))
    return "\n".join(f"- {inline(texts.say('gain', text=gain.text, evidence=gain.evidence))}" for gain in gains)


def why_markdown(hit: wire.SolutionHit, texts: Texts) -> str:
    """Why this one is here; what does not fit comes last and says so in words."""
    lines = [f"- {inline(reason.text)}" for reason in hit.why if reason.fits]
    if heading := _HEADING_OF_SECTION.get(hit.passage.section):
        lines.append(f"- {inline(texts.say('closest_section', section=texts.say(heading)))}")
    does_not = inline(texts.say("does_not_fit"))
    lines += [f"- **{does_not}** {inline(reason.text)}" for reason in hit.why if not reason.fits]
    if hit.passage.section not in _HEADING_OF_SECTION:
        section = texts.or_itself("section", hit.passage.section)
        quoted = "\n".join(f"> {line}" for line in block(hit.passage.text).split("\n"))
        lines.append(f"\n{inline(texts.say('passage', section=section))}\n\n{quoted}")
    return "\n".join(lines)


def source_markdown(hit: wire.SolutionHit, texts: Texts) -> str:
    """Where it is told, by whom and when, and how far it has been checked."""
    source, verification = hit.source, hit.verification
    about = [source.publisher, date(source.date) if source.date else ""]
    where = ", ".join([link(source.title, source.url), *(inline(each) for each in about if each)])
    key = "verification_date" if verification.date else "verification"
    checked = texts.say(key, words=verification.words, date=date(verification.date or ""))
    return f"{where}  \n{inline(sentence(checked))}"
