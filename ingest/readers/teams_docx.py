"""Transcripts that Teams lets people download as Word files: who said what, and when in the recording.

Two forms are in use. Since 2023 each turn is a paragraph with the speaker and the time, a line break, and the text,
after a head with the meeting's name, date and length and «Kari Nordmann startet transkripsjon»::

    Kari Nordmann   0:03
    Velkommen til møtet.

Before that each turn was a stamp, a name and a text, in one paragraph with line breaks or in three::

    0:0:3.270 --> 0:0:4.250
    Kari Nordmann
    Velkommen til møtet.

Names stay in ``Block.speaker``; the head and the line about who started the transcription are left out.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind, Extract, SourceType
from ingest.readers.office_text import one_line
from kunnskapsbase.document import Spot

# Teams puts three spaces between the name and the time. A programme («Lunsj   11:30») is told from a transcript by
# its times: those of a transcript begin when the recording does.
_TURN = re.compile(r"(?P<name>\S.{0,79}?)[ \t\u00a0]{2,}(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2})(?!\d*:)\s*(?P<text>.*)")
_STAMP = re.compile(r"(?P<start>\d+:\d+:\d+[.,]\d+)\s*-->\s*\d+:\d+:\d+[.,]\d+\s*(?P<text>.*)")
_BEGAN = re.compile(r"\S.{0,79} (?:start|stop)\w* (?:transkripsjon|transkribering|transcription|opptak|recording)\w*")
_NAMED = re.compile(r"(?P<title>.+?)-(?P<date>\d{8})_\d{6}(?:-.*)?")
_LATEST_START = 300.0
_FEWEST_TURNS = 2
# The head is four lines; where no turn has come by now, there is no need to go through the rest.
_LOOKED_AT = 40
_LONGEST_NAME = 80
# Half the lines of a real transcript of 27 minutes are turns; a report that quotes some has far fewer.
_SHARE_OF_LINES = 0.15


@dataclass
class _Turn:
    speaker: str
    second: float
    lines: list[str] = field(default_factory=list)


def as_transcript(paragraphs: Iterable[str]) -> Extract | None:
    """The transcript in ``paragraphs`` (with line ends where lines break); None where they are no transcript."""
    all_lines = (line.strip() for paragraph in paragraphs for line in paragraph.split("\n") if line.strip())
    first = list(itertools.islice(all_lines, _LOOKED_AT))
    old = any(_STAMP.fullmatch(line) for line in first)
    if not old and not any(_TURN.fullmatch(line) for line in first):
        return None
    lines = [*first, *all_lines]
    if len(lines) > 1 and _BEGAN.fullmatch(lines[-1]):
        lines.pop()
    head, turns = _turns_by_stamp(lines) if old else _turns_by_name(lines)
    if not _is_transcript(head, turns, len(lines)):
        return None
    extract = Extract(SourceType.DOCX, "teams-docx")
    extract.blocks = list(_blocks(turns))
    extract.counts |= {"cues": len(turns), "seconds": int(max(turn.second for turn in turns))}
    if head:
        _describe(extract, one_line(head[0]))
    return extract


def _turns_by_name(lines: Iterable[str]) -> tuple[list[str], list[_Turn]]:
    head: list[str] = []
    turns: list[_Turn] = []
    for line in lines:
        match = _TURN.fullmatch(line)
        if match and any(letter.isalpha() for letter in match["name"]):
            turns.append(_Turn(one_line(match["name"]), _seconds(match["time"]), [match["text"]]))
        elif turns:
            turns[-1].lines.append(line)
        else:
            head.append(line)
    return head, turns


def _turns_by_stamp(lines: Iterable[str]) -> tuple[list[str], list[_Turn]]:
    head: list[str] = []
    turns: list[_Turn] = []
    name_is_next = False
    for line in lines:
        match = _STAMP.fullmatch(line)
        if match:
            turns.append(_Turn(one_line(match["text"]), _seconds(match["start"])))
            name_is_next = not match["text"]
        elif name_is_next and len(line) <= _LONGEST_NAME and not line.endswith((".", "!", "?")):
            turns[-1].speaker, name_is_next = one_line(line), False
        elif turns:
            turns[-1].lines.append(line)
            name_is_next = False
        else:
            head.append(line)
    return head, turns


def _is_transcript(head: Sequence[str], turns: Sequence[_Turn], lines: int) -> bool:
    if len(turns) < _FEWEST_TURNS or len(turns) < _SHARE_OF_LINES * lines:
        return False
    seconds = [turn.second for turn in turns]
    backwards = sum(1 for earlier, later in itertools.pairwise(seconds) if later < earlier)
    began = any(_BEGAN.fullmatch(line) for line in head)
    return backwards <= len(turns) // 20 and (began or seconds[0] <= _LATEST_START)


def _blocks(turns: Iterable[_Turn]) -> Iterator[Block]:
    for turn in turns:
        text = one_line("\n".join(turn.lines))
        if text:
            yield Block(BlockKind.PARAGRAPH, text, Spot(second=turn.second), speaker=turn.speaker or None)


def _describe(extract: Extract, first_line: str) -> None:
    """The meeting's name and day out of «Samling om heltid-20260310_101010-Opptak av møte»."""
    named = _NAMED.fullmatch(first_line)
    if named:
        day = named["date"]
        extract.metadata["tittel"] = named["title"].strip()
        extract.metadata["dato"] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    elif not _BEGAN.fullmatch(first_line):
        extract.metadata["tittel"] = first_line


def _seconds(stamp: str) -> float:
    seconds = 0.0
    for part in stamp.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
