"""What stands on a page while the API is asked: that it is looked for, and the outline of what will come."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

_OUTLINES = 3


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Show ``words`` and some empty cards until what is waited for has come, or failed."""
    place = st.empty()
    try:
        with place.container(), st.spinner(words):
            # Only to be seen: the words are what a screen reader is told.
            st.html(f'<div class="omriss" aria-hidden="true">{"<div></div>" * _OUTLINES}</div>')
            yield
    finally:
        place.empty()
