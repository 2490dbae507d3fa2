"""The form that a file is sent in with, and what has been sent in before.

Hook for browser tests: the form has the class ``st-key-del-fil``, the list ``st-key-opplastinger``.
"""

from collections.abc import Sequence

import streamlit as st

from search_api.sharing.wire import UploadFound
from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import inline
from ui.share.desk import Desk
from ui.share.wanted import Wanted, go_to
from ui.texts import Texts
from ui.trouble import show_trouble
from ui.writing import date

SOURCE_TYPES = ("webinar", "rapport", "nyhet", "prosjektside", "veileder")
SOURCE = ("title", "publisher", "url", "date")
FILE, TYPE = "felt-del-fil", "felt-del-type"


def field_of(name: str) -> str:
    """The field of the form that says this of the source."""
    return f"felt-del-{name}"


def show_sending(desk: Desk, context: PageContext) -> None:
    """The form. Whatever is refused, the fields keep what stands in them."""
    texts = context.texts
    with st.container(key="del-fil"):
        st.header(texts.say("share_send_heading"), anchor=False)
        st.markdown(inline(texts.say("share_send_about")))
        with st.form("del-fil-skjema", border=False):
            sent = st.file_uploader(texts.say("share_file"), key=FILE)
            show_source_fields(texts, "")
            if st.form_submit_button(texts.say("share_send"), type="primary", key="send-fil"):
                _send(sent.name if sent else "", sent.getvalue() if sent else b"", desk, context)


def show_source_fields(texts: Texts, suffix: str) -> None:
    """What is said of the source: title, publisher, address, date and type."""
    left, right = st.columns(2)
    for column, names in ((left, ("title", "publisher")), (right, ("url", "date"))):
        for name in names:
            # The page has the name that the title would have.
            label = texts.say("share_title_field" if name == "title" else f"share_{name}")
            column.text_input(label, key=field_of(name) + suffix, max_chars=1000 if name == "url" else 200)
    st.selectbox(
        texts.say("share_type"),
        SOURCE_TYPES,
        index=None,
        key=TYPE + suffix,
        format_func=lambda each: texts.say(f"share_type_{each}"),
        placeholder=texts.say("share_choose"),
        width=320,
    )


def source_said(suffix: str) -> dict[str, str]:
    """What stands in the fields of the source."""
    fields = st.session_state
    said = {name: str(fields.get(field_of(name) + suffix) or "").strip() for name in SOURCE}
    return said | {"type": str(fields.get(TYPE + suffix) or "")}


def _send(name: str, content: bytes, desk: Desk, context: PageContext) -> None:
    texts = context.texts
    if not content:
        st.warning(texts.say("share_no_file"))
        return
    said = {key: value for key, value in source_said("").items() if value}
    try:
        with st.spinner(texts.say("share_reading")):
            upload = desk.send(content, {"filename": name[-200:], **said})
    except ApiError as error:
        show_trouble(error, texts, key="feil-del-fil")
        return
    go_to(Wanted(upload.id))
    st.rerun()


def show_uploads(uploads: Sequence[UploadFound], context: PageContext) -> None:
    """What has been sent in, with how far each has come."""
    texts = context.texts
    with st.container(key="opplastinger"):
        st.header(texts.say("share_uploads"), anchor=False)
        if not uploads:
            st.markdown(inline(texts.say("share_uploads_none")))
        for upload in uploads:
            told = texts.say(
                "share_upload_told",
                day=date(upload.uploaded.isoformat()),
                drafts=upload.drafts,
                published=upload.published,
            )
            st.button(
                inline(upload.title or upload.file_name),
                key=f"apne-{upload.id}",
                on_click=go_to,
                args=(Wanted(upload.id),),
            )
            st.caption(inline(f"{upload.file_name}: {told}"))
