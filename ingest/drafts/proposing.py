"""What in a document may be an experience: a municipality, what it did, and what is said of why and what came of it.

Rules, no model. A draft holds the source's own sentences, each with its spot, for a person to restate and confirm; it
is never published by itself. ``confidence`` counts what was found, and ``reasons`` says it in words.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ingest.drafts import cues
from kunnskapsbase.document import Document, DocumentPassage, Spot, address
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.sentences import sentences

# More municipalities than this named at once is a list, not somebody's story; the largest regional council has 16.
_MOST_MUNICIPALITIES = 16
# How many passages after the one that names the municipality may still be about it.
_FOLLOWING = 2
_MOST_SENTENCES = 4
_SURE, _LIKELY = 5, 3

Confidence = Literal["høy", "middels", "lav"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Quote(_Frozen):
    """A sentence of the source and where it stands."""

    text: str
    spot: Spot
    url: str | None = None


class GainQuote(Quote):
    """A sentence that tells of a gain; ``number`` and ``unit`` where it counts one."""

    number: float | None = None
    unit: str | None = None


class Wording(_Frozen):
    """A language model's restatement of a draft's parts; empty where it had nothing to say."""

    title: str = ""
    challenge: str = ""
    approach: str = ""
    lessons: str = ""


class Draft(_Frozen):
    """A proposed experience. ``passages`` are the numbers of the document's passages it is drawn from.

    ``wording`` is a language model's, and there only where one is configured.
    """

    id: str
    document_id: str
    title: str
    kommunenummer: tuple[str, ...]
    municipalities: tuple[str, ...]
    challenge: tuple[Quote, ...]
    approach: tuple[Quote, ...]
    gains: tuple[GainQuote, ...]
    lessons: tuple[Quote, ...]
    contacts: tuple[str, ...]
    passages: tuple[int, ...]
    confidence: Confidence
    reasons: tuple[str, ...]
    wording: Wording | None = None


def drafts(document: Document, register: MunicipalityRegister) -> list[Draft]:
    """The draft experiences of a document, surest first."""
    found = [
        draft
        for number, unit in enumerate(_units(document.passages), start=1)
        if (draft := _draft(document, number, unit, register))
    ]
    order = ["høy", "middels", "lav"]
    return sorted(found, key=lambda draft: (order.index(draft.confidence), -len(draft.gains), draft.passages))


def _units(passages: Iterable[DocumentPassage]) -> Iterator[list[DocumentPassage]]:
    """Passages that tell of the same municipalities: from where they are named, as far as the section reaches."""
    for _, group in groupby(passages, key=lambda passage: passage.headings):
        unit: list[DocumentPassage] = []
        since_named = 0
        for passage in group:
            named = passage.kommunenummer
            if len(named) > _MOST_MUNICIPALITIES:
                named = ()
            elsewhere = bool(named) and bool(unit) and not set(named) & set(unit[0].kommunenummer)
            since_named = 0 if named else since_named + 1
            if unit and (elsewhere or since_named > _FOLLOWING):
                yield unit
                unit = []
            if named or unit:
                unit.append(passage)
        if unit:
            yield unit


def _quotes(document: Document, unit: list[DocumentPassage]) -> list[Quote]:
    return [
        Quote(text=sentence, spot=passage.spot, url=address(document.url, passage.spot))
        for passage in unit
        for sentence in sentences(passage.text)
    ]


def _gain(quote: Quote) -> GainQuote:
    amount = cues.AMOUNT.search(quote.text)
    if amount is None:
        return GainQuote(**quote.model_dump())
    digits = amount["number"].replace("\u00a0", "").replace(" ", "").replace(".", "").replace(",", ".")
    return GainQuote(**quote.model_dump(), number=float(digits), unit=amount["unit"])


def _contacts(quotes: list[Quote]) -> tuple[str, ...]:
    roles = [
        " ".join(filter(None, [found.group(1), found["unit"] and f"({found['unit']})"]))
        for quote in quotes
        for found in cues.CONTACT_ROLE.finditer(quote.text)
    ]
    boxes = [found.group() for quote in quotes for found in cues.MAILBOX.finditer(quote.text)]
    return tuple(dict.fromkeys(roles + boxes))


def _draft(
    document: Document, number: int, unit: list[DocumentPassage], register: MunicipalityRegister
) -> Draft | None:
    quotes = _quotes(document, unit)
    approach = [quote for quote in quotes if cues.APPROACH.search(quote.text)]
    if not approach:
        return None
    gains = [_gain(quote) for quote in quotes if cues.GAIN.search(quote.text)]
    challenge = [quote for quote in quotes if cues.CHALLENGE.search(quote.text)]
    numbers = tuple(dict.fromkeys(each for passage in unit for each in passage.kommunenummer))
    names = tuple(register.get(each).name for each in numbers)
    points, reasons = _judge(unit, names, approach, challenge, gains)
    heading = unit[0].headings[-1] if unit[0].headings else document.title
    return Draft(
        id=f"{document.id}-utkast-{number}",
        document_id=document.id,
        title=heading if len(names) != 1 or names[0] in heading else f"{names[0]}: {heading}",
        kommunenummer=numbers,
        municipalities=names,
        challenge=tuple(challenge[:_MOST_SENTENCES]),
        approach=tuple(approach[:_MOST_SENTENCES]),
        gains=tuple(gains[:_MOST_SENTENCES]),
        lessons=tuple([quote for quote in quotes if cues.LESSON.search(quote.text)][:_MOST_SENTENCES]),
        contacts=_contacts(quotes),
        passages=tuple(passage.number for passage in unit),
        confidence="høy" if points >= _SURE else "middels" if points >= _LIKELY else "lav",
        reasons=reasons,
    )


def _judge(
    unit: list[DocumentPassage],
    names: tuple[str, ...],
    approach: list[Quote],
    challenge: list[Quote],
    gains: list[GainQuote],
) -> tuple[int, tuple[str, ...]]:
    """Points for what makes an experience, and what was found in words."""
    found: list[tuple[int, str]] = []
    if any(name in heading for heading in unit[0].headings for name in names):
        found.append((2, "kommunen står i overskriften"))
    if any(name in quote.text for quote in approach for name in names):
        found.append((2, "kommunen og det som ble gjort, står i samme setning"))
    if challenge:
        found.append((1, "det står hva som var vanskelig"))
    if any(gain.number is not None for gain in gains):
        found.append((2, "det står hva det ga, med tall"))
    elif gains:
        found.append((1, "det står hva det ga, uten tall"))
    if len(approach) > 1:
        found.append((1, "flere setninger forteller hva som ble gjort"))
    if not all(passage.trusted for passage in unit):
        found.append((-9, "teksten kommer fra en tabell som er lest feil, og må sjekkes mot kilden"))
    return sum(points for points, _ in found), tuple(words for _, words in found)
