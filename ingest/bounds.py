"""How much text a document of each kind gives when it has been read well: a floor and a ceiling for each.

What falls outside was probably read badly (an empty layer of text, a table that multiplied) and is held back with its
reason, while the version before goes on serving. A person may look and accept it (``ingest retry --accept``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.blocks import Extract, SourceType

# A document of fewer characters than this says nothing that can be found and quoted.
_LEAST_CHARACTERS = 40
# Splitting aims at some hundred characters a passage; many more passages than this means that it broke.
_MOST_PASSAGES_PER_1000 = 12
_FREE_PASSAGES = 20
# A new version with less of the text than this, or so many times more, is not the same document read as well.
_LEAST_OF_BEFORE = 0.2
_MOST_OF_BEFORE = 20.0
_COMPARED_FROM = 2000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Characters per unit. ``unit`` is the reader's count, ``each`` how many of it make one of ``word``."""

    unit: str
    word: str
    least: float
    most: float
    each: float = 1.0


# Measured: the three long reports in the collected data hold 2,150, 2,890 and 5,250 characters a page on the average;
# the shortest document there has 1,870 in all. The floor is for the average over all pages, because a page of figures
# may hold nothing. Speech at 120–180 words a minute is 700–1,100 characters a minute, pauses not counted. Slides hold a
# title at least, and the notes make the most of the text; a row holds from a name to a paragraph in each column.
BOUNDS: Mapping[SourceType, Bounds] = {
    SourceType.PDF: Bounds("pages", "side", 100, 12_000),
    SourceType.DOCX: Bounds("pages", "side", 40, 20_000),
    SourceType.PPTX: Bounds("slides", "lysbilde", 8, 12_000),
    SourceType.XLSX: Bounds("rows", "rad", 2, 20_000),
    SourceType.CSV: Bounds("rows", "rad", 2, 20_000),
    SourceType.VTT: Bounds("seconds", "minutt", 40, 3_000, each=60),
    SourceType.SRT: Bounds("seconds", "minutt", 40, 3_000, each=60),
    SourceType.AUDIO: Bounds("seconds", "minutt", 40, 3_000, each=60),
}


def characters(extract: Extract) -> int:
    """The characters of text that were read."""
    return sum(len(block.text) for block in extract.blocks)


def suspicion(extract: Extract, passages: int, before: int | None = None) -> str | None:
    """Why this amount of text is unlikely, in Norwegian, or None. ``before`` is the characters of the version before.

    Rows that hold whole experiences are each checked by themselves and count as text here.
    """
    amount = characters(extract)
    if extract.experiences:
        return None
    if amount < _LEAST_CHARACTERS:
        return f"Bare {amount} tegn tekst ble funnet. Se om filen er tom, eller om teksten er bilder."
    return (
        _per_unit(extract, amount)
        or _too_many_passages(amount, passages)
        or (_unlike_before(amount, before) if before is not None else None)
    )


def _per_unit(extract: Extract, amount: int) -> str | None:
    bounds = BOUNDS.get(extract.source_type)
    units = extract.counts.get(bounds.unit, 0) / bounds.each if bounds else 0.0
    if bounds is None or units <= 0:
        return None
    # Less than one page or minute is counted as one: a clip of ten seconds is not a dense minute.
    rate = amount / max(1.0, units)
    if rate < bounds.least:
        found = f"Bare {rate:.0f} tegn per {bounds.word} ble funnet; ventet minst {bounds.least:g}."
        return f"{found} Trolig er teksten bilder."
    if rate > bounds.most:
        found = f"{rate:.0f} tegn per {bounds.word} ble funnet; ventet høyst {bounds.most:g}."
        return f"{found} Trolig er noe lest mange ganger."
    return None


def _too_many_passages(amount: int, passages: int) -> str | None:
    if passages == 0:
        return "Teksten ga ingen avsnitt som kan søkes i."
    if passages > _FREE_PASSAGES + amount / 1000 * _MOST_PASSAGES_PER_1000:
        return f"Teksten på {amount} tegn falt i {passages} biter. Trolig er oppsettet lest feil."
    return None


def _unlike_before(amount: int, before: int) -> str | None:
    if before < _COMPARED_FROM:
        return None
    if amount < before * _LEAST_OF_BEFORE:
        return f"Bare {amount} tegn ble funnet; forrige versjon hadde {before}. Se om filen er hel."
    if amount > before * _MOST_OF_BEFORE:
        return f"{amount} tegn ble funnet; forrige versjon hadde {before}. Se om det er samme dokument."
    return None
