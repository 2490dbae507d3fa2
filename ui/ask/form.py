"""The question's form, and the way between its fields and the address."""

from dataclasses import replace

import streamlit as st

from ui.ask import filters
from ui.ask.question import LONGEST, Question
from ui.context import PageContext
from ui.texts import EXAMPLES, Texts
from ui.visiting import this_visit

TEXT = "felt-q"
MUNICIPALITY = "felt-kommune"
_FILLED_FROM = "felt-fylt-fra"
_ASKED_NOTHING = "spurte-om-ingenting"
_ASKER = "vi-er"


def write_address(question: Question) -> None:
    """Make the address tell the question; the language and what is saved stay, and who asks is remembered."""
    visit = replace(this_visit(), municipality=question.municipality)
    st.session_state[_ASKER] = question.municipality
    st.query_params.from_dict({**question.to_address(), **visit.to_address()})


def fill_in_asker(question: Question) -> Question:
    """The question of whoever asked before in this session, where the address asks nothing and names nobody."""
    if question == Question() and (asker := st.session_state.get(_ASKER)):
        return replace(question, municipality=str(asker))
    return question


def fill(question: Question) -> None:
    """Let the fields follow the address: on arrival, after an example, and when the reader goes back a page."""
    fields = st.session_state
    if fields.get(_FILLED_FROM) == question and TEXT in fields:
        return
    fields[TEXT] = question.text
    fields[MUNICIPALITY] = question.municipality
    filters.fill_filters(question)
    fields[_FILLED_FROM] = question


def _ask() -> None:
    text = str(st.session_state.get(TEXT) or "").strip()
    question = filters.read_filters(text, st.session_state.get(MUNICIPALITY))
    st.session_state[_ASKED_NOTHING] = not question.asks
    write_address(question)


def asked_nothing() -> bool:
    """Whether the button was just pressed with no words in the field."""
    return bool(st.session_state.pop(_ASKED_NOTHING, False))


def show_form(question: Question, context: PageContext) -> None:
    """The fields and the button. Enter in the question's field does the same as the button."""
    texts = context.texts
    fill(question)
    names = {each.kommunenummer: each for each in context.municipalities}
    # Asked for before the form begins: until its button has come, Enter in a field does nothing.
    counted = filters.counts(question)

    def in_words(kommunenummer: str) -> str:
        each = names[kommunenummer]
        return texts.say("municipality", name=each.name, county=each.county)

    with st.form("spor", border=False):
        what, who = st.columns([3, 2])
        what.text_input(
            texts.say("question_label"),
            key=TEXT,
            max_chars=LONGEST,
            placeholder=texts.say("question_placeholder"),
            autocomplete="off",
        )
        who.selectbox(
            texts.say("asker_label"),
            list(names),
            index=None,
            key=MUNICIPALITY,
            format_func=in_words,
            placeholder=texts.say("asker_placeholder"),
        )
        filters.show_filters(question, counted, context)
        st.form_submit_button(texts.say("search"), type="primary", on_click=_ask, key="sok")


def show_filter_remover(question: Question, texts: Texts, *, key: str = "fjern-filtre") -> None:
    """A button that asks again with nothing narrowed."""
    if question.filter_count:
        st.button(texts.say("filters_remove"), key=key, on_click=write_address, args=(question.without_filters(),))


def show_examples(question: Question, texts: Texts) -> None:
    """Questions to begin with, one press each."""
    st.header(texts.say("examples_heading"), anchor=False)
    for place, key in enumerate(EXAMPLES, start=1):
        text = texts.say(key)
        example = Question(text=text, municipality=question.municipality)
        st.button(text, key=f"eksempel-{place}", on_click=write_address, args=(example,))
