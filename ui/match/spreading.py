"""How solutions spread over time, as the municipalities told it: a plot for each way to group, and the same as a table.

Hook for browser tests: the place has the class ``st-key-spredning``.
"""

import streamlit as st

from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import inline
from ui.match.spread_plot import over_time, spread_chart, table_html
from ui.served import spread
from ui.trouble import show_trouble

GROUPINGS = ("theme", "county", "size_band")
GROUPING = "felt-spredning"


@st.fragment
def show_spread(context: PageContext) -> None:
    """One grouping at a time; only this part runs again when another is chosen."""
    texts = context.texts
    with st.container(key="spredning"):
        st.header(texts.say("spread_heading"), anchor=False)
        st.markdown(inline(texts.say("spread_about")))
        by = st.radio(
            texts.say("spread_by"),
            GROUPINGS,
            key=GROUPING,
            format_func=lambda each: texts.say(f"spread_by_{each}"),
            horizontal=True,
        )
        try:
            rows = spread(by, texts.language)
        except ApiError as error:
            show_trouble(error, texts, key="feil-spredning")
            return
        if not rows:
            st.info(texts.say("spread_nothing"))
            return
        told = over_time(rows)
        heading = texts.say(f"spread_by_{by}")
        if told.hidden:
            st.caption(inline(texts.say("spread_hidden", shown=len(told.groups), hidden=told.hidden)))
        chart = spread_chart(told, texts)
        st.altair_chart(chart, width="stretch", alt=texts.say("spread_alt", what=heading), key=f"spredning-{by}")
        st.html(table_html(rows, heading, texts))
