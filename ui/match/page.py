"""The page «Koble» from top to bottom."""

import streamlit as st

from search_api.mentors.wire import MentorBoard
from ui.api_client import ApiError
from ui.context import PageContext, context_of
from ui.document import name_page
from ui.escaping import inline
from ui.match.adjusting import show_adjusting
from ui.match.board import board_html, decided_html, totals
from ui.match.form import show_form
from ui.match.spreading import show_spread
from ui.match.wanted import Wanted
from ui.texts import load_texts
from ui.trouble import show_trouble
from ui.visiting import this_visit
from ui.waiting import waiting

# The sheets there are, with their types.
_SHEETS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def show_page() -> None:
    """The form, the board for what the address asks for, and how solutions have spread."""
    visit = this_visit()
    texts = load_texts(visit.language)
    name_page(texts.say("page_match"), texts)
    st.title(texts.say("match_title"), anchor=False)
    st.markdown(inline(texts.say("match_intro")))
    wanted = Wanted.from_address(st.query_params)
    try:
        context = context_of(visit, texts)
        show_form(wanted, context)
    except ApiError as error:
        show_trouble(error, texts)
        return
    if wanted.asks:
        fetch_board(wanted, context)
    show_spread(context)


def fetch_board(wanted: Wanted, context: PageContext) -> None:
    """Everybody with a mentor, or what is wrong."""
    texts = context.texts
    try:
        with waiting(texts.say("match_working")):
            board = context.client.board(wanted.to_parameters(), texts.language)
    except ApiError as error:
        show_trouble(error, texts)
        return
    with st.container(key="tavle"):
        show_board(board, wanted, context)


def show_board(board: MentorBoard, wanted: Wanted, context: PageContext) -> None:
    """The board, what advisers have decided, and the ways to change it and to take it along."""
    texts = context.texts
    st.header(inline(f"{board.area}: {wanted.theme}"), anchor=False)
    st.info(inline(board.message))
    st.markdown(inline(totals(board, texts)))
    st.html(board_html(board, texts))
    if board.decided:
        st.html(decided_html(board.decided, texts))
    show_adjusting(board, wanted, context)
    with st.container(horizontal=True, key="ark"):
        for kind in _SHEETS:
            with st.container(width="content"):
                show_sheet_maker(kind, wanted, context)


@st.fragment
def show_sheet_maker(kind: str, wanted: Wanted, context: PageContext) -> None:
    """A button that makes a sheet of the board; then one that downloads it."""
    texts = context.texts
    if not st.button(texts.say(f"match_sheet_{kind}"), key=f"lag-{kind}"):
        return
    try:
        sheet = context.client.board_sheet(wanted.to_parameters(), kind, texts.language)
    except ApiError as error:
        show_trouble(error, texts, key=f"feil-{kind}")
        return
    st.download_button(
        texts.say("match_download"),
        sheet,
        file_name=texts.say("match_file", kind=kind),
        mime=_SHEETS[kind],
        on_click="ignore",
        key=f"hent-{kind}",
    )
