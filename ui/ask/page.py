"""The page «Spør» from top to bottom."""

from dataclasses import replace

import streamlit as st

from search_api.wire_municipalities import MunicipalityBrief
from ui.api_client import ApiError
from ui.ask.form import asked_nothing, fill_in_asker, show_examples, show_form, write_address
from ui.ask.question import Question
from ui.ask.results import show_results
from ui.context import PageContext, context_of
from ui.document import name_page
from ui.escaping import inline
from ui.served import experience_count
from ui.texts import Texts, load_texts
from ui.trouble import show_trouble
from ui.visiting import this_visit
from ui.writing import date, number


def show_page() -> None:
    """The heading, the form and the answer; or what is wrong, when the API is away."""
    visit = this_visit()
    texts = load_texts(visit.language)
    question = fill_in_asker(Question.from_address(st.query_params))
    name_page(question.text if question.asks else texts.say("page_ask"), texts)
    show_introduction(question, texts)
    try:
        context = context_of(visit, texts)
        question = settle(question, context)
    except ApiError as error:
        show_trouble(error, texts)
        return
    context = context.asked_by(question.municipality)
    show_form(question, context)
    if question.asks:
        show_results(question, context)
    else:
        if asked_nothing():
            st.warning(texts.say("no_question"))
        show_examples(question, texts)
    show_population_date(context.municipalities, texts)


def show_introduction(question: Question, texts: Texts) -> None:
    """What the page is; shorter once something is asked."""
    st.title(texts.say("ask_title"), anchor=False)
    if question.asks:
        return
    st.markdown(inline(texts.say("intro")))
    count = experience_count()
    known = texts.say("coverage", count=number(count)) if count else texts.say("coverage_unknown")
    st.caption(inline(known))


def show_population_date(municipalities: tuple[MunicipalityBrief, ...], texts: Texts) -> None:
    """From when the numbers of inhabitants are."""
    if municipalities:
        newest = max(each.population_date for each in municipalities)
        st.caption(inline(texts.say("population_date", date=date(newest))))


def settle(question: Question, context: PageContext) -> Question:
    """The question with places of today: an old number leads to its successor, what nobody knows is left out.

    Raises:
        ApiError: the API does not answer.
    """
    counties = tuple(each for each in question.counties if each in context.counties)
    settled = replace(question, counties=counties)
    if question.municipality and context.municipality(question.municipality) is None:
        settled = replace(settled, municipality=_successor(question.municipality, context))
    if settled != Question.from_address(st.query_params):
        write_address(settled)
    return settled


def _successor(kommunenummer: str, context: PageContext) -> str | None:
    try:
        return context.client.municipality(kommunenummer).kommunenummer
    except ApiError as error:
        if error.kind != "problem":
            raise
        st.warning(inline(context.texts.say("unknown_municipality", number=kommunenummer)))
        return None
