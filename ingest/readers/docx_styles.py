"""What the styles of a Word file mean: which are headings, lists, captions and quotes, in whatever language.

Word writes the names of its own styles in English whatever language it runs in («heading 1»), but files from other
programs, and styles people copied, carry «Overskrift 1». A style without a telling name may still have an outline
level, its own or that of the style it is based on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.blocks import BlockKind

Xml = Any  # an lxml element; lxml ships no types
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 6

_HEADING = re.compile(r"(?:heading|overskrift|rubrik|hovedoverskrift|underoverskrift) ?([1-9])?(?: char)?$")
_CONTENTS = re.compile(
    r"(?:toc|innh|inh)\b ?(?:\d|heading)|innholdsfortegnelse|overskrift for innh|figurliste|table of fig"
)
_LIST = re.compile(r"(?:list (?:bullet|number)|punktliste|punktmerket liste|nummerert liste|nummerliste|kulepunkt)")


@dataclass(frozen=True)
class Meaning:
    """What a paragraph of a style is; ``level`` is 1–6 for headings. ``left_out`` is true for tables of contents."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    is_title: bool = False
    left_out: bool = False


PLAIN = Meaning()
_TITLE = Meaning(BlockKind.HEADING, 1, is_title=True)
_NAMED = {
    **dict.fromkeys(("title", "tittel"), _TITLE),
    **dict.fromkeys(("caption", "bildetekst", "figurtekst", "tabelltekst"), Meaning(BlockKind.CAPTION)),
    **dict.fromkeys(("quote", "intense quote", "sitat", "sterkt sitat", "blokktekst"), Meaning(BlockKind.QUOTE)),
}


def meanings(styles: Xml) -> Mapping[str, Meaning]:
    """The meaning of each paragraph style by its id, out of the ``w:styles`` element."""
    found = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId")}
    return {name: _meaning(style, found) for name, style in found.items()}


def outline_level(properties: Xml) -> int | None:
    """The heading level (1–6) that a ``w:pPr`` sets itself; None where it sets none, 0 where it says body text."""
    outline = None if properties is None else properties.find(f"{W}outlineLvl")
    if outline is None or not str(outline.get(f"{W}val")).isdecimal():
        return None
    level = int(outline.get(f"{W}val")) + 1
    return min(level, DEEPEST) if level <= 9 else 0


def is_numbered(properties: Xml) -> bool | None:
    """Whether a ``w:pPr`` puts its paragraph in a list; None where it does not say."""
    numbering = None if properties is None else properties.find(f"{W}numPr/{W}numId")
    return None if numbering is None else numbering.get(f"{W}val") != "0"


def _meaning(style: Xml, styles: Mapping[str, Xml]) -> Meaning:
    seen: set[int] = set()
    while style is not None and id(style) not in seen:
        seen.add(id(style))
        own = _own_meaning(style)
        if own:
            return own
        based_on = style.find(f"{W}basedOn")
        style = None if based_on is None else styles.get(based_on.get(f"{W}val"))
    return PLAIN


def _own_meaning(style: Xml) -> Meaning | None:
    element = style.find(f"{W}name")
    name = "" if element is None else str(element.get(f"{W}val")).casefold().strip()
    properties = style.find(f"{W}pPr")
    if _CONTENTS.match(name):
        return Meaning(left_out=True)
    if name in _NAMED:
        return _NAMED[name]
    heading = _HEADING.match(name)
    level = int(heading.group(1)) if heading and heading.group(1) else outline_level(properties)
    if level is not None:
        return Meaning(BlockKind.HEADING, min(level, DEEPEST)) if level else PLAIN
    return Meaning(BlockKind.LIST_ITEM) if _LIST.match(name) or is_numbered(properties) else None
