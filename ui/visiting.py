"""The visit of this run: what the address says, with the list as it is now in this session.

Whoever saves a solution and goes back a page comes to an address from before it was saved; it is saved all the same.
"""

from dataclasses import replace

import streamlit as st

from ui.visit import Visit

_LIST, _EARLIER = "lagret-na", "lagret-for"


def this_visit() -> Visit:
    """The visit; a list that was changed in this session is as it was changed to, however far back the address is."""
    visit = Visit.from_address(st.query_params)
    if visit.saved in st.session_state.get(_EARLIER, ()):
        return replace(visit, saved=st.session_state[_LIST])
    return visit


def toggle(solution_id: str) -> None:
    """Put a solution in the list, or take it out."""
    before = this_visit()
    after = before.toggling(solution_id)
    fields = st.session_state
    fields[_EARLIER] = {*fields.get(_EARLIER, ()), before.saved} - {after.saved}
    fields[_LIST] = after.saved
    if after.saved:
        st.query_params["lagret"] = ",".join(after.saved)
    else:
        st.query_params.pop("lagret", None)
