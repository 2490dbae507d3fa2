"""Pages as a parser gave them → blocks of running text: the order in which the repairs are made, and the account.

Headers go first, for they would part paragraphs; then letter-spacing and notes, page by page; then URLs; and last the
lines are put together across pages, which is where hyphens are decided.
"""

from collections import deque
from collections.abc import Sequence
from functools import lru_cache

from ingest.blocks import Block, BlockKind, Page, Remark
from ingest.cleaning.boxes import is_quote
from ingest.cleaning.contents import without_contents
from ingest.cleaning.hyphens import Hyphens
from ingest.cleaning.layout import Line, lines_of
from ingest.cleaning.links import Links
from ingest.cleaning.margins import without_margins
from ingest.cleaning.notes import NotePage, cut_notes, give_back_rest, without_marks
from ingest.cleaning.paragraphs import CAPTION, Paragraphs, Piece
from ingest.cleaning.result import Cleaned, Tally
from ingest.cleaning.spacing import close_letter_spacing
from ingest.cleaning.speakers import with_speakers
from ingest.cleaning.tidying import tidy
from ingest.cleaning.vocabulary import Vocabulary
from kunnskapsbase.document import Spot


def clean_pages(pages: Sequence[Page]) -> Cleaned:
    """The text of ``pages`` as blocks in reading order, each with the page it begins on; see the modules for the rules.

    Takes what pypdf, pypdfium2 or a text extract gives: one string a page, with its line ends. Never raises; a document
    without text gives no blocks.
    """
    tally = Tally(pages=len(pages))
    lined = [without_contents(lines, tally) for lines in without_margins(lines_of(pages), tally)]
    close_letter_spacing((line for lines in lined for line in lines), tally)
    parted = _without_notes(lined, tally)
    links = Links(tally)
    for page in parted:
        page.body = links.take(page.body)
        page.box = links.take(page.box)
        for note in page.notes:
            note[:] = links.take(note)
        # What looked like an address and is none goes back.
        page.body += links.take(page.addresses)
    blocks = _blocks(parted, tally)
    found = links.all()
    return Cleaned(with_speakers(blocks), _remarks(blocks), _counts(blocks, found, tally), found)


def _without_notes(lined: Sequence[list[Line]], tally: Tally) -> list[NotePage]:
    pages: list[NotePage] = []
    last = 0
    for lines in lined:
        page = cut_notes(lines, last)
        last = page.numbers[-1] if page.numbers else last
        if pages:
            give_back_rest(page, pages[-1])
        without_marks([*page.body, *page.box], page.numbers, tally)
        tally["notes"] += len(page.notes)
        pages.append(page)
    return pages


def _blocks(parted: Sequence[NotePage], tally: Tally) -> list[Block]:
    """The blocks of the text, with each page's boxes and notes after the block that ends on or runs over from it."""
    lines = [line for page in parted for line in page.body]
    aside = [line for page in parted for part in (page.box, *page.notes) for line in part]
    vocabulary = Vocabulary([*lines, *aside])
    hyphens = Hyphens(lines, vocabulary, tally)
    paragraphs = Paragraphs([page.body for page in parted], vocabulary, tally)
    later = deque(page for page in parted if page.box or any(page.notes))
    blocks: list[Block] = []
    for piece in paragraphs.pieces(lines):
        while later and later[0].number < piece.page:
            blocks.extend(_asides(later.popleft(), paragraphs, hyphens, tally))
        blocks.extend(_block(piece, hyphens, tally))
    for page in later:
        blocks.extend(_asides(page, paragraphs, hyphens, tally))
    return blocks


def _asides(page: NotePage, paragraphs: Paragraphs, hyphens: Hyphens, tally: Tally) -> list[Block]:
    blocks: list[Block] = []
    for piece in paragraphs.pieces(page.box):
        if piece.kind is BlockKind.HEADING:
            # A heading in a box is none of the document's: what comes after the box does not stand under it.
            piece.kind, piece.level = BlockKind.PARAGRAPH, 0
        blocks.extend(_block(piece, hyphens, tally))
    for note in page.notes:
        if any(any(map(str.isalpha, line.text)) for line in note):
            blocks.extend(_block(Piece(BlockKind.NOTE, note), hyphens, tally))
    return blocks


def _block(piece: Piece, hyphens: Hyphens, tally: Tally) -> list[Block]:
    if piece.kind is BlockKind.TABLE:
        text = "\n".join(tidy(part) for part in hyphens.rows(piece.lines))
    else:
        text = tidy(hyphens.join(piece.lines))
    if not any(map(str.isalnum, text)):
        return []
    kind = BlockKind.QUOTE if piece.kind is BlockKind.PARAGRAPH and is_quote(text) else piece.kind
    tally[f"blocks_{kind.value}"] += 1
    return [Block(kind, text, _spot(piece.page), piece.level, trusted=kind is not BlockKind.TABLE)]


@lru_cache(maxsize=100)
def _spot(page: int) -> Spot:
    """The same for every block of a page: most time of making a block went to making its spot."""
    return Spot(page=page)


def _remarks(blocks: Sequence[Block]) -> list[Remark]:
    remarks = []
    for block in blocks:
        if block.kind is BlockKind.CAPTION and (match := CAPTION.match(block.text)):
            message = f"{match.group(1)} {match.group(2)} er ikke med i teksten, bare figurteksten. Se kilden."
            remarks.append(Remark("figur_mangler", message, block.spot))
        elif block.kind is BlockKind.TABLE:
            message = "En tabell ble lest linje for linje. Rader og kolonner kan være blandet; se kilden."
            remarks.append(Remark("flat_tabell", message, block.spot))
    return remarks


def _counts(blocks: Sequence[Block], links: Sequence[str], tally: Tally) -> dict[str, int]:
    return {
        **dict(tally),
        "blocks": len(blocks),
        "characters": sum(len(block.text) for block in blocks),
        "links": len(links),
    }
