"""Plain text: text taken out of a PDF, with its pages, or ordinary text, wrapped or with one paragraph a line.

Text out of a PDF is known by its page starts; it goes through the same cleaning as a PDF's pages, and so does ordinary
text wrapped to a width. Where lines are not wrapped, each line is a paragraph.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

from ingest.blocks import Extract, Page, SourceType
from ingest.cleaning import Cleaned, clean_pages
from ingest.cleaning.page_starts import pages_of_extract
from ingest.cleaning.plain import clean_plain
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.encoding import decode, read_bytes
from ingest.readers.sniff_text import looks_like_text
from kunnskapsbase.document import NOWHERE

PARSER = "tekst"
_UTF_16_AND_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WIDEST_WRAPPED = 130
_FEWEST_PAIRS = 4
_ROOM = 0.9
_SAMPLE = 65_536


def read(file: Path, limits: Limits) -> Extract:
    """Read a text file in UTF-8, UTF-16, Windows-1252 or what else Norwegian offices have left behind.

    Raises:
        UnreadableError: the file is empty, too large, has too many pages, or is binary.
    """
    data = read_bytes(file, limits)
    _refuse_binary(data)
    text, remarks = decode(data, has_pages=True)
    pages = pages_of_extract(text)
    if pages and len(pages) > limits.pages:
        raise UnreadableError(
            Reason.TOO_MANY_PAGES,
            f"Teksten har {len(pages)} sider; grensen er {limits.pages}. Del den opp, eller hev KB_READ_PAGES.",
        )
    cleaned = clean_pages(pages) if pages else _ordinary(text)
    if not cleaned.blocks:
        raise UnreadableError(Reason.NO_TEXT, "Filen har ingen løpende tekst. Se etter om det er riktig fil.")
    counts = {**cleaned.counts, "characters": sum(len(block.text) for block in cleaned.blocks)}
    remarks += cleaned.remarks
    return Extract(SourceType.TEXT, PARSER, cleaned.blocks, counts=counts, remarks=remarks, links=cleaned.links)


def _refuse_binary(data: bytes) -> None:
    wide = data.startswith(_UTF_16_AND_32) or data[:2000].count(0) > len(data[:2000]) // 4
    if looks_like_text(data[:_SAMPLE]) and (wide or b"\x00" not in data):
        return
    raise UnreadableError(
        Reason.WRONG_ENCODING,
        "Filen har NUL-tegn eller andre binære data og er ikke ren tekst. Åpne den i programmet den kommer fra, og "
        "lagre den som ren tekst i UTF-8.",
    )


def _ordinary(text: str) -> Cleaned:
    """Text with no pages: no block has a page, since the numbers would mean nothing."""
    cleaned = clean_pages([Page(1, text)]) if _is_wrapped(text) else clean_plain(text)
    cleaned.blocks = [block._replace(spot=NOWHERE) for block in cleaned.blocks]
    cleaned.remarks = [replace(remark, spot=NOWHERE) for remark in cleaned.remarks]
    cleaned.counts.pop("pages", None)
    return cleaned


def _is_wrapped(text: str) -> bool:
    """Whether the lines were broken to a width: most had no room for the next word, or words are cut at line ends."""
    lines = [line.strip() for line in text.split("\n")]
    lengths = [len(line) for line in lines if line]
    if len(lengths) < _FEWEST_PAIRS:
        return False
    full = int(quantiles(lengths, n=20)[-3])
    if full > _WIDEST_WRAPPED:
        return False
    near = [(line, after) for line, after in _neighbours(lines) if line and after]
    no_room = sum(len(line) + 1 + len(after.split(None, 1)[0]) > _ROOM * full for line, after in near)
    return len(near) >= _FEWEST_PAIRS and 2 * no_room >= len(near)


def _neighbours(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Each line with the next; where every second line is empty, with the one after that."""
    filled = [line for line in lines if line]
    double = len(filled) > 1 and sum(not line for line in lines) >= 0.8 * len(filled)
    lines = filled if double else lines
    return list(pairwise(lines))
