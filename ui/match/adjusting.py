"""How an adviser changes the board: a pair that stands, another mentor, a mentor taken out, a note; all of it kept.

Hook for browser tests: the form has the class ``st-key-juster``.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from search_api.mentors.wire import MentorBoard
from ui.api_client import ApiError
from ui.context import PageContext
from ui.match.board import decision
from ui.match.decisions import AVOIDED, CHOSEN, Key, Writing, decided, moved, notes_of, pairs_of
from ui.match.wanted import Wanted
from ui.texts import Texts
from ui.trouble import changed_by_others, show_trouble, trouble_words
from ui.unsent import unsent

ACTIONS = ("keep", "move", "avoid", "note", "take_out", "undo")
ACTION, CHOICE, TO, KEY = "felt-juster", "felt-juster-hva", "felt-juster-til", "felt-juster-nokkel"
_DONE, _OVERTAKEN, _TIMES = "juster-ferdig", "juster-endret", "juster-ganger"
_LONGEST_NOTE = 2000
_Option = TypeVar("_Option")
# What is to be written, with a note or none; ``None`` where something has not been chosen.
Plan = Callable[[str], list[Writing] | None]


@st.fragment
def show_adjusting(board: MentorBoard, wanted: Wanted, context: PageContext) -> None:
    """The form, folded away; only this part runs again until something has been kept."""
    texts = context.texts
    with st.container(key="juster"):
        # Always there: were it only there with something in it, the form under it would be folded away when it comes.
        message = st.empty()
        if st.session_state.pop(_DONE, False):
            message.success(texts.say("adjust_done"))
        if overtaken := st.session_state.pop(_OVERTAKEN, None):
            message.warning(overtaken)
        with st.expander(texts.say("adjust")):
            action = st.radio(
                texts.say("adjust_what"), ACTIONS, key=ACTION, format_func=lambda each: texts.say(f"adjust_{each}")
            )
            with st.form("juster-skjema", border=False):
                plan = _fields(action, board, wanted, context)
                note = "" if action == "undo" else _note_field(texts)
                key = st.text_input(texts.say("adjust_key"), key=KEY, type="password", autocomplete="off").strip()
                sent = st.form_submit_button(texts.say("adjust_send"), key="send-juster")
            if sent:
                _send(None if action == "note" and not note else plan(note), key, context)


def note_key() -> str:
    """The note's field: a new one after each thing that was kept, so that no note goes along with the next."""
    return f"felt-juster-merknad-{_times()}"


def _times() -> int:
    """How often something has been kept in this session."""
    return int(st.session_state.get(_TIMES, 0))


def _note_field(texts: Texts) -> str:
    with unsent("merknad", str(_times())):
        return st.text_area(texts.say("adjust_words"), key=note_key(), max_chars=_LONGEST_NOTE, height=80).strip()


def _fields(action: str, board: MentorBoard, wanted: Wanted, context: PageContext) -> Plan:
    """The fields that say what is meant."""
    texts = context.texts
    known, pairs = notes_of(board), pairs_of(board, to_change=action != "note")
    mentors = {key[1]: row.match.mentor.municipality.name for key, row in pairs.items() if row.match}
    if action == "undo":
        taken_back = _select("adjust_decision", list(known.values()), lambda each: decision(each, texts), texts)
        return lambda _: [Writing({}, taken_back)] if taken_back else None
    if action == "take_out":
        out = _select("adjust_mentor", list(mentors), lambda number: mentors[number], texts)
        return lambda note: [decided((None, out), AVOIDED, note, wanted, known)] if out else None

    def in_words(key: Key) -> str:
        return texts.say("adjust_pair_of", asker=pairs[key].asker.name, mentor=mentors[key[1]])

    pair = _select("adjust_pair", list(pairs), in_words, texts)
    if action == "move":
        to = _other_mentor(wanted, context)
        return lambda note: moved(pair, to, note, wanted, board) if pair and to and to not in pair else None
    choice = {"keep": CHOSEN, "avoid": AVOIDED}.get(action)
    return lambda note: [decided(pair, choice, note, wanted, known)] if pair else None


def _other_mentor(wanted: Wanted, context: PageContext) -> str | None:
    """Anybody who could help with the theme; nobody where the API does not say who can."""
    texts = context.texts
    try:
        could = context.client.helpers(wanted.theme, texts.language)
    except ApiError as error:
        show_trouble(error, texts, key="feil-hjelpere")
        return None
    names = {each.municipality.kommunenummer: each.municipality.name for each in could if each.is_model}
    return _select("adjust_to", list(names), lambda number: names[number], texts, key=TO)


def _select(
    label: str, options: Sequence[_Option], in_words: Callable[[_Option], str], texts: Texts, *, key: str = CHOICE
) -> _Option | None:
    return st.selectbox(
        texts.say(label),
        options,
        index=None,
        key=f"{key}-{label}",
        format_func=in_words,
        placeholder=texts.say("adjust_choose"),
    )


def _send(writings: list[Writing] | None, key: str, context: PageContext) -> None:
    """Write, and let the whole page follow; whatever is refused, the fields keep what stands in them."""
    texts = context.texts
    if writings is None:
        st.warning(texts.say("adjust_incomplete"))
        return
    if not key or not key.isascii():
        st.warning(texts.say("adjust_key_missing"))
        return
    written = 0
    try:
        for each in writings:
            _write(each, key, context)
            written += 1
    except ApiError as error:
        if not (written or changed_by_others(error)):
            show_trouble(error, texts, key="feil-juster")
            return
        # What stands now is shown, and the fields keep what stands in them: sent again, it goes on from there.
        why = trouble_words(error, texts)
        st.session_state[_OVERTAKEN] = texts.say("adjust_half_done", why=why) if written else why
        st.rerun(scope="app")
    st.session_state[_DONE] = True
    st.session_state[_TIMES] = _times() + 1
    st.rerun(scope="app")


def _write(writing: Writing, key: str, context: PageContext) -> None:
    client, language = context.client, context.texts.language
    if writing.there is None:
        client.note_pair(writing.said, key, language)
    elif writing.said:
        version = {"version": writing.there.version}
        client.change_note(writing.there.id, {**version, **writing.said}, key, language)
    else:
        client.remove_note(writing.there.id, writing.there.version, key, language)
