"""Small pages to clean: lines as a parser gives them; and what the collected reports are called."""

from collections.abc import Callable

from ingest.blocks import BlockKind, Page
from ingest.cleaning import Cleaned, clean_pages

Report = Callable[[str], Cleaned]
ReportPages = Callable[[str], tuple[Page, ...]]

INNST = "innst-en-innovativ-offentlig-sektor"
DIFI = "difi-2017-01-nasjonal-paadriver-innovasjon"
TELEMARK = "telemarksforsking-2020-tiltak-smaa-distriktskommuner"
LETTER = "kmd-brev-meld-st-30"
KS = "ks-innovativ-digital-kommunal-sektor"

FULL = "Kommunen har arbeidet lenge med velferdsteknologi og vil nå dele det den har lært"
"""A full line of running text that goes on: it ends without a mark, and others here are no longer."""


def clean(*pages: str) -> Cleaned:
    """The pages, numbered from 1, cleaned."""
    return clean_pages([Page(number, text) for number, text in enumerate(pages, 1)])


def texts(cleaned: Cleaned, *kinds: BlockKind) -> list[str]:
    """The texts of the blocks, or of those of some kinds."""
    return [block.text for block in cleaned.blocks if not kinds or block.kind in kinds]


def whole(cleaned: Cleaned) -> str:
    """All the text in one string, a line a block."""
    return "\n".join(texts(cleaned))
