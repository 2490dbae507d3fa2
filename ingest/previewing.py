"""A file read, masked and looked through for experiences, with nothing kept: what the page Del shows an organiser.

The same steps as those that take a document in, without the one that records.
"""

from pathlib import Path

from haystack import Pipeline

from ingest import bounds
from ingest.document_recording import remark_in_words
from ingest.documents import DocumentMaker, DocumentReader, Job, PrivacyMasker, file_hash
from ingest.drafts import Draft, Quote, drafts
from ingest.gathering import Found
from kunnskapsbase.added import LONGEST
from kunnskapsbase.document import Document
from kunnskapsbase.document_text import DOCUMENT
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.settings import Settings
from kunnskapsbase.sharing import MOST_MUNICIPALITIES, DraftField, DraftGain, Proposal, Reading, SourceSentence
from kunnskapsbase.solution import GainType

_MOST_REMARKS = 50
# What a counted unit is a gain in; other gains are for the person to sort.
_TYPES = {
    GainType.ECONOMIC: ("kroner",),
    GainType.TIME: ("timer", "timar", "dager", "dagar", "uker", "veker", "måneder", "månader"),
    GainType.CLIMATE: ("tonn", "kwh", "mwh", "gwh"),
}
_EMPTY = "Fant ingen tekst i filen. Se om det er riktig fil."
_FINISHED = (
    "Filen er en liste over ferdige erfaringer. Den som driver tjenesten, kan ta den inn med «python -m ingest add»."
)


class Previewer:
    """Reads one file after another in the reading process, which it keeps; ``close`` ends it."""

    def __init__(self, settings: Settings) -> None:
        self._register = load_register(settings.corpus / "kommuner")
        self._reader = DocumentReader(settings.portable())
        self._pipeline = Pipeline()
        self._pipeline.add_component("reader", self._reader)
        self._pipeline.add_component("masker", PrivacyMasker())
        self._pipeline.add_component("maker", DocumentMaker(settings.portable()))
        self._pipeline.connect("reader.job", "masker.job")
        self._pipeline.connect("masker.job", "maker.job")

    def close(self) -> None:
        """End the reading process."""
        self._reader.close()

    def preview(self, file: Path) -> Reading:
        """What stands in ``file``, masked, and what in it may be an experience."""
        # Accepted, because a person sees all that was read before anything is made of it.
        job = Job(Found(file, file.name, DOCUMENT, file.parent), file_hash(file), "", accepted=True)
        done: Job = self._pipeline.run({"reader": {"job": job}})["maker"]["job"]
        if done.refusal:
            return Reading(refused=" ".join(message for _, message in done.refusal.problems))
        assert done.extract is not None
        if done.document is None:
            return Reading(refused=_FINISHED if done.solutions else _EMPTY)
        return self._reading(done.document, done)

    def _reading(self, document: Document, done: Job) -> Reading:
        assert done.extract is not None
        doubt = bounds.suspicion(done.extract, len(document.passages))
        remarks = [*([doubt] if doubt else []), *(remark_in_words(each) for each in done.extract.remarks)]
        return Reading(
            document=document.model_copy(update={"title": _visible(document.title)}),
            counts={name: number for name, number in done.extract.counts.items() if number},
            masked={kind: number for kind, number in done.masked.items() if number},
            remarks=tuple(map(_visible, remarks[:_MOST_REMARKS])),
            proposals=tuple(_proposal(each, document) for each in drafts(document, self._register)),
        )


def _proposal(draft: Draft, document: Document) -> Proposal:
    quoted = (
        (DraftField.CHALLENGE, draft.challenge),
        (DraftField.APPROACH, draft.approach),
        (DraftField.GAINS, draft.gains),
        (DraftField.LESSONS, draft.lessons),
    )
    return Proposal(
        title=_visible(draft.title)[:200].strip() or None,
        owners=draft.kommunenummer[:MOST_MUNICIPALITIES],
        challenge=_joined(draft.challenge),
        approach=_joined(draft.approach),
        lessons=_joined(draft.lessons),
        gains=tuple(
            # Without the number by itself: the sentence says it, and would be told with it twice.
            DraftGain(type=_gain_type(gain.unit), text=_visible(gain.text)[:LONGEST])
            for gain in draft.gains
        ),
        language="nn" if document.language == "nn" else "nb",
        sentences=tuple(
            SourceSentence(field=field, text=_visible(quote.text), spot=quote.spot)
            for field, quotes in quoted
            for quote in quotes
        ),
        confidence=draft.confidence,
        reasons=draft.reasons,
    )


def _joined(quotes: tuple[Quote, ...]) -> str | None:
    return " ".join(_visible(quote.text) for quote in quotes)[:LONGEST].strip() or None


def _gain_type(unit: str | None) -> GainType:
    said = (unit or "").lower()
    return next(
        (kind for kind, endings in _TYPES.items() if said.endswith(endings)),
        GainType.OTHER,
    )


def _visible(text: str) -> str:
    """The text without the characters that nobody sees, which what people write may not have either."""
    return "".join(each if each.isprintable() else " " for each in text)
