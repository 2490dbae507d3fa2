"""The page «Løst før». Start it from the repository's root: ``PYTHONPATH=. streamlit run ui/app.py``."""

import logging
from dataclasses import replace

import streamlit as st

from search_api import wire
from ui.api_client import ApiError
from ui.context import PageContext, norwegian_order
from ui.document import set_up_document
from ui.escaping import inline
from ui.form import asked_nothing, show_examples, show_form, write_address
from ui.question import Question
from ui.results import show_results
from ui.served import all_municipalities, experience_count, shared_client
from ui.texts import Texts, language_of, load_texts
from ui.trouble import show_trouble
from ui.writing import date, number

_LOG = logging.getLogger(__name__)


def main() -> None:
    """Show the page for what its address says."""
    texts = load_texts(language_of(st.query_params.get("sprak")))
    question = Question.from_address(st.query_params)
    set_up_document(question, texts)
    try:
        show_page(question, texts)
    except Exception:
        # Streamlit's own signals (rerun, stop) are no Exceptions, so only real faults end here.
        _LOG.exception("The page failed")
        st.error(texts.say("unexpected"))


def show_page(question: Question, texts: Texts) -> None:
    """The heading, the form and the answer; or what is wrong, when the API is away."""
    show_top(texts)
    try:
        municipalities = sorted(all_municipalities(), key=lambda each: norwegian_order(each.name))
        context = PageContext(texts, shared_client(), tuple(municipalities))
        question = settle(question, context)
    except ApiError as error:
        show_trouble(error, texts)
        return
    asker = context.municipality(question.municipality)
    context = replace(context, asker=asker.name if asker else None)
    show_form(question, context)
    if question.asks:
        show_results(question, context)
    else:
        if asked_nothing():
            st.warning(texts.say("no_question"))
        show_examples(question, texts)
    show_bottom(context.municipalities, texts)


def show_top(texts: Texts) -> None:
    """What the page is, and the way to the other language."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title(texts.say("page_title"), anchor=False, width="content")
        st.button(texts.say("other_language"), key="sprak", type="tertiary", on_click=_change_language)
    st.markdown(inline(texts.say("intro")))
    count = experience_count()
    known = texts.say("coverage", count=number(count)) if count else texts.say("coverage_unknown")
    st.caption(inline(known))


def _change_language() -> None:
    if language_of(st.query_params.get("sprak")) == "nn":
        del st.query_params["sprak"]
    else:
        st.query_params["sprak"] = "nn"


def show_bottom(municipalities: tuple[wire.MunicipalityBrief, ...], texts: Texts) -> None:
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
    if settled != question:
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


main()
