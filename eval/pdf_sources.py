"""The five reports as paragraphs to print: what a PDF is made from is what its reading is measured against.

The text in ``../shared/data/rapporter`` was itself taken out of PDFs, line by line. It is joined here by plain rules,
without the code that is measured; where a join is wrong, the wrong word is printed and is then the right answer.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kunnskapsbase.settings import ROOT

REPORTS = ROOT.parent / "shared" / "data" / "rapporter"

# U+F0B7 is Word's bullet, out of a font of symbols.
_BULLETS = "•–\uf0b7"
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.? [A-ZÆØÅ]")
_FULL_LINE = 70
_SUSPENDED = ("og", "eller", "samt", "til")
# «K o m i t e e n», kerning pairs («Ve n s t r e») included: four or more tokens of one or two letters.
_SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_]{1,2} ){3,}[^\W\d_]{1,2}(?!\S)")
_WORD = re.compile(r"[^\W_]+(?:[-–/][^\W_]+)*")
_HEADING_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of a report as it is printed. ``kind`` is ``h`` for a heading, ``li`` for a list item, else ``p``."""

    kind: str
    text: str


def words(text: str) -> list[str]:
    """The words of a text; hyphens and slashes within a word belong to it."""
    return _WORD.findall(text)


def paragraphs(report: Path) -> list[Paragraph]:
    """The paragraphs of a report's text file, in order. Notes, addresses and running headers are left out."""
    lines = _without_running_headers(report.read_text(encoding="utf-8").split("\n"))
    pieces = _by_marked_breaks(lines) if _is_double_spaced(lines) else _by_empty_lines(lines)
    return [_paragraph(text) for piece in pieces if len(words(text := _joined(piece))) > 1 and not _is_note(text)]


def _without_running_headers(lines: list[str]) -> list[str]:
    """What stands five times and more with nothing but a number changed is a header or footer of the source."""
    unnumbered = [re.sub(r"\d+|\s", "", line) for line in lines]
    often = {text for text, count in Counter(unnumbered).items() if count >= 5 and len(text) > 10}
    return [line for line, text in zip(lines, unnumbered, strict=True) if text not in often]


def _is_double_spaced(lines: list[str]) -> bool:
    """Whether every line is followed by an empty one, so that an empty line parts nothing."""
    return sum(not line for line in lines) > len(lines) / 3


def _by_marked_breaks(lines: list[str]) -> list[list[str]]:
    """A line with a space and nothing else parts paragraphs, and so does a short line that ends a sentence."""
    pieces: list[list[str]] = [[]]
    for line in lines:
        text = line.strip()
        if text and (text[0] in _BULLETS or _NUMBERED.match(text)):
            pieces.append([])
        if text:
            pieces[-1].append(line)
        if (line and not text) or (text and len(text) < _FULL_LINE and text[-1] in ".:?!") or _NUMBERED.match(text):
            pieces.append([])
    return pieces


def _by_empty_lines(lines: list[str]) -> list[list[str]]:
    """An empty line parts paragraphs unless it stands in the middle of a sentence or a word."""
    pieces: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            if pieces[-1] and not re.search(r"[-,a-zæøå]\s*$", pieces[-1][-1]):
                pieces.append([])
            continue
        if line.lstrip()[0] in _BULLETS or _NUMBERED.match(line.strip()):
            pieces.append([])
        pieces[-1].append(line)
        if _NUMBERED.match(line.strip()) and not line.rstrip("\n").endswith((" ", "-")):
            pieces.append([])
    return pieces


def _joined(lines: list[str]) -> str:
    text = ""
    for line in lines:
        part = re.sub(r"[ \t]+", " ", _closed(line)).strip()
        first = part.split(" ", 1)[0]
        if text.endswith("-") and first[:1].islower() and first not in _SUSPENDED and text[-2:-1].islower():
            text = text[:-1] + part
        elif text.endswith("-") and first not in _SUSPENDED and not text.endswith(" -"):
            text += part
        else:
            text = f"{text} {part}"
    return re.sub(r"[\x00-\x1f]|\S*(?:https?://|www\.)\S*", "", text).strip()


def _closed(line: str) -> str:
    """A line without letter-spacing: between words there are two spaces, between letters one."""
    if not _SPACED_OUT.search(line):
        return line
    parts = re.split(r" {2,}", line.strip())
    return " ".join(
        part.replace(" ", "")
        if max(map(len, part.split())) <= 3
        else _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), part)
        for part in parts
    )


def _is_note(text: str) -> bool:
    return bool(re.match(r"\d{1,2} [^A-ZÆØÅ]|\d{1,2} .*(?:19|20)\d\d", text))


def _paragraph(text: str) -> Paragraph:
    if text[0] in _BULLETS:
        return Paragraph("li", text[1:].strip() or text)
    if len(text) < _HEADING_LENGTH and text[0].isalnum() and text[-1] not in ".:;,?!»-–":
        return Paragraph("h", text)
    return Paragraph("p", text)
