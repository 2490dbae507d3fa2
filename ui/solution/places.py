"""The municipalities of a solution on the map."""

from collections.abc import Sequence

import streamlit as st

from search_api import wire
from search_api.adoptions.wire import AdoptionFound
from ui.api_client import ApiError
from ui.context import PageContext
from ui.maps import Mark, map_of
from ui.served import outlines
from ui.trouble import show_trouble


def show_participants_map(
    solution: wire.SolutionDetail, adoptions: Sequence[AdoptionFound], context: PageContext
) -> None:
    """The map; nothing where no municipality is known."""
    texts, marks = context.texts, marks_of(solution, adoptions, context)
    if not marks:
        return
    with st.container(key="kart"):
        st.header(texts.say("map_heading"), anchor=False)
        try:
            chart = map_of(outlines(), marks, texts.say("map_pointing"))
        except ApiError as error:
            show_trouble(error, texts, key="feil-kart")
            return
        st.altair_chart(chart, width="stretch", alt=texts.say("participants_alt"), key="kartet")


def marks_of(solution: wire.SolutionDetail, adoptions: Sequence[AdoptionFound], context: PageContext) -> list[Mark]:
    """Everyone who is in it or has told how far it has come, and us; the lists on the page say the same."""
    texts = context.texts
    marks: dict[str, Mark] = {}
    for each in solution.participants:
        for where in each.municipalities:
            told = texts.say("participant_told", name=where.name, role=each.role_words)
            marks.setdefault(where.kommunenummer, Mark(where.kommunenummer, "", told))
    for adoption in adoptions:
        where = adoption.municipality
        told = texts.say("participant_told", name=where.name, role=adoption.status_words)
        marks[where.kommunenummer] = Mark(where.kommunenummer, "", told)
    if marks and (ours := context.asker) and ours.kommunenummer not in marks:
        told = texts.say("size_ours", name=ours.name)
        marks[ours.kommunenummer] = Mark(ours.kommunenummer, texts.say("map_ours"), told, ours=True)
    return list(marks.values())
