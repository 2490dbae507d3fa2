"""Who means what in a committee's recommendation: the speaker of each block, until the next one speaks.

«Komiteens medlemmer fra Høyre og Kristelig Folkeparti» names a speaker in full; «disse medlemmer» and «flertallet» that
follow mean the last ones so named. A numbered heading ends what was said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Block, BlockKind

_PARTY = r"(?:[A-ZÆØÅ][\wæøå-]+(?: [A-ZÆØÅ][\wæøå-]+)*)"
_PARTIES = rf"{_PARTY}(?:(?:, (?:og )?| og |,? samt ){_PARTY})*"
_FULL = re.compile(
    r"(?:Komit[eé]ens (?P<who>fleirtal|flertall|mindretall|mindretal|medlemmer|medlem|medlemer|medlemene)"
    r"|(?P<other>E(?:i|i?t)(?: \w+)? (?:fleirtal|flertall|mindretall|mindretal))"
    r"|(?:Fleirtalet|Mindretalet|Medlemene|Medlemmene) i komit[eé]en)"
    rf"(?:, (?:medlemm?[ae]?ne|medlemene|medlemmet|alle unntatt medlemm?ene))?,? fr[aå] (?P<parties>{_PARTIES})"
    r"|(?:Komit[eé]ens (?:fleirtal|flertall)|Eit? (?:\w+ )?(?:fleirtal|flertall)), alle unn?tatt .{3,80}?(?=[,.] )"
)
_PROPOSAL = re.compile(rf"Forslag fr[aå] (?P<parties>{_PARTIES}):")
_SHORT = re.compile(
    r"(?P<committee>Komit[eé]en)\b|(?P<majority>Flertallet|Fleirtalet|Dette flertallet|Dette fleirtalet)\b"
    r"|(?P<minority>Mindretallet|Mindretalet|Dette mindretallet|Dette mindretalet)\b"
    r"|(?P<members>Disse medlemmer|Dette medlem|Desse medlemm?[ea]r?(?:ne)?|Desse medlemene|Denne medlemen)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?»:] )(?=[A-ZÆØÅ])")
_FEWEST = 3
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.? ")


@dataclass
class _Floor:
    """Who has the floor, and whom the short names mean."""

    speaker: str | None = None
    majority: str | None = None
    minority: str | None = None
    members: str | None = None

    def heard(self, text: str, start: int) -> None:
        """Take in the sentence of ``text`` that begins at ``start``: it may name a new speaker."""
        if match := _FULL.match(text, start):
            self._named(match.group())
        elif match := _PROPOSAL.match(text, start):
            self.speaker = match["parties"]
        elif match := _SHORT.match(text, start):
            meant = {
                "majority": self.majority,
                "minority": self.minority,
                "members": self.members,
            }.get(match.lastgroup or "")
            self.speaker = meant or match.group()

    def _named(self, name: str) -> None:
        self.speaker = name.rstrip(" ,")
        low = name.lower()
        if "mindretal" in low:
            self.minority = self.speaker
        elif "flertal" in low or "fleirtal" in low:
            self.majority = self.speaker
        else:
            self.members = self.speaker


def with_speakers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with their speakers, where the document is one in which a committee's members speak."""
    if sum(_opens(block) for block in blocks) < _FEWEST:
        return list(blocks)
    floor = _Floor()
    out = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if _NUMBERED.match(block.text):
                floor.speaker = None
            out.append(block._replace(speaker=floor.speaker))
            continue
        floor.heard(block.text, 0)
        out.append(block._replace(speaker=floor.speaker))
        for match in _SENTENCE.finditer(block.text, 1):
            floor.heard(block.text, match.end())
    return out


def _opens(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and bool(_FULL.match(block.text) or _SHORT.match(block.text))
