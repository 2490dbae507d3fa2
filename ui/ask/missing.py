"""What nobody has shown an answer to can be reported, so that somebody may be asked to show one."""

import streamlit as st

from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import inline
from ui.trouble import show_trouble


@st.fragment
def show_need_reporter(text: str, context: PageContext) -> None:
    """What is kept of it, and the button; only this part runs again."""
    texts = context.texts
    with st.container(key="meld-behov"):
        st.markdown(inline(texts.say("need_about")))
        if not st.button(texts.say("need_report"), key="send-behov"):
            return
        try:
            kept = context.client.report_need(text, context.visit.municipality, texts.language)
        except ApiError as error:
            show_trouble(error, texts, key="feil-behov")
            return
        st.success(inline(texts.say("need_kept", text=kept.text)))
