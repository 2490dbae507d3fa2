"""A solution on one page, made when somebody asks for it."""

import streamlit as st

from ui.api_client import ApiError
from ui.context import PageContext
from ui.trouble import show_trouble


@st.fragment
def show_brief_maker(solution_id: str, context: PageContext) -> None:
    """A button that makes the page; then one that downloads it. Only this part runs again."""
    texts = context.texts
    if not st.button(texts.say("brief_make"), key=f"side-{solution_id}"):
        return
    try:
        page = context.client.brief(solution_id, context.visit.municipality, texts.language)
    except ApiError as error:
        show_trouble(error, texts, key=f"feil-side-{solution_id}")
        return
    st.download_button(
        texts.say("brief_download"),
        page,
        file_name=f"{solution_id}.pdf",
        mime="application/pdf",
        on_click="ignore",
        key=f"hent-{solution_id}",
    )
