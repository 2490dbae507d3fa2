"""What reports and webinars say about the question: under the solutions, because practical examples come first.

Hook for browser tests: the list has the class ``st-key-rapporter``.
"""

import streamlit as st

from search_api import wire
from search_api.wire_passages import PassageHit
from ui.escaping import block, inline, link
from ui.texts import Texts
from ui.writing import date

# A quotation as long as this is read; a longer one is skipped. It is cut at a word, and said to be cut.
_LONGEST = 420


def show_passages(answer: wire.Answer, texts: Texts) -> None:
    """The best few passages, each with its source and place; nothing where there are none."""
    if not answer.passages:
        return
    with st.container(key="rapporter"):
        st.header(answer.passages_label or texts.say("passages_heading"), anchor=False)
        for passage in answer.passages:
            st.markdown(passage_markdown(passage, texts))


def passage_markdown(passage: PassageHit, texts: Texts) -> str:
    """A quotation, then who says it and where it stands."""
    quoted = "\n".join(f"> {line}" for line in block(_shortened(passage.text)).split("\n"))
    where = [
        link(passage.title, passage.url),
        *(inline(each) for each in (passage.speaker, passage.publisher, _when(passage), passage.place) if each),
    ]
    lines = [quoted, f"{inline(passage.kind_words)}: {', '.join(where)}"]
    if not passage.trusted:
        lines.append(f"*{inline(texts.say('passage_untrusted'))}*")
    return "\n\n".join(lines)


def _when(passage: PassageHit) -> str:
    return date(passage.date) if passage.date else ""


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(maxsplit=1)[0]} …"
