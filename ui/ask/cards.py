"""One solution of an answer as a card.

Hooks for browser tests: the card of the n-th hit has the class ``st-key-kort-<n>`` (from 1), what stands in it about
whom to ring ``kontakt``, the button that searches ``st-key-sok``, the examples ``st-key-eksempel-<n>``, a failure
``st-key-feil``.
"""

from collections.abc import Sequence

import streamlit as st

from search_api import wire
from ui.contacts import contact_html
from ui.context import PageContext
from ui.markup import bullets, paragraphs, text, told, under
from ui.saving import save_button
from ui.site import address_of, link_to
from ui.sizes import size_bars
from ui.texts import Texts
from ui.told import gains_html, source_html
from ui.writing import sentence

# What the sentence about likeness sums up.
_IN_THE_SENTENCE = frozenset({"size", "region", "county", "neighbour", "council", "centrality", "kostra", "language"})
# Where in the card the part that answers best stands already; the other parts are quoted.
_HEADING_OF_SECTION = {"utfordring": "challenge", "losning": "done", "gevinster": "gains"}


def show_card(hit: wire.SolutionHit, place: int, like_it: Sequence[wire.SolutionHit], context: PageContext) -> None:
    """The ``place``-th solution with its contact, those that resemble it, and the ways on."""
    with st.container(border=True, key=f"kort-{place}"):
        st.html(card_html(hit, place, like_it, context))
        with st.container(horizontal=True, vertical_alignment="center", key=f"videre-{place}"):
            link_to("solution", context.texts.say("see_all"), context.visit, id=hit.id)
            save_button(hit.id, hit.title, context)


def what_was_done(hit: wire.SolutionHit) -> str:
    """The summary, which is the beginning of the approach; the whole approach where that is what answers best."""
    return hit.passage.text if hit.passage.section == "losning" else hit.summary


def card_html(hit: wire.SolutionHit, place: int, like_it: Sequence[wire.SolutionHit], context: PageContext) -> str:
    """The card as HTML, from its heading to its source."""
    texts = context.texts
    parts = [
        f'<h3 id="losning-{place}"><span class="nummer">{place}</span> '
        f'<span lang="{text(hit.language)}">{text(hit.title)}</span></h3>',
        who_html(hit, texts),
        size_bars(hit.matched.municipality, context.asker, texts, hit.matched.asker_population) if hit.matched else "",
        under(texts.say("challenge"), told(paragraphs(hit.challenge), hit.language)),
        under(texts.say("done"), told(paragraphs(what_was_done(hit)), hit.language)),
        under(texts.say("gains"), gains_html(hit.gains, texts)),
        under(texts.say("why"), why_html(hit, texts)),
        under(texts.say("source"), source_html(hit.source, hit.verification, texts)),
        contact_html(hit, context),
        like_it_html(like_it, context),
    ]
    return f'<article class="kort" aria-labelledby="losning-{place}">{"".join(parts)}</article>'


def who_html(hit: wire.SolutionHit, texts: Texts) -> str:
    """Who did it, what of them is like us and what is not, and how far it has come."""
    lines = []
    if matched := hit.matched:
        name = f"<strong>{text(matched.name)}</strong>"
        where = texts.say("who_where", municipality=matched.municipality.name, county=matched.municipality.county)
        lines.append(f"{texts.say('who', name=name, role=text(matched.role_words))} {text(sentence(where))}")
        if matched.fit:
            lines.append(text(texts.say("who_fit", fit=matched.fit)))
    if hit.owners and not (hit.matched and hit.matched.name in hit.owners):
        lines.append(text(texts.say("started_by", names=", ".join(hit.owners))))
    facts = [texts.say("status", status=hit.status_words), hit.years, hit.sector_words]
    lines.append(text(" · ".join(fact for fact in facts if fact)))
    return f'<p class="hvem">{"<br>".join(lines)}</p>'


def why_html(hit: wire.SolutionHit, texts: Texts) -> str:
    """Why this one is here; what does not fit comes last and says so in words.

    How those who did it resemble us is left to the sentence that says so where they are named.
    """
    summed_up = _IN_THE_SENTENCE if hit.matched and hit.matched.fit else frozenset()
    why = [reason for reason in hit.why if reason.kind not in summed_up]
    lines = [text(reason.text) for reason in why if reason.fits]
    if heading := _HEADING_OF_SECTION.get(hit.passage.section):
        lines.append(text(texts.say("closest_section", section=texts.say(heading))))
    does_not = f"<strong>{text(texts.say('does_not_fit'))}</strong>"
    lines += [f"{does_not} {text(reason.text)}" for reason in why if not reason.fits]
    quoted = ""
    if hit.passage.section not in _HEADING_OF_SECTION:
        section = texts.or_itself("section", hit.passage.section)
        said = text(texts.say("passage", section=section))
        quoted = f"<p>{said}</p><blockquote>{paragraphs(hit.passage.text)}</blockquote>"
    return f"{bullets(lines)}{quoted}"


def like_it_html(like_it: Sequence[wire.SolutionHit], context: PageContext) -> str:
    """Those that are much the same, folded away under the first of them."""
    if not like_it:
        return ""
    lines = []
    for each in like_it:
        address = text(address_of("solution", context.visit, id=each.id))
        who = ", ".join(each.owners) or (each.matched.name if each.matched else "")
        lines.append(f'<a href="{address}">{text(each.title)}</a>{f" – {text(who)}" if who else ""}')
    key = "alike_one" if len(like_it) == 1 else "alike"
    label = text(context.texts.say(key, count=len(like_it)))
    return f'<details class="lignende"><summary>{label}</summary>{bullets(lines)}</details>'
