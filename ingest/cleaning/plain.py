"""Ordinary text with one paragraph a line, as people and programs write it: no line is put together with another."""

import re

from ingest.blocks import Block, BlockKind, Page
from ingest.cleaning.characters import SOFT_HYPHEN
from ingest.cleaning.items import item_starts
from ingest.cleaning.layout import Line, lines_of
from ingest.cleaning.links import Links
from ingest.cleaning.result import Cleaned, Tally
from ingest.cleaning.tidying import tidy

_LONGEST_HEADING = 80
_ENDED = re.compile(r"[.,:;!…»\")]$")


def clean_plain(text: str) -> Cleaned:
    """Each line of ``text`` as a block: a list item, a heading (short, alone and not ended) or a paragraph."""
    tally = Tally()
    links = Links(tally)
    lines = links.take(lines_of([Page(1, text)])[0])
    starts = item_starts(lines)
    blocks = []
    for place, line in enumerate(lines):
        kind = _kind(lines, place, starts)
        tally.removed(line.text[: starts.get(place, 0)])
        words = tidy(line.text[starts.get(place, 0) :].replace(SOFT_HYPHEN, ""))
        if any(map(str.isalnum, words)):
            blocks.append(Block(kind, words, level=1 if kind is BlockKind.HEADING else 0))
            tally[f"blocks_{kind.value}"] += 1
    found = links.all()
    return Cleaned(blocks, counts={**tally, "blocks": len(blocks), "links": len(found)}, links=found)


def _kind(lines: list[Line], place: int, starts: dict[int, int]) -> BlockKind:
    if place in starts:
        return BlockKind.LIST_ITEM
    text = lines[place].text
    alone = place == 0 or lines[place].gap > 0
    followed = place + 1 < len(lines) and (place + 1 in starts or len(lines[place + 1].text) > len(text))
    if alone and followed and text[0].isupper() and len(text) <= _LONGEST_HEADING and not _ENDED.search(text):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH
