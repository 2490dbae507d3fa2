"""The form of the page «Koble»: which county or network, which theme, and how many mentors each shall have."""

from dataclasses import replace

import streamlit as st

from search_api.entities.wire import NetworkRow
from ui.context import PageContext
from ui.match.wanted import LONGEST_THEME, MOST_EACH, Wanted
from ui.served import networks
from ui.texts import Texts
from ui.visiting import this_visit

AREA, THEME, EACH = "felt-koble-omraade", "felt-koble-tema", "felt-koble-hver"
_FILLED_FROM = "felt-koble-fylt-fra"


def show_form(wanted: Wanted, context: PageContext) -> None:
    """The fields; they follow the address.

    Raises:
        ApiError: the API does not answer.
    """
    texts, fields = context.texts, st.session_state
    known = {each.id: each for each in networks(texts.language)}
    areas = [*context.counties, *known]
    if fields.get(_FILLED_FROM) != wanted or THEME not in fields:
        fields[AREA] = wanted.area if wanted.area in areas else None
        fields[THEME], fields[EACH], fields[_FILLED_FROM] = wanted.theme, wanted.each, wanted
    with st.form("koble", border=False):
        where, what = st.columns([2, 3])
        where.selectbox(
            texts.say("match_area"),
            areas,
            index=None,
            key=AREA,
            format_func=lambda area: _in_words(area, known, texts),
            placeholder=texts.say("match_choose"),
        )
        what.text_input(texts.say("match_theme"), key=THEME, max_chars=LONGEST_THEME, autocomplete="off")
        st.radio(texts.say("match_each"), range(1, MOST_EACH + 1), key=EACH, horizontal=True)
        st.form_submit_button(
            texts.say("match_show"), type="primary", on_click=_ask, args=(frozenset(known),), key="vis-tavle"
        )


def _in_words(area: str, known: dict[str, NetworkRow], texts: Texts) -> str:
    network = known.get(area)
    return texts.say("match_network", name=network.name, count=network.members) if network else area


def _ask(known: frozenset[str]) -> None:
    fields = st.session_state
    area = fields.get(AREA)
    wanted = Wanted(None, str(fields.get(THEME) or "").strip(), int(fields.get(EACH) or 1))
    wanted = replace(wanted, network=area) if area in known else replace(wanted, county=area)
    visit = this_visit()
    st.query_params.from_dict({**visit.to_address(), **wanted.to_address()})
