"""What came back of a printed PDF: broken words, lost words, and whether each paragraph has its page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from eval.pdf_printing import Printed
from eval.pdf_sources import words
from ingest.blocks import Block, BlockKind
from ingest.wordcheck import broken_words

# So many letters of a paragraph's beginning tell it from the others.
_BEGINNING = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """How a PDF was read.

    ``broken`` are the words that were not printed; ``proven`` those that the word check calls broken and that were not
    so in what was printed; ``misplaced`` and ``unfound`` are paragraphs.
    """

    words: int
    broken: list[str] = field(default_factory=list)
    proven: list[str] = field(default_factory=list)
    lost: int = 0
    paragraphs: int = 0
    misplaced: list[str] = field(default_factory=list)
    unfound: list[str] = field(default_factory=list)

    @property
    def broken_share(self) -> float:
        """Broken words of all words, 0–1."""
        return len(self.broken) / max(1, self.words)


def measure(printed: Printed, blocks: Sequence[Block]) -> Reading:
    """Compare ``blocks`` with what was printed."""
    given = "\n".join(block.text for block in blocks)
    said = [*(paragraph.text for paragraph in printed.paragraphs), *printed.notes, printed.running, "Side"]
    truth = Counter(word for text in said for word in words(text))
    found = [word for word in words(given) if re.search(r"[^\W\d_]", word)]
    missing = Counter(word for paragraph in printed.paragraphs for word in words(paragraph.text)) - Counter(
        words(given)
    )
    proven = Counter(broken_words(given)) - Counter(broken_words("\n".join(said)))
    misplaced, unfound = _pages(printed, blocks)
    return Reading(
        len(found),
        [word for word in found if word not in truth],
        list(proven.elements()),
        sum(missing.values()),
        len(printed.paragraphs),
        misplaced,
        unfound,
    )


def _pages(printed: Printed, blocks: Sequence[Block]) -> tuple[list[str], list[str]]:
    """Paragraphs whose block has another page than they were printed on, and those that cannot be found."""
    stream, starts, pages = "", [], []
    for block in blocks:
        if block.kind is BlockKind.NOTE:
            continue
        starts.append(len(stream))
        pages.append(block.spot.page or 0)
        stream += _letters(block.text)
    misplaced, unfound = [], []
    position = 0
    for paragraph, page in zip(printed.paragraphs, printed.pages, strict=True):
        beginning = _letters(paragraph.text)[:_BEGINNING]
        at = stream.find(beginning, position)
        if at < 0:
            at = stream.find(beginning)
        if at < 0:
            unfound.append(paragraph.text[:_BEGINNING])
            continue
        position = at if at >= position else position
        given = pages[max(number for number, start in enumerate(starts) if start <= at)]
        if given != page:
            misplaced.append(f"{given} for {page}: {paragraph.text[:_BEGINNING]}")
    return misplaced, unfound


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
