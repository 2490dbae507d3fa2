"""The fields of a draft: filled from it, shown each with its sentences, and read again."""

from typing import Any

import streamlit as st

from search_api.sharing.wire import DraftFound
from ui.context import PageContext
from ui.share.telling import sentences_html
from ui.texts import SECTORS, STATUSES, Texts

GAIN_TYPES = ("økonomisk", "tid", "kvalitet", "innbyggere", "ansatte", "miljø", "annet")
NEWNESS = ("tjeneste", "produkt", "prosess", "organisering", "kommunikasjon")
# The names that stand for both what is said of a field and the field itself.
PROSE = ("challenge", "approach", "lessons")
_CHOICES = ("sector", "innovation_type", "status", "language")
_YEARS = ("year_start", "year_end")
_LONGEST, _LONGEST_LINE = 4000, 200
_MOST_GAINS = 20


def key_of(draft: DraftFound, name: str) -> str:
    """The field of a draft in the session."""
    return f"felt-{draft.id}-{name}"


def fill(draft: DraftFound) -> None:
    """Put what the draft tells into its fields."""
    fields = st.session_state
    for name in ("title", "contact_unit", *PROSE):
        fields[key_of(draft, name)] = getattr(draft, name) or ""
    for name in (*_CHOICES, *_YEARS):
        fields[key_of(draft, name)] = getattr(draft, name)
    for name in ("owners", "partners"):
        fields[key_of(draft, name)] = [each.kommunenummer for each in getattr(draft, name)]
    fields[key_of(draft, "themes")] = ", ".join(draft.themes)
    for place in range(_gains(draft)):
        gain = draft.gains[place] if place < len(draft.gains) else None
        fields[key_of(draft, f"gain-{place}")] = gain.text if gain else ""
        fields[key_of(draft, f"gain-type-{place}")] = gain.type if gain else "annet"


def told(draft: DraftFound) -> dict[str, Any]:
    """What stands in the fields, as the API takes it."""
    fields = st.session_state

    def said(name: str) -> str | None:
        return str(fields.get(key_of(draft, name)) or "").strip() or None

    gains = []
    for place in range(_gains(draft)):
        if words := said(f"gain-{place}"):
            gain: dict[str, Any] = {"type": said(f"gain-type-{place}") or "annet", "text": words}
            before = draft.gains[place] if place < len(draft.gains) else None
            # The number that stands beside the words goes with them, as long as they are as they were.
            if before is not None and before.number is not None and before.text == words:
                gain |= {"number": before.number, "unit": before.unit}
            gains.append(gain)
    return {
        **{name: said(name) for name in ("title", "contact_unit", "sector", "innovation_type", *PROSE)},
        **{name: fields.get(key_of(draft, name)) for name in _YEARS},
        **{name: list(fields.get(key_of(draft, name)) or []) for name in ("owners", "partners")},
        "status": said("status") or "ukjent",
        "language": said("language") or "nb",
        "themes": [each.strip() for each in (said("themes") or "").split(",") if each.strip()],
        "gains": gains,
    }


def show_fields(draft: DraftFound, context: PageContext) -> None:
    """The fields, in the order a reader of the experience meets them.

    What is chosen is known at once, and stays for the session: in a form it would be lost when somebody goes back a
    page. What is written goes along with the next choice or button, and the browser keeps it until it is saved
    (`ui.unsent`). Sent when its field is left, it would begin a run that breaks off, or undoes, the Back or the link
    that was pressed.
    """
    texts = context.texts
    _show_line(draft, "title", texts)
    names = {each.kommunenummer: f"{each.name} ({each.county})" for each in context.municipalities}
    for name in ("owners", "partners"):
        st.multiselect(
            texts.say(f"share_field_{name}"),
            list(names),
            key=key_of(draft, name),
            format_func=lambda number: names[number],
            placeholder=texts.say("share_choose"),
            persist_state="session",
        )
    for name in ("challenge", "approach"):
        _show_prose(draft, name, texts)
    _show_gains(draft, texts)
    _show_prose(draft, "lessons", texts)
    _show_facts(draft, texts)


def _show_line(draft: DraftFound, name: str, texts: Texts, longest: int = _LONGEST_LINE) -> None:
    st.text_input(
        texts.say(f"share_field_{name}"),
        key=key_of(draft, name),
        max_chars=longest,
        on_change="ignore",
        persist_state="session",
    )


def _show_area(draft: DraftFound, name: str, label: str) -> None:
    st.text_area(
        label,
        key=key_of(draft, name),
        max_chars=_LONGEST,
        height="content",
        on_change="ignore",
        persist_state="session",
    )


def _show_prose(draft: DraftFound, name: str, texts: Texts) -> None:
    _show_area(draft, name, texts.say(f"share_field_{name}"))
    _show_sentences(draft, name, texts)


def _show_sentences(draft: DraftFound, name: str, texts: Texts) -> None:
    if shown := sentences_html([each for each in draft.sentences if each.field == name], texts):
        st.html(shown)


def _show_gains(draft: DraftFound, texts: Texts) -> None:
    """Those there are, and room for one more."""
    for place in range(_gains(draft)):
        what, kind = st.columns([3, 1])
        with what:
            _show_area(draft, f"gain-{place}", texts.say("share_field_gain", number=place + 1))
        kind.selectbox(
            texts.say("share_field_gain_type", number=place + 1),
            GAIN_TYPES,
            key=key_of(draft, f"gain-type-{place}"),
            format_func=lambda each: texts.say(f"share_gain_{each}"),
            persist_state="session",
        )
    _show_sentences(draft, "gains", texts)


def _show_facts(draft: DraftFound, texts: Texts) -> None:
    left, right = st.columns(2)
    for column, name, options, words in (
        (left, "sector", SECTORS, "sector_"),
        (right, "innovation_type", NEWNESS, "share_new_"),
        (left, "status", STATUSES, "status_"),
        (right, "language", ("nb", "nn"), "share_language_"),
    ):
        column.selectbox(
            texts.say(f"share_field_{name}"),
            options,
            key=key_of(draft, name),
            index=None,
            format_func=lambda each, words=words: texts.say(f"{words}{each}"),
            placeholder=texts.say("share_choose"),
            persist_state="session",
        )
    for column, name in ((left, "year_start"), (right, "year_end")):
        column.number_input(
            texts.say(f"share_field_{name}"),
            min_value=1980,
            max_value=2100,
            value=None,
            step=1,
            key=key_of(draft, name),
            format="%d",
            persist_state="session",
        )
    with left:
        _show_line(draft, "themes", texts, _LONGEST)
    with right:
        _show_line(draft, "contact_unit", texts)


def _gains(draft: DraftFound) -> int:
    return min(len(draft.gains) + 1, _MOST_GAINS)
