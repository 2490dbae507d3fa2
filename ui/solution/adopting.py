"""Who considers, follows or uses a solution, and the form to say that we do.

Hook for browser tests: the form has the class ``st-key-tatt-i-bruk``.
"""

from collections.abc import Sequence
from datetime import date as day

import streamlit as st

from search_api.adoptions.wire import AdoptionFound
from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import inline
from ui.markup import text, under
from ui.texts import Texts
from ui.trouble import show_trouble
from ui.writing import date

ADOPTION_STATUSES = ("vurderer", "følger", "tar_i_bruk", "i_drift", "stoppet")
KEY, STATUS, SINCE = "felt-nokkel", "felt-tatt-status", "felt-tatt-dato"
_MORE = ("effort", "adapted", "would_change")


def adoptions_html(adoptions: Sequence[AdoptionFound], texts: Texts) -> str:
    """Each municipality's steps in the order they were taken, with what it took and what it would do otherwise."""
    rows = []
    for each in adoptions:
        name = f"<strong>{text(each.municipality.name)}</strong>"
        steps = ", ".join(f"{step.status_words} {date(step.day.isoformat())}" for step in each.steps)
        told = [
            f"<br>{text(texts.say(f'adoption_{name}'))}: {text(said)}"
            for name, said in (("effort", each.effort), ("adapted", each.adapted), ("would_change", each.would_change))
            if said
        ]
        rows.append(f"<li>{name}: {text(steps)}{''.join(told)}</li>")
    inside = f'<ol class="tidslinje">{"".join(rows)}</ol>' if rows else f"<p>{text(texts.say('adoption_none'))}</p>"
    return f'<div class="kort hel">{under(texts.say("adoption_heading"), inside, level=2)}</div>'


@st.fragment
def show_adoptions(solution_id: str, context: PageContext) -> None:
    """What is recorded, and the form; only this part runs again when it is sent."""
    texts = context.texts
    with st.container(key="tatt-i-bruk"):
        place = st.empty()
        with st.expander(texts.say("adoption_form")):
            if context.asker is None:
                st.markdown(inline(texts.say("adoption_choose_us")))
            else:
                _show_form(solution_id, context)
        try:
            place.html(adoptions_html(context.client.adoptions(solution_id, texts.language), texts))
        except ApiError as error:
            show_trouble(error, texts, key="feil-tatt-i-bruk")


def _show_form(solution_id: str, context: PageContext) -> None:
    texts, asker = context.texts, context.asker
    assert asker is not None, "the form is for somebody"
    with st.form("tatt-i-bruk-skjema", border=False):
        st.markdown(inline(texts.say("adoption_for", name=asker.name)))
        st.radio(
            texts.say("adoption_status"),
            ADOPTION_STATUSES,
            key=STATUS,
            format_func=lambda status: texts.say(f"adopting_{status}"),
        )
        st.date_input(texts.say("adoption_since"), value=day.today(), key=SINCE, format="DD.MM.YYYY")
        for name in _MORE:
            st.text_area(texts.say(f"adoption_{name}"), key=f"felt-{name}", max_chars=2000, height=80)
        st.text_input(texts.say("adoption_key"), key=KEY, type="password", autocomplete="off")
        sent = st.form_submit_button(texts.say("adoption_send"), key="send-tatt-i-bruk")
    if sent:
        _send(solution_id, asker.kommunenummer, context)


def _send(solution_id: str, kommunenummer: str, context: PageContext) -> None:
    """Send what stands in the fields; whatever is refused, they keep it."""
    texts, fields = context.texts, st.session_state
    key = str(fields.get(KEY) or "").strip()
    if not key.isascii() or not key:
        st.warning(texts.say("adoption_key_missing"))
        return
    said = {name: str(fields.get(f"felt-{name}") or "").strip() for name in _MORE}
    body = {
        "solution_id": solution_id,
        "municipality": kommunenummer,
        "status": str(fields[STATUS]),
        "since": fields[SINCE].isoformat(),
        **{name: words for name, words in said.items() if words},
    }
    try:
        context.client.record_adoption(body, key, texts.language)
    except ApiError as error:
        show_trouble(error, texts, key="feil-send")
        return
    st.success(texts.say("adoption_sent"))
