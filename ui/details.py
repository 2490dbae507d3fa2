"""The rest of a solution, fetched only when someone opens it."""

import streamlit as st

from search_api import wire
from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import block, inline
from ui.texts import Texts
from ui.trouble import show_trouble
from ui.writing import number, sentence


@st.fragment
def show_more(solution_id: str, shown: str, context: PageContext) -> None:
    """A folded part; opening it runs this part alone, and asks the API for this solution alone.

    ``shown`` is what the card has told already of how it was done.
    """
    key = f"mer-{solution_id}"
    texts = context.texts
    folded = st.expander(texts.say("more"), key=key, on_change="rerun")
    if not folded.open:
        return
    with folded:
        try:
            solution = context.client.solution(solution_id, texts.language)
        except ApiError as error:
            show_trouble(error, texts, key=f"feil-{solution_id}")
            return
        st.markdown(details_markdown(solution, shown, texts), anchors=False)


def details_markdown(solution: wire.SolutionDetail, shown: str, texts: Texts) -> str:
    """What the card does not tell, as Markdown."""
    parts = {
        "more_approach": "" if solution.approach.strip() == shown.strip() else block(solution.approach),
        "more_lessons": block(solution.lessons or ""),
        "more_prerequisites": block(solution.prerequisites or ""),
        "more_participants": "\n".join(_participant(each, texts) for each in solution.participants),
        "more_funding": inline(sentence(solution.funding or "")),
        "more_themes": inline(", ".join(solution.themes)),
    }
    return "\n\n".join(f"#### {inline(texts.say(key))}\n\n{text}" for key, text in parts.items() if text)


def _participant(participant: wire.ParticipantDetail, texts: Texts) -> str:
    who = texts.say("more_participant", name=participant.name, role=participant.role_words)
    where = [
        texts.say("more_municipality", name=each.name, count=number(each.population), county=each.county)
        for each in participant.municipalities
    ]
    about = [sentence("; ".join(where)), sentence(participant.link_note or "")]
    return f"- {inline(sentence(who))} {inline(' '.join(each for each in about if each))}".rstrip()
