"""The page «Løsning» from top to bottom."""

import streamlit as st

from search_api import wire
from search_api.adoptions.wire import AdoptionFound
from ui.api_client import ApiError
from ui.brief import show_brief_maker
from ui.contacts import contact_html
from ui.context import PageContext, context_of
from ui.document import name_page
from ui.escaping import inline
from ui.markup import text
from ui.saving import save_button
from ui.site import link_to
from ui.solution.adopting import show_adoptions
from ui.solution.helping import show_helpers
from ui.solution.places import show_participants_map
from ui.solution.telling import facts_html, story_html
from ui.solution.telling_us import teller_of
from ui.texts import Texts, load_texts
from ui.trouble import show_trouble
from ui.visit import Visit, last, solution_id
from ui.visiting import this_visit
from ui.waiting import waiting

# As long as the API takes one.
_LONGEST_TOKEN = 500


def show_page() -> None:
    """The solution that the address names; or a clear word where there is none."""
    visit = this_visit()
    texts = load_texts(visit.language)
    wanted = solution_id(last(st.query_params, "id"))
    if wanted is None:
        show_nothing(texts.say("solution_unnamed"), visit, texts)
        return
    try:
        context = context_of(visit, texts)
        with waiting(texts.say("fetching")):
            solution = context.client.solution(wanted, texts.language)
    except ApiError as error:
        if error.problem is not None and error.problem.status == 404:
            show_nothing(texts.say("solution_gone"), visit, texts)
        else:
            show_nothing(None, visit, texts)
            show_trouble(error, texts)
        return
    show_solution(solution, context)


def show_nothing(message: str | None, visit: Visit, texts: Texts) -> None:
    """The heading, what is wrong, and a way on."""
    name_page(texts.say("page_solution"), texts)
    st.title(texts.say("page_solution"), anchor=False)
    if message:
        st.warning(message)
        link_to("ask", texts.say("to_search"), visit)


def show_solution(solution: wire.SolutionDetail, context: PageContext) -> None:
    """Everything known of one solution, with whom to ring and where it is beside it."""
    texts = context.texts
    name_page(solution.title, texts)
    st.title(inline(solution.title), anchor=False)
    adoptions = fetch_adoptions(solution.id, context)
    teller = teller_of(solution.id, last(st.query_params, "lenke")[:_LONGEST_TOKEN], adoptions, context)
    story, beside = st.columns([5, 3], gap="medium")
    with story:
        st.html(story_html(solution, adoptions, context))
        show_adoptions(solution.id, adoptions, teller, context)
        with st.container(horizontal=True, vertical_alignment="center", key="handlinger"):
            save_button(solution.id, solution.title, context)
            print_label = text(texts.say("print"))
            st.html(
                f'<button type="button" class="handling" data-gjor="skriv-ut">{print_label}</button>', width="content"
            )
            show_brief_maker(solution.id, context)
    with beside:
        st.html(contact_html(solution, context, level=2))
        show_helpers(solution.id, context)
        st.html(facts_html(solution, texts))
        show_participants_map(solution, adoptions, context)


def fetch_adoptions(solution_id: str, context: PageContext) -> list[AdoptionFound]:
    """Who considers, follows or uses it; the rest of the page stands without it."""
    try:
        return context.client.adoptions(solution_id, context.texts.language)
    except ApiError as error:
        show_trouble(error, context.texts, key="feil-tatt-i-bruk")
        return []
