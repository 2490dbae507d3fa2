"""One draft: each field with the sentences of the source it stands on; corrected, confirmed and published by a person.

Hook for browser tests: the form has the class ``st-key-utkast``.
"""

import streamlit as st

from search_api.sharing.wire import DraftFound, UploadFound
from ui.api_client import ApiError
from ui.context import PageContext
from ui.escaping import inline
from ui.share.desk import Desk
from ui.share.fields import fill, show_fields, told
from ui.share.wanted import Wanted, go_to
from ui.site import link_to
from ui.trouble import show_trouble
from ui.unsent import unsent

CONFIRMED = "utkast-bekreftet"
_DONE = "utkast-ferdig"
_CHANGED_MEANWHILE = 409


def show_draft(draft: DraftFound, upload: UploadFound, desk: Desk, context: PageContext) -> None:
    """The draft and its form; what is refused leaves the fields as they are."""
    texts = context.texts
    st.button(texts.say("share_back_upload"), key="tilbake", on_click=go_to, args=(Wanted(upload.id),))
    st.header(inline(draft.title or texts.say("share_untitled")), anchor=False)
    st.caption(inline(upload.title or upload.file_name))
    if done := st.session_state.pop(_DONE, None):
        st.success(texts.say(done))
    _show_standing(draft, upload, context)
    if not (_version_key(draft) in st.session_state and fill_stands(draft)):
        fill(draft)
        st.session_state[_version_key(draft)] = draft.version
    with st.container(key="utkast"):
        with unsent(draft.id, st.session_state[_version_key(draft)]):
            show_fields(draft, context)
        st.checkbox(texts.say("share_confirm"), key=CONFIRMED)
        with st.container(horizontal=True):
            save = st.button(texts.say("share_save"), key="lagre-utkast")
            publish = st.button(texts.say("share_publish"), type="primary", key="publiser")
    if save or publish:
        _write(draft, desk, context, publish=publish)
    _show_taking_back(draft, upload, desk, context)


def fill_stands(draft: DraftFound) -> bool:
    """Whether the fields of this draft are there: Streamlit forgets them after a run that failed before they came."""
    return f"felt-{draft.id}-title" in st.session_state


def _show_standing(draft: DraftFound, upload: UploadFound, context: PageContext) -> None:
    texts = context.texts
    if draft.solution_id:
        with st.container(key="publisert"):
            st.info(texts.say("share_published_as"))
            link_to("solution", texts.say("share_see_published"), context.visit, id=draft.solution_id)
    elif lacks := [each.parameter for each in draft.missing]:
        st.info(inline(texts.say("share_lacks", what=", ".join(texts.say(f"share_lack_{name}") for name in lacks))))
        if any(name.startswith("source_") for name in lacks):
            st.button(texts.say("share_to_source"), key="til-kilden", on_click=go_to, args=(Wanted(upload.id),))


def _version_key(draft: DraftFound) -> str:
    """Where it stands which version a draft's fields were filled from, so that nothing newer is written over."""
    return f"versjon-{draft.id}"


def _write(draft: DraftFound, desk: Desk, context: PageContext, *, publish: bool) -> None:
    """Keep what stands in the fields, and publish it where that is asked for and confirmed."""
    texts, fields = context.texts, st.session_state
    try:
        kept = desk.correct(draft.id, fields[_version_key(draft)], told(draft))
        fields[_version_key(draft)] = kept.version
        if publish and not fields.get(CONFIRMED):
            st.warning(texts.say("share_not_confirmed"))
            return
        if publish:
            desk.publish(draft.id, kept.version)
    except ApiError as error:
        show_trouble(error, texts, key="feil-utkast")
        if error.problem is not None and error.problem.status == _CHANGED_MEANWHILE:
            st.button(texts.say("share_fetch_again"), key="hent-pa-nytt", on_click=_forget, args=(draft,))
        return
    fields[_DONE] = "share_published" if publish else "share_saved"
    # Filled anew from what is kept: what is private was taken out, and there is room for one more gain.
    _forget(draft)
    st.rerun()


def _forget(draft: DraftFound) -> None:
    """Have the fields filled anew from what is kept."""
    st.session_state.pop(_version_key(draft), None)


def _show_taking_back(draft: DraftFound, upload: UploadFound, desk: Desk, context: PageContext) -> None:
    texts = context.texts
    name = "withdraw" if draft.solution_id else "discard"
    if not st.button(texts.say(f"share_{name}"), key="ta-tilbake", type="tertiary"):
        return
    try:
        if draft.solution_id:
            desk.withdraw(draft)
            _forget(draft)
        else:
            desk.discard(draft)
            go_to(Wanted(upload.id))
    except ApiError as error:
        show_trouble(error, texts, key="feil-ta-tilbake")
        return
    st.rerun()
