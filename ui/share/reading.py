"""One upload: what was read of it, what its source is, and the drafts that came of it.

Hooks for browser tests: the classes ``st-key-del-kilde`` (the source), ``st-key-utkastene`` and ``st-key-det-leste``.
"""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from search_api.sharing.wire import DraftFound, UploadFound
from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import inline
from ui.share.desk import Desk
from ui.share.sending import SOURCE, TYPE, field_of, show_source_fields, source_said
from ui.share.telling import pieces_html, read_html
from ui.share.wanted import PIECES, Wanted, go_to
from ui.trouble import show_trouble

_DONE, _FILLED_FROM = "del-ferdig", "del-kilde-fylt-fra"
_SURE = "felt-del-sikker"


def show_upload(upload: UploadFound, wanted: Wanted, desk: Desk, context: PageContext) -> None:
    """Everything of one upload; whatever fails in one part, the others stand."""
    texts = context.texts
    st.button(texts.say("share_back"), key="tilbake", on_click=go_to, args=(Wanted(),))
    st.header(inline(upload.title or upload.file_name), anchor=False)
    st.caption(inline(upload.file_name))
    if done := st.session_state.pop(_DONE, None):
        st.success(texts.say(done))
    st.html(read_html(upload, texts))
    show_source(upload, desk, context)
    _show_drafts(desk.drafts(upload.id), upload, desk, context)
    _show_pieces(upload, wanted, desk, context)
    _show_removal(upload, desk, context)


def show_source(upload: UploadFound, desk: Desk, context: PageContext) -> None:
    """What the source is called, who gave it out, and where others find it."""
    texts, fields, suffix = context.texts, st.session_state, f"-{upload.id}"
    if fields.get(_FILLED_FROM) != upload.version or TYPE + suffix not in fields:
        for name in SOURCE:
            fields[field_of(name) + suffix] = getattr(upload, name) or ""
        fields[TYPE + suffix], fields[_FILLED_FROM] = upload.type, upload.version
    whole = upload.title and upload.publisher and upload.url
    with (
        st.container(key="del-kilde"),
        st.expander(texts.say("share_source"), expanded=not whole),
        st.form("del-kilde-skjema", border=False),
    ):
        st.markdown(inline(texts.say("share_source_about")))
        show_source_fields(texts, suffix)
        if st.form_submit_button(texts.say("share_source_save"), key="lagre-kilde"):
            said = {name: value or None for name, value in source_said(suffix).items()}
            try:
                desk.change_source(upload, said)
            except ApiError as error:
                show_trouble(error, texts, key="feil-kilde")
                return
            fields[_DONE] = "share_source_saved"
            st.rerun()


def _show_drafts(drafts: Sequence[DraftFound], upload: UploadFound, desk: Desk, context: PageContext) -> None:
    texts = context.texts
    with st.container(key="utkastene"):
        st.header(texts.say("share_drafts"), anchor=False)
        st.markdown(inline(texts.say("share_drafts_about" if drafts else "share_drafts_none")))
        for draft in drafts:
            st.button(
                inline(draft.title or texts.say("share_untitled")),
                key=f"apne-{draft.id}",
                on_click=go_to,
                args=(Wanted(upload.id, draft.id),),
            )
            st.caption(inline(_standing(draft, context)))
        if st.button(texts.say("share_begin"), key="nytt-utkast"):
            try:
                begun = desk.begin(upload.id)
            except ApiError as error:
                show_trouble(error, texts, key="feil-nytt-utkast")
                return
            go_to(Wanted(upload.id, begun.id))
            st.rerun()


def _standing(draft: DraftFound, context: PageContext) -> str:
    """Who it is about, and how far it has come."""
    texts = context.texts
    names = ", ".join(each.name for each in draft.owners)
    if draft.solution_id:
        state = texts.say("share_is_published")
    elif draft.missing:
        state = texts.say("share_is_missing", count=len(draft.missing))
    else:
        state = texts.say("share_is_ready")
    found = texts.say(f"share_found_{_FOUND[draft.confidence]}") if draft.confidence else ""
    return " ".join(f"{part}." for part in (names, state, found) if part)


_FOUND = {"høy": "much", "middels": "some", "lav": "little"}


def _show_pieces(upload: UploadFound, wanted: Wanted, desk: Desk, context: PageContext) -> None:
    texts = context.texts
    with st.container(key="det-leste"):
        st.header(texts.say("share_text"), anchor=False)
        pieces = desk.segments(upload.id, wanted.pieces)
        st.caption(texts.say("share_text_of", shown=len(pieces.results), total=pieces.total))
        st.html(pieces_html(pieces.results, texts.say("share_text")))
        if len(pieces.results) < pieces.total:
            more = replace(wanted, pieces=wanted.pieces + 5 * PIECES)
            st.button(texts.say("share_more"), key="flere-biter", on_click=go_to, args=(more,))


def _show_removal(upload: UploadFound, desk: Desk, context: PageContext) -> None:
    texts = context.texts
    with st.container(key="slett-opplasting"), st.expander(texts.say("share_remove")):
        st.markdown(inline(texts.say("share_remove_about")))
        sure = st.checkbox(texts.say("share_remove_sure"), key=_SURE)
        if st.button(texts.say("share_remove_now"), key="slett", disabled=not sure):
            try:
                desk.remove(upload)
            except ApiError as error:
                show_trouble(error, texts, key="feil-slett")
                return
            go_to(Wanted())
            st.rerun()
