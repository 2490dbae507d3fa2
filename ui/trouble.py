"""What is shown when the API cannot answer: one clear sentence, and a way on."""

import logging

import streamlit as st

from ui.api_client import ApiError
from ui.escaping import block
from ui.texts import Texts

_LOG = logging.getLogger(__name__)
_SERVER_AT_FAULT = 500


def trouble_words(error: ApiError, texts: Texts) -> str:
    """The failure as Markdown: the API's own words where it has given some."""
    if error.problem is not None:
        return block(error.problem.detail)
    return block(texts.say(error.kind))


def show_trouble(error: ApiError, texts: Texts, *, key: str = "feil") -> None:
    """Say what is wrong. The button runs the page again; nothing of a failure is kept."""
    _LOG.warning("%s: %s", error.kind, error)
    with st.container(key=key):
        st.warning(trouble_words(error, texts))
        if error.problem is None or error.problem.status >= _SERVER_AT_FAULT:
            st.button(texts.say("retry"), key=f"{key}-igjen")
