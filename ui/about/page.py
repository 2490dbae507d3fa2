"""The page «Om» from top to bottom."""

import streamlit as st

from ui.about.plots import show_coverage
from ui.api_client import ApiError
from ui.configuration import ui_settings
from ui.document import name_page
from ui.escaping import inline
from ui.served import coverage
from ui.texts import Texts, load_texts
from ui.trouble import show_trouble
from ui.visiting import this_visit
from ui.writing import number

# What is told, in its order: a heading each, and as many paragraphs as the catalogue has.
_SECTIONS = ("ranking", "privacy", "accessibility", "licences")


def show_page() -> None:
    """What this is, what it covers, and how it works."""
    visit = this_visit()
    texts = load_texts(visit.language)
    name_page(texts.say("page_about"), texts)
    st.title(texts.say("about_title"), anchor=False)
    for paragraph in texts.several("about"):
        st.markdown(inline(paragraph))
    show_what_is_covered(texts)
    for section in _SECTIONS:
        show_section(section, texts)
    st.header(texts.say("api_heading"), anchor=False)
    st.markdown(inline(texts.say("api_1", address=ui_settings().api_url)))


def show_what_is_covered(texts: Texts) -> None:
    """How much there is by county, sector, year and size; the rest of the page stands without it."""
    st.header(texts.say("coverage_heading"), anchor=False)
    try:
        found = coverage([])
    except ApiError as error:
        show_trouble(error, texts)
        return
    counted = {"total": number(found.total), "municipalities": number(found.municipalities)}
    st.markdown(inline(texts.say("coverage_text", **counted)))
    show_coverage(found, texts)


def show_section(name: str, texts: Texts) -> None:
    """A heading and its paragraphs."""
    st.header(texts.say(f"{name}_heading"), anchor=False)
    for paragraph in texts.several(name):
        st.markdown(inline(paragraph))
