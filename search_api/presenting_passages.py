"""From passages found to what goes over the wire, in the reader's language."""

from typing import Literal, cast

from kunnskapsbase.document import Spot, address
from search_api.passages import FoundPassage, FoundPassages
from search_api.wire_passages import PassageAnswer, PassageHit
from search_api.wording import Wording

WireLanguage = Literal["nb", "nn", "se", "en", "da", "sv", "und"]


def _time(second: float) -> str:
    """As players show it: 4:07, 1:02:30."""
    minutes, seconds = divmod(int(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def place(spot: Spot, wording: Wording) -> str | None:
    """Where in its source a passage stands, in words."""
    if spot.page is not None:
        return wording.say("place_page", number=spot.page)
    if spot.slide is not None:
        return wording.say("place_slide", number=spot.slide)
    if spot.second is not None:
        return wording.say("place_second", time=_time(spot.second))
    if spot.row is None:
        return None
    if spot.sheet:
        return wording.say("place_row_sheet", number=spot.row, sheet=spot.sheet)
    return wording.say("place_row", number=spot.row)


def passage_hit(found: FoundPassage, wording: Wording) -> PassageHit:
    """One passage with its place."""
    document, passage = found.shelved.document, found.shelved.passage
    spot = passage.spot
    return PassageHit(
        text=passage.text,
        title=document.title,
        publisher=document.publisher,
        url=address(document.url, spot),
        page=spot.page,
        slide=spot.slide,
        minute=spot.minute,
        second=None if spot.second is None else int(spot.second),
        row=spot.row,
        place=place(spot, wording),
        date=document.date,
        language=cast("WireLanguage", passage.language),
        source_id=document.id,
        score=found.score,
        headings=list(passage.headings),
        speaker=passage.speaker,
        kind=document.kind.value,
        kind_words=wording.say(f"kind_{document.kind.value}"),
        trusted=passage.trusted,
    )


def passage_answer(found: FoundPassages, wording: Wording) -> PassageAnswer:
    """The answer of ``/v1/passages``."""
    message = None
    if not found.documents:
        message = wording.say("no_documents")
    elif not found.passages:
        message = wording.say("no_passages")
    elif not any(each.relevant for each in found.passages):
        message = wording.say("no_good_passage")
    return PassageAnswer(message=message, results=[passage_hit(each, wording) for each in found.passages])
