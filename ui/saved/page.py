"""The page «Lagret» from top to bottom."""

import streamlit as st

from search_api import wire
from ui.api_client import ApiError
from ui.brief import show_brief_maker
from ui.context import PageContext, context_of
from ui.document import name_page
from ui.escaping import inline
from ui.markup import text
from ui.saved.listing import item_html
from ui.saved.table import as_csv
from ui.saving import save_button
from ui.site import link_to
from ui.texts import load_texts
from ui.trouble import show_trouble
from ui.visiting import this_visit


def show_page() -> None:
    """What was put aside; the address holds it, so that it can be sent to a colleague."""
    visit = this_visit()
    texts = load_texts(visit.language)
    name_page(texts.say("page_saved"), texts)
    st.title(texts.say("saved_title"), anchor=False)
    if not visit.saved:
        st.markdown(inline(texts.say("saved_none")))
        link_to("ask", texts.say("to_search"), visit)
        return
    try:
        context = context_of(visit, texts)
        solutions, gone = fetch(context)
    except ApiError as error:
        show_trouble(error, texts)
        return
    if gone:
        st.warning(inline(texts.say("saved_gone", count=gone)))
    st.markdown(inline(texts.say("saved_intro")))
    show_ways_out(solutions, context)
    for solution in solutions:
        with st.container(border=True, key=f"lagret-{solution.id}"):
            st.html(item_html(solution, context))
            with st.container(horizontal=True, vertical_alignment="center", key=f"videre-{solution.id}"):
                link_to("solution", texts.say("see_all"), context.visit, id=solution.id)
                save_button(solution.id, solution.title, context)
                show_brief_maker(solution.id, context)


def fetch(context: PageContext) -> tuple[list[wire.SolutionDetail], int]:
    """The saved solutions, and how many of them are no longer there.

    Raises:
        ApiError: the API does not answer.
    """
    found = []
    for each in context.visit.saved:
        try:
            found.append(context.client.solution(each, context.texts.language))
        except ApiError as error:
            if error.problem is None or error.problem.status != 404:
                raise
    return found, len(context.visit.saved) - len(found)


def show_ways_out(solutions: list[wire.SolutionDetail], context: PageContext) -> None:
    """Print, or take along as a table."""
    texts = context.texts
    with st.container(horizontal=True, vertical_alignment="center", key="handlinger"):
        label = text(texts.say("print"))
        st.html(f'<button type="button" class="handling" data-gjor="skriv-ut">{label}</button>', width="content")
        st.download_button(
            texts.say("download_csv"),
            as_csv(solutions, texts),
            file_name=texts.say("csv_name"),
            mime="text/csv",
            on_click="ignore",
            key="csv",
        )
