"""What municipalities ask for and nobody has shown, as themes for the next webinar.

Hook for browser tests: the class ``st-key-tema``.
"""

from collections.abc import Sequence

import streamlit as st

from search_api.needs.wire import NeedFound
from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import inline
from ui.markup import bullets, text, under
from ui.share.desk import Desk
from ui.site import address_of
from ui.texts import Texts
from ui.trouble import show_trouble
from ui.visit import Visit


def show_themes(desk: Desk, context: PageContext) -> None:
    """The themes, the most asked for first; uploads stand whether or not they can be told."""
    texts = context.texts
    with st.container(key="tema"):
        st.header(texts.say("share_themes"), anchor=False)
        st.markdown(inline(texts.say("share_themes_about")))
        try:
            needs = desk.needs()
        except ApiError as error:
            show_trouble(error, texts, key="feil-tema")
            return
        if needs:
            st.html(themes_html(needs, context.visit, texts))
        else:
            st.markdown(inline(texts.say("share_themes_none")))


def themes_html(needs: Sequence[NeedFound], visit: Visit, texts: Texts) -> str:
    """A card a theme: how often and from where it was asked for, and who might show something."""
    return "".join(f'<div class="kort hel">{_theme(each, visit, texts)}</div>' for each in needs)


def _theme(need: NeedFound, visit: Visit, texts: Texts) -> str:
    also = text(texts.say("share_theme_also", words="; ".join(need.also))) if need.also else ""
    cells = [
        texts.say("share_theme_cell", who=", ".join(filter(None, (each.band_words, each.region))), times=each.times)
        for each in need.cells
        if each.band_words or each.region
    ]
    candidates = [
        f'<a href="{text(address_of("solution", visit, id=each.solution_id))}">{text(each.title)}</a> '
        f"({text(', '.join(place.name for place in each.municipalities))})"
        for each in need.candidates
    ]
    inside = "".join(
        (
            f"<p>{text(texts.say('share_theme_times', times=need.times))}</p>",
            f"<p>{also}</p>" if also else "",
            bullets(map(text, cells)),
            under(texts.say("share_theme_candidates"), bullets(candidates), level=4),
        )
    )
    return under(need.text[:1].upper() + need.text[1:], inside, level=3)
