"""The page «Del» from top to bottom: the key, and then all uploads, one upload, or one draft of it."""

import streamlit as st

from ui.api_client import ApiError
from ui.context import PageContext, context_of
from ui.document import name_page
from ui.escaping import inline
from ui.share.desk import Desk
from ui.share.drafting import show_draft
from ui.share.reading import show_upload
from ui.share.sending import show_sending, show_uploads
from ui.share.themes import show_themes
from ui.share.wanted import Wanted
from ui.texts import load_texts
from ui.trouble import show_trouble
from ui.visiting import this_visit

KEY = "felt-del-nokkel"


def show_page() -> None:
    """Show what the address names, for the holder of the key in the field."""
    visit = this_visit()
    texts = load_texts(visit.language)
    name_page(texts.say("page_share"), texts)
    st.title(texts.say("share_title"), anchor=False)
    st.markdown(inline(texts.say("share_intro")))
    try:
        context = context_of(visit, texts)
    except ApiError as error:
        show_trouble(error, texts)
        return
    st.text_input(
        texts.say("share_key"),
        key=KEY,
        type="password",
        autocomplete="off",
        width=420,
        max_chars=200,
        # Whoever looks at what was published, and comes back, is still let in.
        persist_state="session",
    )
    key = str(st.session_state.get(KEY) or "").strip()
    if not key or not key.isascii():
        st.info(texts.say("share_key_missing"))
        return
    try:
        _show(Wanted.from_address(st.query_params), Desk(context.client.as_holder(key, texts.language)), context)
    except ApiError as error:
        show_trouble(error, texts)


def _show(wanted: Wanted, desk: Desk, context: PageContext) -> None:
    if wanted.upload is None:
        uploads = desk.uploads()
        show_sending(desk, context)
        show_uploads(uploads, context)
        show_themes(desk, context)
        return
    upload = desk.upload(wanted.upload)
    if wanted.draft is None:
        show_upload(upload, wanted, desk, context)
    else:
        show_draft(desk.draft(wanted.draft), upload, desk, context)
