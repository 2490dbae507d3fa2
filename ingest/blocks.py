"""What a reader hands on, whatever the format was: a document as blocks of text, each with its spot in the source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from kunnskapsbase.document import NOWHERE, Spot


class SourceType(StrEnum):
    """The file formats that are read, by what the content is and not by the file's name."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    CSV = "csv"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "tekst"
    VTT = "vtt"
    SRT = "srt"
    JSONL = "jsonl"
    AUDIO = "lyd"


class BlockKind(StrEnum):
    """What a block is in its document."""

    HEADING = "overskrift"
    PARAGRAPH = "avsnitt"
    LIST_ITEM = "punkt"
    TABLE = "tabell"
    QUOTE = "sitat"
    CAPTION = "figurtekst"
    NOTE = "note"


class Block(NamedTuple):
    """A heading, a paragraph, a list item … ``level`` is 1–6 for headings and 0 otherwise.

    ``trusted`` is false for text out of a flattened table; ``speaker`` is who says or means it, where that matters. A
    tuple, because a list has thousands of them and they are made and sent in a third of the time.
    """

    kind: BlockKind
    text: str
    spot: Spot = NOWHERE
    level: int = 0
    speaker: str | None = None
    trusted: bool = True


@lru_cache(maxsize=20_000)
def row_spot(row: int, sheet: str | None = None) -> Spot:
    """The same for that row of every list: most time of making a block went to making its spot."""
    return Spot(row=row, sheet=sheet)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a parser gave it, lines and all. ``number`` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of what was read: ``code`` for programs, ``message`` in Norwegian for people."""

    code: str
    message: str
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class RawExperience:
    """A row or line that holds a whole experience: the fields of a corpus file, not yet validated."""

    spot: Spot
    fields: Mapping[str, Any]


@dataclass
class Extract:
    """All that was read out of one file. ``metadata`` holds what the file says of itself: tittel, utgiver, dato, url.

    ``counts`` says how much there was (pages, slides, rows, cues, characters …), for the ledger and its bounds.
    ``links`` are the URLs that were moved out of the text, each once, in reading order.
    """

    source_type: SourceType
    parser: str
    blocks: list[Block] = field(default_factory=list)
    experiences: list[RawExperience] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
