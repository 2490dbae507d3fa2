"""The answer: what was understood, what the API says about it, and the cards."""

import streamlit as st

from search_api import wire
from ui.api_client import ApiError
from ui.cards import show_card
from ui.context import PageContext
from ui.escaping import block, inline
from ui.form import show_filter_remover, write_address
from ui.passages import show_passages
from ui.question import LAST_LIMIT, Question
from ui.texts import Texts
from ui.trouble import show_trouble
from ui.understood import removable, understood_line
from ui.writing import number


def show_results(question: Question, context: PageContext) -> None:
    """Ask the API and show what it says."""
    texts = context.texts
    if question.span_is_reversed:
        low, high = number(question.population_min or 0), number(question.population_max or 0)
        st.warning(inline(texts.say("span_reversed", low=low, high=high)))
        return
    try:
        with st.spinner(texts.say("searching")):
            answer = context.client.find(question.to_parameters(), texts.language)
    except ApiError as error:
        show_trouble(error, texts)
        show_filter_remover(question, texts)
        return
    show_answer(answer, question, context)


def show_answer(answer: wire.Answer, question: Question, context: PageContext) -> None:
    """The answer; where nothing fits well, that is said before the nearest ones."""
    texts = context.texts
    found = "results_heading" if answer.answer_found else "nearest_heading"
    st.header(texts.say(found if answer.results else "nothing_heading"), anchor=False)
    with st.container(key="forsto"):
        st.markdown(understood_line(answer.query, texts))
        show_removers(answer.query, question, texts)
        for note in answer.query.notes:
            st.markdown(inline(note))
    if not answer.query.words_found:
        st.info(inline(texts.say("no_words")))
    elif answer.message:
        st.info(block(answer.message))
    if not answer.results:
        show_filter_remover(question, texts)
    for place, hit in enumerate(answer.results, start=1):
        show_card(hit, place, context)
    if len(answer.results) >= question.limit and question.limit < LAST_LIMIT:
        st.button(texts.say("more_results"), key="vis-flere", on_click=write_address, args=(question.with_more(),))
    show_passages(answer, texts)


def show_removers(query: wire.QueryUnderstood, question: Question, texts: Texts) -> None:
    """A button for each thing that was understood and can be left out, and for each that is: the way back."""
    if not (query.parts or query.left_out):
        return
    with st.container(horizontal=True, key="forsto-deler"):
        for part, what in removable(query, texts):
            label = inline(texts.say("understood_remove", what=what))
            st.button(label, key=f"uten-{part}", on_click=write_address, args=(question.leaving_out(part),))
        for part in query.left_out:
            label = inline(texts.say("understood_use_again", what=texts.or_itself("part", part)))
            st.button(label, key=f"med-{part}", on_click=write_address, args=(question.using_again(part),))
