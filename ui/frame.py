"""What stands around every page: its name, the ways to the others, and the way to the other language."""

import streamlit as st

from ui.site import link_to
from ui.texts import Texts, language_of
from ui.visit import Visit


def show_top(visit: Visit, texts: Texts) -> None:
    """The name of the site, the menu and the other language."""
    with st.container(
        key="topp", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        with st.container(key="navn", width="content"):
            link_to("ask", texts.say("site_title"), visit)
        with st.container(key="meny", horizontal=True, vertical_alignment="center", width="content", gap="small"):
            link_to("ask", texts.say("page_ask"), visit)
            count = len(visit.saved)
            saved = texts.say("page_saved_count", count=count) if count else texts.say("page_saved")
            link_to("saved", saved, visit)
            link_to("match", texts.say("page_match"), visit)
            link_to("share", texts.say("page_share"), visit)
            link_to("about", texts.say("page_about"), visit)
        st.button(texts.say("other_language"), key="sprak", type="tertiary", on_click=_change_language)


def _change_language() -> None:
    if language_of(st.query_params.get("sprak")) == "nn":
        del st.query_params["sprak"]
    else:
        st.query_params["sprak"] = "nn"


def show_bottom(texts: Texts) -> None:
    """Where what the pages build on comes from."""
    with st.container(key="bunn"):
        st.caption(texts.say("footer"))
