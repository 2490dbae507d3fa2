"""The pages there are, and the ways between them."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from ui.texts import Texts
from ui.visit import Visit

Name = Literal["ask", "solution", "saved", "share", "match", "about"]


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its script beside ``app.py``, and its path in the address (empty for the one people come to)."""

    script: str
    path: str


PLACES: dict[Name, Place] = {
    "ask": Place("views/ask.py", ""),
    "solution": Place("views/solution.py", "losning"),
    "saved": Place("views/saved.py", "liste"),
    "share": Place("views/share.py", "del"),
    "match": Place("views/match.py", "koble"),
    "about": Place("views/about.py", "om"),
}


def link_to(name: Name, label: str, visit: Visit, **parameters: str) -> None:
    """A link to a page that takes the visit along."""
    st.page_link(PLACES[name].script, label=label, query_params={**visit.to_address(), **parameters})


def address_of(name: Name, visit: Visit, **parameters: str) -> str:
    """The address of a page, relative to the others."""
    path = PLACES[name].path or "."
    query = urlencode({**visit.to_address(), **parameters})
    return f"{path}?{query}" if query else path


def pages(texts: Texts) -> list[st.Page]:
    """The pages as Streamlit wants them, in the language of the visit."""
    return [
        st.Page(place.script, title=texts.say(f"page_{name}"), url_path=place.path or None, default=not place.path)
        for name, place in PLACES.items()
    ]
