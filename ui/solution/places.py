"""The municipalities of a solution on the map."""

import streamlit as st

from search_api import wire
from ui.api_client import ApiError
from ui.context import PageContext
from ui.maps import Mark, map_of
from ui.served import outlines
from ui.trouble import show_trouble


def show_participants_map(solution: wire.SolutionDetail, context: PageContext) -> None:
    """Everyone who is in it, and us; nothing where no municipality is known. The list of actors says the same."""
    texts = context.texts
    marks: dict[str, Mark] = {}
    for each in solution.participants:
        for where in each.municipalities:
            told = texts.say("participant_told", name=where.name, role=each.role_words)
            marks.setdefault(where.kommunenummer, Mark(where.kommunenummer, "", told))
    if not marks:
        return
    if (ours := context.asker) and ours.kommunenummer not in marks:
        told = texts.say("size_ours", name=ours.name)
        marks[ours.kommunenummer] = Mark(ours.kommunenummer, texts.say("map_ours"), told, ours=True)
    with st.container(key="kart"):
        st.header(texts.say("map_heading"), anchor=False)
        try:
            chart = map_of(outlines(), list(marks.values()), texts.say("map_pointing"))
        except ApiError as error:
            show_trouble(error, texts, key="feil-kart")
            return
        st.altair_chart(chart, width="stretch", alt=texts.say("participants_alt"), key="kartet")
