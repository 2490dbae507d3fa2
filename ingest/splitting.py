"""A document's blocks cut into passages: by headings, speakers and sentences, in sizes chosen by measurement.

Never are two speakers, two headings or text and table in one passage, and no sentence is cut. What repeats itself
within a document is left as it is: near-identical passages are folded when a question is answered, because only then is
it known which of them is the better one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ingest.blocks import Block, BlockKind
from kunnskapsbase.document import DocumentPassage, Spot
from kunnskapsbase.language import UNDETERMINED, language_of
from kunnskapsbase.sentences import sentences


@dataclass(frozen=True, slots=True)
class Sizes:
    """Characters: a passage is at most ``ceiling`` long, and a rest shorter than ``floor`` goes with what is beside it.

    Measured on articles, laws and reports (``eval/results/oppdeling.md``). In the reports the spot that answers comes
    within 2,400 characters of reading equally often from 450 to 1,000 (0.90 to 0.92), and less often from 1,300 (0.86);
    of those, 1,000 ranks best (nDCG@10 0.81 against 0.76 to 0.80). Headings of laws are better answered by shorter.
    """

    floor: int = 100
    ceiling: int = 1000


SIZES = Sizes()
# A «sentence» longer than this many ceilings is no sentence, but a list or a table read as one: it is cut at a space.
_CEILINGS_A_SENTENCE = 2
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "»", "”", '"', ")")
# Blocks of these kinds stand beside the running text and are not mixed with it.
_ASIDE = {BlockKind.TABLE, BlockKind.NOTE, BlockKind.CAPTION, BlockKind.QUOTE}


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is not cut: a sentence, a row or a list item. ``lead_in`` is the sentence that an item's list began with."""

    text: str
    spot: Spot
    joint: str = " "
    lead_in: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """What all of a passage must have in common."""

    headings: tuple[str, ...]
    speaker: str | None
    trusted: bool
    aside: BlockKind | None
    address: tuple[int | None, int | None, str | None]


@dataclass(slots=True)
class _Held:
    """A passage on its way."""

    pieces: list[_Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        first, *rest = self.pieces
        lead_in = f"{first.lead_in}\n" if first.lead_in else ""
        return lead_in + first.text + "".join(f"{piece.joint}{piece.text}" for piece in rest)


def split(blocks: Sequence[Block], *, language_hint: str | None = None, sizes: Sizes = SIZES) -> list[DocumentPassage]:
    """The passages of a document, numbered from 0. Headings are no passages themselves, but the path to what follows.

    ``language_hint`` is the language of passages too short to tell theirs.
    """
    found: list[DocumentPassage] = []
    for place, together in groupby(_placed(blocks), key=lambda placed: placed[0]):
        for held in _packed(list(_pieces([block for _, block in together], sizes)), sizes):
            language = language_of(held.text)
            found.append(
                DocumentPassage(
                    number=len(found),
                    text=held.text,
                    spot=held.pieces[0].spot,
                    headings=place.headings,
                    language=(language_hint or language) if language == UNDETERMINED else language,
                    speaker=place.speaker,
                    trusted=place.trusted,
                )
            )
    return found


def _placed(blocks: Sequence[Block]) -> Iterator[tuple[_Place, Block]]:
    """Each block that is no heading, with what its passage must have in common."""
    path: list[tuple[int, str]] = []
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        if block.kind is BlockKind.HEADING:
            level = max(block.level, 1)
            path = [(above, heading) for above, heading in path if above < level]
            path.append((level, " ".join(text.split())))
            continue
        aside = block.kind if block.kind in _ASIDE else None
        # A slide and a row are opened by themselves, and so are not run together as pages are.
        address = (block.spot.slide, block.spot.row, block.spot.sheet)
        headings = tuple(heading for _, heading in path)
        yield _Place(headings, block.speaker, block.trusted, aside, address), block


def _pieces(blocks: Sequence[Block], sizes: Sizes) -> Iterator[_Piece]:
    lead_in = last = ""
    before: BlockKind | None = None
    for block in blocks:
        # The cues of a recording cut sentences anywhere; they are run together.
        joint = " " if block.spot.second is not None else "\n"
        if block.kind is BlockKind.LIST_ITEM:
            if before is not BlockKind.LIST_ITEM:
                lead_in = last if before is not None and last.endswith(":") else ""
            yield _Piece(f"– {_one_line(block.text)}", block.spot, "\n", lead_in)
        elif block.kind is BlockKind.TABLE:
            for row in filter(None, map(_one_line, block.text.splitlines())):
                yield _Piece(row, block.spot, "\n")
        else:
            for sentence in sentences(_one_line(block.text)):
                for part in _bounded(sentence, sizes.ceiling * _CEILINGS_A_SENTENCE):
                    yield _Piece(part, block.spot, joint)
                    joint, last = " ", sentence
        before = block.kind


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bounded(sentence: str, longest: int) -> Iterator[str]:
    while len(sentence) > longest:
        place = sentence.rfind(" ", 1, longest)
        cut = place if place > 0 else longest
        yield sentence[:cut]
        sentence = sentence[cut:].lstrip()
    yield sentence


def _packed(pieces: Sequence[_Piece], sizes: Sizes) -> Iterator[_Held]:
    """Pieces put together in order, as evenly as can be."""
    left = sum(len(piece.text) + 1 for piece in pieces)
    passages = -(-left // sizes.ceiling)
    wanted = left / max(passages, 1)
    held, length = _Held(), 0
    for place, piece in enumerate(pieces):
        added = len(piece.text) + 1
        if length >= sizes.floor and left >= sizes.floor:
            full = length + added > sizes.ceiling
            enough = length + added / 2 > wanted or (length > wanted / 2 and _opens_list(pieces, place))
            between = piece.joint != " " or held.pieces[-1].text.endswith(_SENTENCE_ENDS)
            if full or (enough and between):
                yield held
                held, length = _Held(), len(piece.lead_in)
        held.pieces.append(piece)
        length += added
        left -= added
    if held.pieces:
        yield held


def _opens_list(pieces: Sequence[_Piece], place: int) -> bool:
    """Whether a list begins after this piece: its lead-in goes with the first item."""
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    return following is not None and following.lead_in == pieces[place].text
