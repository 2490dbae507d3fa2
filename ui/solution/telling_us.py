"""Who tells how far they have come with a solution: the municipality of the visit, with a key, or that of a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day

import streamlit as st

from search_api.adoptions.wire import AdoptionFound
from search_api.wire_municipalities import MunicipalityBrief
from ui.api_client import ApiError
from ui.context import PageContext
from ui.trouble import show_trouble

# What the API says of a link that is of no use, and what is said of it here.
_USELESS = {403: "adoption_link_forged", 410: "adoption_link_old"}


@dataclass(frozen=True, slots=True)
class Teller:
    """The one that tells: what it has told already, and the link's token with the last day it is good."""

    municipality: MunicipalityBrief
    told: AdoptionFound | None
    token: str | None = None
    expires: day | None = None


def teller_of(solution_id: str, token: str, adoptions: Sequence[AdoptionFound], context: PageContext) -> Teller | None:
    """Who tells; ``None`` where nobody has said who we are. A link that is of no use is said to be, and why."""
    by_link = _of_link(solution_id, token, context) if token else None
    if by_link or context.asker is None:
        return by_link
    ours = context.asker
    told = (each for each in adoptions if each.municipality.kommunenummer == ours.kommunenummer)
    return Teller(ours, next(told, None))


def _of_link(solution_id: str, token: str, context: PageContext) -> Teller | None:
    texts = context.texts
    try:
        link = context.client.adoption_link(token, texts.language)
    except ApiError as error:
        status = error.problem.status if error.problem else None
        if status in _USELESS:
            st.warning(texts.say(_USELESS[status]))
        else:
            show_trouble(error, texts, key="feil-lenke")
        return None
    if link.solution_id != solution_id:
        st.warning(texts.say("adoption_link_other"))
        return None
    return Teller(link.municipality, link.adoption, token, link.expires)


def change_of(status: str, since: day, words: Mapping[str, str], told: AdoptionFound | None) -> dict[str, str]:
    """What is sent. With the status that is told already, the day it began is left as it stands."""
    said = {name: text for name, text in words.items() if text}
    if told is None:
        return {"status": status, "since": since.isoformat(), **said}
    version = {"version": told.version}
    if told.status == status:
        return {"status": status, **version, **said}
    return {"status": status, "since": since.isoformat(), **version, **said}
