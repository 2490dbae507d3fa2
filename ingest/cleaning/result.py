"""What cleaning hands on: blocks, and an account of everything that was joined, moved or taken away."""

from collections import Counter
from dataclasses import dataclass, field

from ingest.blocks import Block, Remark


@dataclass
class Cleaned:
    """The text of a document as blocks, each with the page it begins on.

    ``links`` are the URLs that stood in the text, each once, in reading order. ``counts`` says how many pages there
    were and how often each repair was made; ``letters_removed`` is the number of letters that stand in the pages and
    in no block (headers, footers, URLs, bullets that were letters), so that nothing is lost unsaid.
    """

    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)


class Tally(Counter[str]):
    """How often each repair was made while one document was cleaned."""

    def removed(self, text: str) -> None:
        """Account for letters that go out of the text."""
        self["letters_removed"] += sum(map(str.isalpha, text))
