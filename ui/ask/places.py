"""Where the solutions of an answer are from, on a map and as a list that says the same.

Hook for browser tests: the place has the class ``st-key-kart``.
"""

from collections import defaultdict
from collections.abc import Sequence

import streamlit as st

from search_api import wire
from search_api.wire_municipalities import MunicipalityBrief
from ui.api_client import ApiError
from ui.context import PageContext
from ui.maps import Mark, map_of
from ui.markup import text
from ui.served import outlines
from ui.texts import Texts
from ui.trouble import show_trouble
from ui.writing import number


def show_places(hits: Sequence[wire.SolutionHit], context: PageContext) -> None:
    """The map, and the same as a list; nothing where no hit has a municipality."""
    texts = context.texts
    marks = marks_of(hits, context)
    if not marks:
        return
    with st.container(key="kart"):
        st.header(texts.say("map_heading"), anchor=False)
        try:
            chart = map_of(outlines(), marks, texts.say("map_pointing"))
        except ApiError as error:
            show_trouble(error, texts, key="feil-kart")
        else:
            st.altair_chart(chart, width="stretch", alt=texts.say("map_alt"), key="kartet")
        st.html(places_html(hits, context))


def marks_of(hits: Sequence[wire.SolutionHit], context: PageContext) -> list[Mark]:
    """A mark for each municipality of the hits with the places of its hits, and one for ours."""
    texts = context.texts
    places: dict[str, list[int]] = defaultdict(list)
    named: dict[str, MunicipalityBrief] = {}
    for place, hit in enumerate(hits, start=1):
        if hit.matched:
            where = hit.matched.municipality
            places[where.kommunenummer].append(place)
            named[where.kommunenummer] = where
    marks = [Mark(nummer, _label(numbers), _told(named[nummer], numbers, texts)) for nummer, numbers in places.items()]
    if marks and (ours := context.asker) and ours.kommunenummer not in places:
        marks.append(Mark(ours.kommunenummer, texts.say("map_ours"), texts.say("size_ours", name=ours.name), ours=True))
    return marks


def places_html(hits: Sequence[wire.SolutionHit], context: PageContext) -> str:
    """The same as the map tells, as a numbered list."""
    texts = context.texts
    lines = []
    for hit in hits:
        where = hit.matched.municipality if hit.matched else None
        words = (
            texts.say("map_line", name=where.name, county=where.county, count=number(where.population))
            if where
            else texts.say("map_line_unknown")
        )
        lines.append(f"<li>{text(words)}</li>")
    label = text(texts.say("map_as_list"))
    return f'<details class="som-liste"><summary>{label}</summary><ol>{"".join(lines)}</ol></details>'


def _told(where: MunicipalityBrief, numbers: list[int], texts: Texts) -> str:
    return texts.say("map_told", name=where.name, county=where.county, numbers=_listed(numbers))


def _label(numbers: list[int]) -> str:
    """The first card's number; a plus stands for those after it, which the spot has no room for."""
    return f"{numbers[0]}+" if len(numbers) > 1 else str(numbers[0])


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(each) for each in numbers)
