"""The answer: what was understood, what the API says about it, the cards, and where they are from."""

from collections import defaultdict

import streamlit as st

from search_api import wire
from ui.api_client import ApiError
from ui.ask.cards import show_card
from ui.ask.form import show_filter_remover, write_address
from ui.ask.missing import show_need_reporter
from ui.ask.passages import show_passages
from ui.ask.places import show_places
from ui.ask.question import LAST_LIMIT, Question
from ui.ask.understood import removable, understood_line
from ui.context import PageContext
from ui.escaping import block, inline
from ui.texts import Texts
from ui.trouble import show_trouble
from ui.waiting import waiting
from ui.writing import number

Group = tuple[wire.SolutionHit, list[wire.SolutionHit]]


def show_results(question: Question, context: PageContext) -> None:
    """Ask the API and show what it says."""
    texts = context.texts
    if question.span_is_reversed:
        low, high = number(question.population_min or 0), number(question.population_max or 0)
        st.warning(inline(texts.say("span_reversed", low=low, high=high)))
        return
    try:
        with waiting(texts.say("searching")):
            answer = context.client.find(question.to_parameters(), texts.language)
    except ApiError as error:
        show_trouble(error, texts)
        show_filter_remover(question, texts)
        return
    show_answer(answer, question, context)


def grouped(hits: list[wire.SolutionHit]) -> list[Group]:
    """The hits in their order, each with those further down that tell much the same."""
    alike: dict[str, list[wire.SolutionHit]] = defaultdict(list)
    shown = {hit.id for hit in hits if hit.same_as is None}
    for hit in hits:
        if hit.same_as in shown:
            alike[hit.same_as].append(hit)
    return [(hit, alike[hit.id]) for hit in hits if hit.same_as not in shown]


def show_answer(answer: wire.Answer, question: Question, context: PageContext) -> None:
    """The answer; where nothing fits well, that is said before the nearest ones."""
    texts = context.texts
    if answer.query.municipality:
        context = context.asked_by(answer.query.municipality.kommunenummer)
    found = "results_heading" if answer.answer_found else "nearest_heading"
    st.header(texts.say(found if answer.results else "nothing_heading"), anchor=False)
    show_understood(answer.query, question, context)
    if not answer.query.words_found:
        st.info(inline(texts.say("no_words")))
    elif answer.message:
        st.info(block(answer.message))
    if answer.query.words_found and not answer.answer_found:
        show_need_reporter(answer.query.matched_text, context)
    if not answer.results:
        show_filter_remover(question, texts)
        show_passages(answer, texts)
        return
    groups = grouped(answer.results)
    cards, beside = st.columns([5, 3], gap="medium")
    with cards:
        for place, (hit, like_it) in enumerate(groups, start=1):
            show_card(hit, place, like_it, context)
        if len(answer.results) >= question.limit and question.limit < LAST_LIMIT:
            st.button(texts.say("more_results"), key="vis-flere", on_click=write_address, args=(question.with_more(),))
        show_passages(answer, texts)
    with beside:
        show_places([hit for hit, _ in groups], context)


def show_understood(query: wire.QueryUnderstood, question: Question, context: PageContext) -> None:
    """What was searched for, and a chip for each thing that was understood beside it."""
    with st.container(key="forsto"):
        st.markdown(understood_line(query, context.texts))
        show_removers(query, question, context.texts)
        for note in query.notes:
            st.markdown(inline(note))


def show_removers(query: wire.QueryUnderstood, question: Question, texts: Texts) -> None:
    """A chip for each thing that was understood and can be left out, and for each that is: the way back."""
    if not (query.parts or query.left_out):
        return
    st.caption(texts.say("chips_help"))
    with st.container(horizontal=True, key="forsto-deler", gap="small"):
        for part, what in removable(query, texts):
            label = inline(texts.say("understood_part", kind=texts.say(f"kind_{part}"), what=what))
            st.button(label, key=f"uten-{part}", on_click=write_address, args=(question.leaving_out(part),))
        for part in query.left_out:
            label = inline(texts.say("understood_use_again", what=texts.or_itself("part", part)))
            st.button(label, key=f"med-{part}", on_click=write_address, args=(question.using_again(part),))
