"""From uploads and drafts to what goes over the wire, in the reader's language."""

from collections.abc import Mapping, Sequence

from kunnskapsbase.document import Document, DocumentPassage, Spot, address
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.sharing import ExperienceDraft, Upload, missing
from search_api.presenting_municipalities import brief
from search_api.presenting_passages import place
from search_api.sharing.wire import Counted, DraftFound, DraftGainFound, SegmentFound, SentenceFound, UploadFound
from search_api.translating import in_language, remark_in_language
from search_api.versions import version_of
from search_api.wire_service import ProblemError
from search_api.wording import Wording

# What was counted, in the order it is told; of a recording the minutes.
_COUNTED = ("pages", "slides", "sheets", "rows", "cues", "minutes", "tables", "characters")
_MASKED = ("fodselsnummer", "telefon", "epost", "navn")


def upload_found(upload: Upload, drafts: Sequence[ExperienceDraft], wording: Wording) -> UploadFound:
    """An upload, with how many of its drafts there are."""
    counts = dict(upload.counts)
    if seconds := counts.get("seconds"):
        counts["minutes"] = max(1, round(seconds / 60))
    return UploadFound(
        id=upload.id,
        file_name=upload.file_name,
        uploaded=upload.day,
        title=upload.title,
        publisher=upload.publisher,
        url=upload.url,
        date=upload.date,
        type=upload.type,
        type_words=wording.say(f"source_type_{upload.type.value}") if upload.type else None,
        segments=upload.segments,
        counts=_counted(counts, _COUNTED, "read", wording),
        masked=_counted(upload.masked, _MASKED, "masked", wording),
        remarks=[remark_in_language(each, wording.language) for each in upload.remarks],
        drafts=len(drafts),
        published=sum(each.solution_id is not None for each in drafts),
        version=version_of(upload),
    )


def segment_found(passage: DocumentPassage, upload: Upload, wording: Wording) -> SegmentFound:
    """A piece of the text of an upload."""
    spot = passage.spot
    return SegmentFound(
        number=passage.number,
        text=passage.text,
        place=place(spot, wording),
        url=address(upload.url, spot),
        page=spot.page,
        slide=spot.slide,
        second=None if spot.second is None else int(spot.second),
        row=spot.row,
        headings=list(passage.headings),
        speaker=passage.speaker,
    )


def segments_found(document: Document, upload: Upload, wording: Wording) -> list[SegmentFound]:
    """The text of an upload."""
    return [segment_found(each, upload, wording) for each in document.passages]


def draft_found(draft: ExperienceDraft, upload: Upload, register: MunicipalityRegister, wording: Wording) -> DraftFound:
    """A draft, with what it lacks."""

    def sentence(text: str, spot: Spot, field: str) -> SentenceFound:
        return SentenceFound(field=field, text=text, place=place(spot, wording), url=address(upload.url, spot))

    return DraftFound(
        **draft.model_dump(
            mode="json",
            exclude={"owners", "partners", "sentences", "gains"},
        ),
        owners=[brief(register.get(each)) for each in draft.owners],
        partners=[brief(register.get(each)) for each in draft.partners],
        gains=[DraftGainFound(**each.model_dump(mode="json")) for each in draft.gains],
        sentences=[sentence(each.text, each.spot, each.field.value) for each in draft.sentences],
        missing=[
            ProblemError(parameter=name, message=in_language(words, wording.language))
            for name, words in missing(draft, upload)
        ],
        version=version_of(draft),
    )


def _counted(numbers: Mapping[str, int], kinds: Sequence[str], prefix: str, wording: Wording) -> list[Counted]:
    return [
        Counted(kind=kind, words=wording.say(f"{prefix}_{kind}"), number=numbers[kind])
        for kind in kinds
        if numbers.get(kind)
    ]
