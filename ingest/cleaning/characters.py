"""Characters as parsers leave them, made plain: ligatures, odd spaces, invisible signs and marks of hyphenation."""

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
"""What every mark of hyphenation becomes: pdfium gives U+0002 or U+FFFE where a line was hyphenated."""

_HYPHEN = "\u2010"
_HYPHEN_AT_END = re.compile("\u2010[ \\t]*(?=\n)")
_MARKS = "\u0002\ufffe"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\uffff"
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_CONTROL = "".join(map(chr, [*range(9), *range(14, 32), *range(127, 133), *range(134, 160)])).replace("\u0002", "")
_PLAIN = (
    dict.fromkeys(_MARKS, SOFT_HYPHEN)
    | dict.fromkeys(_UNSEEN + _CONTROL, "")
    | dict.fromkeys(_SPACES, " ")
    | _LIGATURES
    | {_HYPHEN: "-", "\u2011": "-"}
)
# A page holds few of them or none, and so this is five times as fast as ``str.translate``.
_TO_CHANGE = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
# Most pages have only characters that can be printed, and few of those are ever changed.
_PRINTED_TO_CHANGE = re.compile(f"[{''.join(filter(str.isprintable, _PLAIN))}]")
_LINE_ENDS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_SOFT_WITHIN_LINE = re.compile(f"{SOFT_HYPHEN}(?<=[^\\W\\d_].){SOFT_HYPHEN}*(?=[^\\W\\d_])")


def plain_lines(text: str) -> list[str]:
    """The lines of a page in NFC, with one kind of space and one mark of hyphenation, at line ends alone."""
    text = text.replace("\r\n", "\n")
    is_printed = text.replace("\n", "").isprintable()
    if not is_printed:
        text = _LINE_ENDS.sub("\n", text)
    if _HYPHEN in text:
        text = _soft_at_line_ends(text)
    to_change = _PRINTED_TO_CHANGE if is_printed else _TO_CHANGE
    text = to_change.sub(lambda found: _PLAIN[found.group()], text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if SOFT_HYPHEN in text:
        text = _SOFT_WITHIN_LINE.sub("", text)
    return text.split("\n")


def _soft_at_line_ends(text: str) -> str:
    """Browsers draw U+2010 where they break a word, and leave the hyphens that are written as they are.

    Where U+2010 stands within lines as well, it is how the document writes a hyphen, and says nothing.
    """
    if text.count(_HYPHEN) > len(_HYPHEN_AT_END.findall(text)):
        return text
    return _HYPHEN_AT_END.sub(SOFT_HYPHEN, text)
