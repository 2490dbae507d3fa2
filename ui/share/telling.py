"""What was read, as HTML: counts, what was masked, the pieces of text, and the sentences a field stands on."""

from collections.abc import Sequence

from search_api.sharing.wire import Counted, SegmentFound, SentenceFound, UploadFound
from ui.markup import anchor, bullets, text, under
from ui.texts import Texts
from ui.writing import number


def read_html(upload: UploadFound, texts: Texts) -> str:
    """How much of each kind was read and masked, and what there is to know of it."""
    read = [Counted(kind="segments", words=texts.say("share_pieces"), number=upload.segments), *upload.counts]
    masked = _counted(upload.masked) or f"<p>{text(texts.say('share_masked_none'))}</p>"
    parts = (
        under(texts.say("share_read"), _counted(read), level=2),
        under(texts.say("share_masked"), masked + f"<p>{text(texts.say('share_masked_about'))}</p>", level=2),
        under(texts.say("share_remarks"), bullets(map(text, upload.remarks)), level=2),
    )
    return f'<div class="kort hel">{"".join(parts)}</div>'


def _counted(counted: Sequence[Counted]) -> str:
    return bullets(text(f"{each.words}: {number(each.number)}".capitalize()) for each in counted)


def pieces_html(pieces: Sequence[SegmentFound], label: str) -> str:
    """The pieces in their order, each with its place, headings and speaker."""
    rows = []
    for each in pieces:
        where = anchor(each.place, each.url) if each.place else ""
        above = " · ".join(part for part in (where, text(" › ".join(each.headings)), text(each.speaker or "")) if part)
        rows.append(f'<p class="sted">{above}</p><p>{text(each.text)}</p>')
    inside = "".join(f"<li>{row}</li>" for row in rows)
    return f'<ol class="biter" aria-label="{text(label)}">{inside}</ol>'


def sentences_html(sentences: Sequence[SentenceFound], texts: Texts) -> str:
    """The sentences of the source that a field stands on, with where each stands."""
    if not sentences:
        return ""
    rows = []
    for each in sentences:
        where = f" ({anchor(each.place, each.url)})" if each.place else ""
        rows.append(f"«{text(each.text)}»{where}")
    return f'<div class="kildesitat"><p>{text(texts.say("share_source_says"))}</p>{bullets(rows)}</div>'
