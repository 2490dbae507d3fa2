"""Which text format a text is, by its first lines."""

import codecs
import csv
import json
import re

from ingest.blocks import SourceType
from ingest.problems import Reason, UnreadableError

_TEXT_TYPES = frozenset(
    (
        *(SourceType.CSV, SourceType.HTML, SourceType.MARKDOWN, SourceType.TEXT),
        *(SourceType.VTT, SourceType.SRT, SourceType.JSONL),
    )
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b") | {0x7F}
# Text out of PDFs and mainframes holds a control character here and there; programs and pictures hold them throughout.
_MAX_CONTROL_SHARE = 0.02
_FEW_CONTROLS = 3  # in a file of a few words

_LINES = 60
_VTT = re.compile(r"WEBVTT(?:[ \t\n]|$)")
_STAMP = r"(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_CUE = re.compile(rf"^\s*{_STAMP}\s*-->\s*{_STAMP}", re.MULTILINE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|table|h[1-6]|ul|ol|li|a|br|article|main|section|meta|title)\b", re.IGNORECASE)
_COMMENTS = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ATX = re.compile(r"^#{1,6} \S", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---\n(?:[^\n]*\n)*?---\n")
_DELIMITERS = ";\t,"
_CSV_LINES = 5


def looks_like_text(head: bytes) -> bool:
    """Whether ``head`` is text in some encoding, though a NUL may have strayed into it."""
    if byte_order_mark(head) or _utf16_without_bom(head):
        return True
    controls = len(head) - len(head.translate(None, bytes(CONTROLS)))
    return controls <= max(_FEW_CONTROLS, _MAX_CONTROL_SHARE * len(head))


def text_type(head: bytes, claimed: SourceType | None) -> SourceType:
    """The format of a text. ``claimed`` is what its extension says; it decides where the content does not.

    Raises:
        UnreadableError: the text is in a format that is not read (XML, JSON that is no list of lines).
    """
    text = _decode(head).lstrip("\ufeff \t\n")
    if plain := _marked(text, claimed):
        return plain
    if claimed in _TEXT_TYPES and claimed is not SourceType.TEXT:
        return claimed
    if _is_table(text):
        return SourceType.CSV
    if claimed is not SourceType.TEXT and (len(_ATX.findall(text)) >= 2 or _FRONT_MATTER.match(text)):
        return SourceType.MARKDOWN
    return SourceType.TEXT


def _marked(text: str, claimed: SourceType | None) -> SourceType | None:
    """The format of a text that says so itself; None where nothing does."""
    if _VTT.match(text):
        return SourceType.VTT
    if cue := _CUE.search("\n".join(text.split("\n", _LINES)[:_LINES])):
        if claimed in {SourceType.VTT, SourceType.SRT}:
            return claimed
        return SourceType.SRT if "," in cue.group() else SourceType.VTT
    if text.startswith("<"):
        return _markup(text, claimed)
    if text.startswith(("{", "[")) and claimed not in {SourceType.MARKDOWN, SourceType.CSV}:
        return _json(text, claimed)
    return None


def _markup(text: str, claimed: SourceType | None) -> SourceType | None:
    start = _COMMENTS.sub("", text)[:4096]
    if _HTML.match(start.lstrip()) or (_HTML.search(start) and claimed is not SourceType.MARKDOWN):
        return SourceType.HTML
    if claimed is not SourceType.MARKDOWN and len(_TAG.findall(start)) >= 3:
        return SourceType.HTML
    if claimed in {SourceType.HTML, SourceType.MARKDOWN, SourceType.TEXT, SourceType.CSV}:
        return claimed
    if text.startswith(("<?xml", "<!DOCTYPE")) or claimed is None:
        raise UnreadableError(
            Reason.UNKNOWN_TYPE,
            "Filen er XML, som ikke leses. Lagre innholdet som DOCX, HTML eller ren tekst; teksting som VTT eller SRT.",
        )
    return None


def _json(text: str, claimed: SourceType | None) -> SourceType | None:
    lines = [line.strip() for line in text.split("\n", _LINES)[:_LINES]]
    if claimed is SourceType.JSONL or (text.startswith("{") and any(_is_object(line) for line in lines)):
        return SourceType.JSONL
    if re.match(r'\{\s*"|\[\s*[\[{"]', text):
        # A line longer than the head of the file is still a line, when it is an object.
        if "\n" not in text and text.startswith("{"):
            return SourceType.JSONL
        raise UnreadableError(
            Reason.UNKNOWN_TYPE, "Filen er JSON. Lagre den som JSONL: én erfaring på hver linje, uten klammer rundt."
        )
    return None


def _is_object(line: str) -> bool:
    if not (line.startswith("{") and line.endswith("}")):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_table(text: str) -> bool:
    """Whether every line has as many fields, three or more: text does not, not even a list with commas."""
    # The last line of the head may be cut.
    lines = [line for line in text.split("\n", _LINES)[:_LINES] if line.strip()][:-1]
    if len(lines) < _CSV_LINES:
        return False
    for delimiter in _DELIMITERS:
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=delimiter) if row}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() >= 3:
            return True
    return False


def byte_order_mark(head: bytes) -> str | None:
    """The encoding that ``head`` says it is in by its first bytes; None where it says nothing."""
    return next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)


def _utf16_without_bom(head: bytes) -> str | None:
    """Windows programs leave the mark out at times; in Norwegian text every other byte is then zero."""
    even, odd = head[0:4096:2], head[1:4096:2]
    if len(odd) < 8:
        return None
    if odd.count(0) > 0.8 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.8 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _decode(head: bytes) -> str:
    """The text, near enough to tell the format by; a letter in the wrong encoding does not matter for that."""
    encoding = byte_order_mark(head) or _utf16_without_bom(head) or "utf-8"
    text = head.decode(encoding, errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
