"""The page around the content: title, icon, look, language and landmarks."""

import json
from pathlib import Path

import streamlit as st

from ui.texts import LANGUAGES, Texts, catalogue

_HERE = Path(__file__).parent
_SCRIPTS = ("document.js", "unsent.js")
# What Streamlit says in English whatever the page's language, by the key of our own words for it.
_STREAMLITS_WORDS = {
    "Skip to main content": "own_skip",
    "No results": "own_no_results",
    "Clear value": "own_clear_value",
    "Clear all": "own_clear_all",
    "Increment": "own_increment",
    "Decrement": "own_decrement",
    "Open": "own_open",
    "Running...": "own_running",
    "Stop": "own_stop",
    "Connecting": "own_connecting",
    "Page not found": "own_not_found",
    "The page that you have requested does not seem to exist. Running the app's main page.": "own_not_found_text",
    "Close": "own_close",
    "Browse files": "own_browse",
    "Upload": "own_browse",
    "file upload": "own_browse",
    "Add files": "own_browse",
    "Show password": "own_show_key",
    "Hide password": "own_hide_key",
    "File must be 100.0MB or smaller.": "own_too_large",
}
# What it says with a name behind it.
_STREAMLITS_BEGINNINGS = {"Remove ": "own_remove"}
# What Streamlit's containers are to a screen reader: selector, role, key of the name.
_LANDMARKS = (
    (".st-key-meny", "navigation", "landmark_menu"),
    (".st-key-forsto-deler", "group", "landmark_understood"),
)


def own_words(texts: Texts) -> dict[str, str]:
    """Streamlit's words, and ours in the other language, with what they are called in this one."""
    words: dict[str, str] = {}
    for english, key in _STREAMLITS_WORDS.items():
        wanted = texts.say(key)
        words |= {catalogue(language)[key]: wanted for language in LANGUAGES} | {english: wanted}
    return words


def own_beginnings(texts: Texts) -> dict[str, str]:
    """The same for the beginnings of what Streamlit says with a name behind it."""
    beginnings: dict[str, str] = {}
    for english, key in _STREAMLITS_BEGINNINGS.items():
        wanted = f"{texts.say(key)} "
        others = {f"{catalogue(language)[key]} ": wanted for language in LANGUAGES}
        beginnings |= {each: word for each, word in (others | {english: wanted}).items() if each != word}
    return beginnings


def set_up_document(texts: Texts) -> None:
    """Give the page its icon and look, and tell browsers and screen readers which language it is in."""
    st.set_page_config(
        page_title=texts.say("site_title"),
        page_icon=str(_HERE / "favicon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(_HERE / "style.css")
    own = {
        "language": texts.language,
        "words": own_words(texts),
        "beginnings": own_beginnings(texts),
        "landmarks": [[where, role, texts.say(key)] for where, role, key in _LANDMARKS],
    }
    # Nothing but our own catalogue is written into the script; «<» is escaped all the same.
    values = json.dumps(own, ensure_ascii=True).replace("<", "\\u003c")
    script = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    st.html(f"<script>window.ownPage = {values};\n{script}</script>", unsafe_allow_javascript=True)


def name_page(title: str, texts: Texts) -> None:
    """Name the page in the browser's tab and history after what it shows."""
    st.set_page_config(page_title=texts.say("site_title_page", title=title))
