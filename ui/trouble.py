"""What is shown when the API cannot answer: one clear sentence, and a way on.

Where nobody is there to answer, the page looks for the API now and then, and runs again by itself when it is back.
"""

import logging

import streamlit as st

from ui.api_client import ApiError
from ui.escaping import block
from ui.served import answers
from ui.texts import Texts

_LOG = logging.getLogger(__name__)
_SERVER_AT_FAULT = 500
_CHANGED_BY_OTHERS = 409
_LOOK_EVERY_S = 5


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
        if error.kind == "away":
            _wait_for_the_api()


@st.fragment(run_every=_LOOK_EVERY_S)
def _wait_for_the_api() -> None:
    """Run the page again as soon as the API answers."""
    if answers():
        st.rerun(scope="app")


def changed_by_others(error: ApiError) -> bool:
    """Whether what was sent was made from something that is no longer so: the page is to be read anew first."""
    return error.problem is not None and error.problem.status == _CHANGED_BY_OTHERS
