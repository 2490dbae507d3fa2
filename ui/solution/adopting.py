"""Who considers, follows or uses a solution, and the form to say that we do: with a key, or by a link that was sent.

Hook for browser tests: the form has the class ``st-key-tatt-i-bruk``.
"""

from collections.abc import Sequence
from datetime import date as day

import streamlit as st

from search_api.adoptions.wire import AdoptionFound
from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import inline
from ui.markup import bullets, text, under
from ui.solution.telling_us import Teller, change_of
from ui.texts import Texts
from ui.trouble import changed_by_others, show_trouble, trouble_words
from ui.unsent import unsent
from ui.writing import date

ADOPTION_STATUSES = ("vurderer", "følger", "tar_i_bruk", "i_drift", "stoppet")
KEY, STATUS, SINCE = "felt-nokkel", "felt-tatt-status", "felt-tatt-dato"
_MORE = ("effort", "adapted", "would_change")
_DONE, _OVERTAKEN = "tatt-i-bruk-ferdig", "tatt-i-bruk-endret"


def adoptions_html(adoptions: Sequence[AdoptionFound], texts: Texts) -> str:
    """Where each municipality stands, with what it gave, what it took and what it would do otherwise."""
    rows = []
    for each in adoptions:
        since = texts.say("adoption_standing", status=each.status_words, day=date(each.since.isoformat()))
        said = [(name, getattr(each, name)) for name in _MORE]
        gains = "; ".join(gain.text for gain in each.gains)
        told = [
            f"<br>{text(texts.say(f'adoption_{name}'))}: {text(words)}"
            for name, words in [("gave", gains), *said]
            if words
        ]
        rows.append(f"<strong>{text(each.municipality.name)}</strong>: {text(since)}{''.join(told)}")
    inside = bullets(rows) or f"<p>{text(texts.say('adoption_none'))}</p>"
    return f'<div class="kort hel">{under(texts.say("adoption_heading"), inside, level=2)}</div>'


@st.fragment
def show_adoptions(
    solution_id: str, adoptions: Sequence[AdoptionFound], teller: Teller | None, context: PageContext
) -> None:
    """What is recorded, and the form; only this part runs again until something has been kept."""
    texts = context.texts
    with st.container(key="tatt-i-bruk"):
        st.html(adoptions_html(adoptions, texts))
        # Always there: were it only there with something in it, the form under it would be folded away when it comes.
        message = st.empty()
        if st.session_state.pop(_DONE, False):
            message.success(texts.say("adoption_sent"))
        if overtaken := st.session_state.pop(_OVERTAKEN, None):
            message.warning(overtaken)
        with st.expander(texts.say("adoption_form"), expanded=teller is not None and teller.token is not None):
            if teller is None:
                st.markdown(inline(texts.say("adoption_choose_us")))
            else:
                _show_form(solution_id, teller, context)


def _show_form(solution_id: str, teller: Teller, context: PageContext) -> None:
    texts = context.texts
    with st.form("tatt-i-bruk-skjema", border=False):
        st.markdown(inline(_for_whom(teller, texts)))
        st.radio(
            texts.say("adoption_status"),
            ADOPTION_STATUSES,
            key=STATUS,
            format_func=lambda status: texts.say(f"adopting_{status}"),
        )
        st.date_input(texts.say("adoption_since"), value=day.today(), key=SINCE, format="DD.MM.YYYY")
        whose = f"tatt-i-bruk-{solution_id}-{teller.municipality.kommunenummer}"
        with unsent(whose, teller.told.version if teller.told else "ny"):
            for name in _MORE:
                st.text_area(texts.say(f"adoption_{name}"), key=f"felt-{name}", max_chars=2000, height=80)
        if teller.token is None:
            st.text_input(texts.say("adoption_key"), key=KEY, type="password", autocomplete="off")
        sent = st.form_submit_button(texts.say("adoption_send"), key="send-tatt-i-bruk")
    if sent:
        _send(solution_id, teller, context)


def _for_whom(teller: Teller, texts: Texts) -> str:
    said = [texts.say("adoption_for", name=teller.municipality.name)]
    if teller.told:
        told = teller.told
        said.append(texts.say("adoption_told", status=told.status_words, day=date(told.since.isoformat())))
    if teller.expires:
        said.append(texts.say("adoption_link_until", day=date(teller.expires.isoformat())))
    return " ".join(said)


def _send(solution_id: str, teller: Teller, context: PageContext) -> None:
    """Send what stands in the fields, and let the whole page follow; whatever is refused, they keep it."""
    texts, fields, client = context.texts, st.session_state, context.client
    key = str(fields.get(KEY) or "").strip()
    if teller.token is None and (not key or not key.isascii()):
        st.warning(texts.say("adoption_key_missing"))
        return
    words = {name: str(fields.get(f"felt-{name}") or "").strip() for name in _MORE}
    body = change_of(str(fields[STATUS]), fields[SINCE], words, teller.told)
    try:
        if teller.token is not None:
            client.tell_by_link(teller.token, body, texts.language)
        elif teller.told is not None:
            client.change_adoption(teller.told.id, body, key, texts.language)
        else:
            whose = {"solution_id": solution_id, "municipality": teller.municipality.kommunenummer}
            client.record_adoption({**whose, **body}, key, texts.language)
    except ApiError as error:
        if not changed_by_others(error):
            show_trouble(error, texts, key="feil-send")
            return
        # What others wrote is shown, and the fields keep what stands in them: sent again, it goes on from there.
        st.session_state[_OVERTAKEN] = trouble_words(error, texts)
        st.rerun(scope="app")
    fields[_DONE] = True
    st.rerun(scope="app")
