"""The pages of «Løst før». Start them from the repository's root: ``PYTHONPATH=. streamlit run ui/app.py``."""

import logging

import streamlit as st

from ui.configuration import SettingError
from ui.document import set_up_document
from ui.frame import show_bottom, show_top
from ui.site import pages
from ui.texts import load_texts
from ui.visiting import this_visit

_LOG = logging.getLogger(__name__)


def main() -> None:
    """Show the page that the address names."""
    visit = this_visit()
    texts = load_texts(visit.language)
    page = st.navigation(pages(texts), position="hidden")
    set_up_document(texts)
    try:
        show_top(visit, texts)
        page.run()
        show_bottom(texts)
    except SettingError as error:
        # For the one who runs the page, who sees nothing but this until it is put right.
        _LOG.error("%s", error)
        st.error(str(error))
    except Exception:
        # Streamlit's own signals (rerun, stop) are no Exceptions, so only real faults end here.
        _LOG.exception("The page failed")
        st.error(texts.say("unexpected"))


main()
