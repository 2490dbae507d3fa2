"""The part of a form whose texts the browser keeps until they are sent (``unsent.js``). No key belongs in it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def unsent(what: str, version: str) -> DeltaGenerator:
    """A container for text fields: what is written in them, and not sent, is there again for whoever comes back.

    Their keys begin with ``felt-``.

    Args:
        what: What the form is for; the same in every session, without two hyphens in a row.
        version: What it is changed from. With another one, what was kept is forgotten.
    """
    return st.container(key=f"ulagret-{what}--{version}")
