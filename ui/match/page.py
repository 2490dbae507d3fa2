"""The page «Koble» from top to bottom."""

import streamlit as st

from ui.api_client import ApiError
from ui.context import PageContext, context_of
from ui.document import name_page
from ui.escaping import inline
from ui.match.board import board_html, totals
from ui.match.wanted import LONGEST_THEME, MOST_EACH, Wanted
from ui.texts import load_texts
from ui.trouble import show_trouble
from ui.visit import Visit

COUNTY, THEME, EACH = "felt-koble-fylke", "felt-koble-tema", "felt-koble-hver"
_FILLED_FROM = "felt-koble-fylt-fra"


def show_page() -> None:
    """The form, and the board for what the address asks for."""
    visit = Visit.from_address(st.query_params)
    texts = load_texts(visit.language)
    name_page(texts.say("page_match"), texts)
    st.title(texts.say("match_title"), anchor=False)
    st.markdown(inline(texts.say("match_intro")))
    try:
        context = context_of(visit, texts)
    except ApiError as error:
        show_trouble(error, texts)
        return
    wanted = Wanted.from_address(st.query_params)
    show_form(wanted, context)
    if wanted.asks:
        show_board(wanted, context)


def show_form(wanted: Wanted, context: PageContext) -> None:
    """Which county, which theme, and how many mentors each shall have."""
    texts, fields = context.texts, st.session_state
    if fields.get(_FILLED_FROM) != wanted or THEME not in fields:
        fields[COUNTY] = wanted.county if wanted.county in context.counties else None
        fields[THEME], fields[EACH], fields[_FILLED_FROM] = wanted.theme, wanted.each, wanted
    with st.form("koble", border=False):
        where, what = st.columns([2, 3])
        where.selectbox(
            texts.say("match_county"), context.counties, index=None, key=COUNTY, placeholder=texts.say("match_choose")
        )
        what.text_input(texts.say("match_theme"), key=THEME, max_chars=LONGEST_THEME, autocomplete="off")
        st.radio(texts.say("match_each"), range(1, MOST_EACH + 1), key=EACH, horizontal=True)
        st.form_submit_button(texts.say("match_show"), type="primary", on_click=_ask, key="vis-tavle")


def _ask() -> None:
    fields = st.session_state
    wanted = Wanted(fields.get(COUNTY), str(fields.get(THEME) or "").strip(), int(fields.get(EACH) or 1))
    visit = Visit.from_address(st.query_params)
    st.query_params.from_dict({**visit.to_address(), **wanted.to_address()})


def show_board(wanted: Wanted, context: PageContext) -> None:
    """Everybody with a mentor, and the way to take it along."""
    texts = context.texts
    try:
        with st.spinner(texts.say("match_working")):
            board = context.client.board(wanted.to_parameters(), texts.language)
    except ApiError as error:
        show_trouble(error, texts)
        return
    with st.container(key="tavle"):
        st.header(inline(f"{board.area}: {wanted.theme}"), anchor=False)
        st.info(inline(board.message))
        st.markdown(inline(totals(board, texts)))
        st.html(board_html(board, texts))
        show_sheet_maker(wanted, context)


@st.fragment
def show_sheet_maker(wanted: Wanted, context: PageContext) -> None:
    """A button that makes a sheet of the board; then one that downloads it."""
    texts = context.texts
    if not st.button(texts.say("match_sheet"), key="lag-ark"):
        return
    try:
        sheet = context.client.board_sheet(wanted.to_parameters(), texts.language)
    except ApiError as error:
        show_trouble(error, texts, key="feil-ark")
        return
    st.download_button(
        texts.say("match_download"), sheet, file_name=texts.say("match_file"), on_click="ignore", key="hent-ark"
    )
