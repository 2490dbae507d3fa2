"""Web pages: the main text by trafilatura, without menus, footers and cookie banners; scripts are never run.

Settings were chosen on the pages in tests/ingest/readers/pages.py. Of 30 pieces that should come out and 46 that should
not, the library's own setting gave 29 and 6, precision 27 and 0, recall 30 and 4; recall after ``_FURNITURE`` is taken
out gives 30 and 0. A breadcrumb left in a short page also makes the library fall back to text without its table.
Haystack's ``HTMLToDocument`` (3.4) is the same library with its text as one string, without headings and lists.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml.etree import LxmlError, _Element
from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import load_html

from ingest.blocks import Block, BlockKind, Extract, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.encoding import decode, read_bytes
from ingest.readers.html_metadata import page_metadata

# They log what they leave out, and one of them the page's address.
for _library in ("trafilatura", "htmldate", "justext", "courlan", "charset_normalizer"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

# The library takes 1–2 s and about 40 MB of memory for each MB of page; pages larger than this are full of pictures.
MAX_MEGABYTES = 10
# An element is found by its name at once; only the marks are looked for in every element that has any.
_FURNITURE = [
    "//nav",
    "//button[not(@aria-expanded)]",
    "//header[not(ancestor::main or ancestor::article)]",
    "//footer[not(ancestor::main or ancestor::article)]",
    "//*[@class or @role][contains(@class,'breadcrumb')"
    " or @role='navigation' or @role='dialog' or @role='alertdialog' or @role='search']",
]
_INLINE = {"hi", "ref", "del", "code", "graphic"}
_KINDS = {"p": BlockKind.PARAGRAPH, "item": BlockKind.LIST_ITEM, "quote": BlockKind.QUOTE}
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TWO_BREAKS = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"^[·•▪◦\uf0b7]\s*")
_ASKS_FOR_SCRIPT = re.compile(r"javascript", re.IGNORECASE)
# Fewer letters than this on a page that asks for JavaScript is its notice of that, and not the page.
_NOTICE = 400


def read(file: Path, limits: Limits) -> Extract:
    """Read a saved web page: headings with their levels, paragraphs, list items, quotes and tables.

    Raises:
        UnreadableError: the file is empty, too large, no text, or a page that only a browser can fill.
    """
    data = read_bytes(file, limits)
    if len(data) > MAX_MEGABYTES * 1_000_000:
        raise UnreadableError(
            Reason.TOO_LARGE,
            f"Nettsiden er på {len(data) / 1_000_000:.0f} MB; grensen er {MAX_MEGABYTES} MB. Lagre den på nytt uten "
            "bilder («bare HTML»).",
        )
    declared = _CHARSET.search(data[:4096])
    text, remarks = decode(data, declared.group(1).decode("ascii").lower() if declared else None)
    page = _extracted(_XML_DECLARATION.sub("", text))
    blocks = list(_blocks(page.body)) if page is not None else []
    letters = sum(len(block.text) for block in blocks)
    asks = _ASKS_FOR_SCRIPT.search(" ".join(block.text for block in blocks)) if letters < _NOTICE else None
    if page is None or not letters or asks:
        raise _no_text(text)
    found = Extract(SourceType.HTML, "trafilatura", blocks=blocks, remarks=remarks)
    found.metadata = page.metadata
    found.counts = {"characters": letters, "blocks": len(blocks)}
    return found


@dataclass(frozen=True, slots=True)
class _Page:
    """Trafilatura's ``body`` of a page, a tree of head, p, list, item, table, row, cell and quote; and its metadata."""

    body: _Element
    metadata: dict[str, str]


def _extracted(text: str) -> _Page | None:
    try:
        tree = load_html(text)
        if tree is None:
            return None
        # Before the text is taken out: the library works on a copy, and in the order of its own extraction.
        metadata = page_metadata(tree)
        document = bare_extraction(
            tree,
            favor_recall=True,
            include_comments=False,
            prune_xpath=_FURNITURE,
            # Any other than «python», which writes the whole text out as a string that is not used here.
            output_format="xml",
        )
    except (TypeError, ValueError):
        # What the library itself takes for a page without text.
        return None
    except (AttributeError, RecursionError, LxmlError) as error:
        raise UnreadableError(
            Reason.INVALID, "Nettsiden har en oppbygning som ikke kan leses. Skriv den ut som PDF og bruk den."
        ) from error
    return _Page(document.body, metadata) if isinstance(document, Document) else None


def _no_text(text: str) -> UnreadableError:
    if "<script" in text.lower():
        return UnreadableError(
            Reason.NO_TEXT,
            "Siden får teksten sin fra JavaScript, og den lagrede filen er tom. Åpne siden i en nettleser og skriv den "
            "ut som PDF, eller lagre den derfra som «hele nettsiden».",
        )
    return UnreadableError(
        Reason.NO_TEXT, "Fant ingen hovedtekst på siden. Skriv den ut som PDF, eller lim teksten inn i en tekstfil."
    )


def _blocks(body: _Element) -> Iterator[Block]:
    level = 1
    for block in _walk(body, BlockKind.PARAGRAPH):
        if block.kind is not BlockKind.HEADING:
            yield block
            continue
        # A heading without a level is the line that opens a fold-out: it stands one below the heading before it.
        level = block.level or min(level + 1, 6)
        yield Block(BlockKind.HEADING, block.text, level=level)
        level = level if block.level else level - 1


def _walk(element: _Element, kind: BlockKind) -> Iterator[Block]:
    """The blocks of an element; lxml's parser lets no tree be deeper than 256, so recursion is safe."""
    text = _squeezed(element.text)
    for child in element:
        if child.tag == "lb":
            text += "\n" + _squeezed(child.tail)
        elif child.tag in _INLINE:
            text += _squeezed("".join(child.itertext())) + _squeezed(child.tail)
        else:
            yield from _paragraphs(text, kind)
            yield from _block_element(child, kind)
            text = _squeezed(child.tail)
    yield from _paragraphs(text, kind)


def _block_element(element: _Element, kind: BlockKind) -> Iterable[Block]:
    if element.tag == "head":
        heading = " ".join("".join(element.itertext()).split())
        rend = element.get("rend") or ""
        level = int(rend[1]) if re.fullmatch("h[1-6]", rend) else 0
        return (Block(BlockKind.HEADING, heading, level=level),) if heading else ()
    if element.tag == "table":
        table = "\n".join(row for row in map(_row, element.iter("row")) if row)
        return (Block(BlockKind.TABLE, table),) if table else ()
    # A paragraph inside a list item or a quote is part of it.
    inner = _KINDS.get(element.tag, BlockKind.PARAGRAPH)
    inner = kind if inner is BlockKind.PARAGRAPH else inner
    return _walk(element, inner) if len(element) else _paragraph(element.text or "", inner)


def _row(row: _Element) -> str:
    cells = [" ".join(" ".join(cell.itertext()).split()) for cell in row.iter("cell")]
    return " | ".join(cells).strip() if any(cells) else ""


def _paragraphs(text: str, kind: BlockKind) -> Iterable[Block]:
    """Two line breaks in a row part paragraphs, as pages without paragraph tags write them."""
    if "\n" not in text:
        return _paragraph(text, kind) if text else ()
    return [block for piece in _TWO_BREAKS.split(text) for block in _paragraph(piece, kind)]


def _paragraph(text: str, kind: BlockKind) -> tuple[Block, ...]:
    plain = " ".join(text.split())
    if bullet := _BULLET.match(plain):
        kind, plain = BlockKind.LIST_ITEM, plain[bullet.end() :]
    return (Block(kind, plain),) if plain else ()


def _squeezed(text: str | None) -> str:
    """The text with single spaces, of which one may stand at either end."""
    if not text:
        return ""
    squeezed = " ".join(text.split())
    if not squeezed:
        return " "
    return f"{' ' if text[0].isspace() else ''}{squeezed}{' ' if text[-1].isspace() else ''}"
