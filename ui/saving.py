"""Solutions put aside: they stand in the address, so that a reload or a colleague gets the same list."""

import streamlit as st

from ui.context import PageContext
from ui.escaping import inline
from ui.visiting import toggle


def save_button(solution_id: str, title: str, context: PageContext) -> None:
    """A button that puts a solution in the list, or takes it out."""
    saved = solution_id in context.visit.saved
    label = inline(context.texts.say("unsave" if saved else "save", title=title))
    st.button(label, key=f"lagre-{solution_id}", on_click=toggle, args=(solution_id,))
