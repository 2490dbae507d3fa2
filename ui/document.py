"""The page around the content: title, icon, look and language."""

import json
from pathlib import Path

import streamlit as st

from ui.question import Question
from ui.texts import LANGUAGES, Texts, catalogue

_HERE = Path(__file__).parent
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
}
# Runs in the browser. Nothing but our own catalogue is written into it.
_SCRIPT = """
<script>
(() => {
  document.documentElement.lang = %(language)s;
  window.ownWords = %(words)s;
  const labels = ["aria-label", "title"];
  const change = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const word = window.ownWords[node.nodeValue.trim()];
      if (word && word !== node.nodeValue) node.nodeValue = word;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const label of labels) {
        const word = window.ownWords[node.getAttribute(label)];
        if (word && word !== node.getAttribute(label)) node.setAttribute(label, word);
      }
    }
  };
  const walk = (root) => {
    change(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) change(walker.currentNode);
  };
  walk(document.body);
  if (!window.ownWordsWatched) {
    window.ownWordsWatched = true;
    new MutationObserver((changes) => {
      for (const each of changes) {
        if (each.type === "childList") each.addedNodes.forEach(walk);
        else change(each.target);
      }
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: labels });
  }
})();
</script>
"""


def own_words(texts: Texts) -> dict[str, str]:
    """Streamlit's words, and ours in the other language, with what they are called in this one."""
    words: dict[str, str] = {}
    for english, key in _STREAMLITS_WORDS.items():
        wanted = texts.say(key)
        words |= {catalogue(language)[key]: wanted for language in LANGUAGES} | {english: wanted}
    return words


def set_up_document(question: Question, texts: Texts) -> None:
    """Name the page after what is asked, and tell browsers and screen readers which language it is in."""
    title = texts.say("page_title_question", question=question.text) if question.asks else texts.say("page_title")
    st.set_page_config(page_title=title, page_icon=str(_HERE / "favicon.svg"), layout="centered")
    st.html(_HERE / "style.css")
    script = _SCRIPT % {
        "language": json.dumps(texts.language),
        "words": json.dumps(own_words(texts), ensure_ascii=True),
    }
    st.html(script, unsafe_allow_javascript=True)
