"""Time stamps and cue layout as tools write them, put in the one form that webvtt-py and srt read.

webvtt-py gives up the whole file at one minute over 59 and drops, without a word, a cue whose stamp has a comma, whose
end is missing, or whose text has an empty line in it; srt drops cues without hours. Here every such line is rewritten
as ``00:00:03.120 --> 00:00:05.000``, which both libraries read, and what had to be changed is counted.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

# Past this no webinar goes; a stamp beyond it is a misprint.
MAX_SECONDS = 48 * 3600.0
# srt's pattern is tried anew at each digit of a line of digits: lines are cut before they can cost anything.
MAX_LINE = 1000

# What nearly every tool writes: nothing to put right but the comma.
_CLOCK = r"([0-3][0-9]:[0-5][0-9]:[0-5][0-9])[.,]([0-9]{3})"
_AS_IT_SHOULD_BE = re.compile(f"{_CLOCK} --> {_CLOCK}")
# A cue with nothing to put right in its text either: no line is empty, too long or begins with a space.
_PLAIN_CUE = re.compile(rf"(?:[0-9]{{1,9}}\n)?{_CLOCK} --> {_CLOCK}\n((?:\S[^\n]{{0,{MAX_LINE - 1}}}\n)+)(?:\n+|\Z)")
_STAMP = r"-?(?:\d{1,6}\s?[:;]\s?){1,3}\d{1,6}(?:\s?[.,]\s?\d{1,9})?"
_TIMING = re.compile(rf"\s*({_STAMP})\s*-->\s*({_STAMP})?\s*(.*)")
_END_ONLY = re.compile(rf".{{0,40}}?-->\s*({_STAMP})\s*(.*)")
_NEITHER = re.compile(r"\s*\S{0,40}\d\S{0,40}\s*-->\s*\S{0,40}\d\S{0,40}\s*")
_STAMP_PARTS = re.compile(r"(-?)([\d:]+)(?:[.,](\d+))?")
_SETTINGS = re.compile(r"(?:[A-Za-z]+\d?:\S+(?:\s+|$))+")
_SPLIT_ARROW = re.compile(r"(?:-\s-\s?|--\s|---)>")
_OTHER_ARROWS = re.compile(r"-?[-–—]>|[→⟶]")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_IDENTIFIER = re.compile(r"\d{1,9}|(?=\D{0,60}\d)[0-9A-Za-z{}]+(?:-[0-9A-Za-z{}]+){2,}(?:/\S+)?")
_PIECES = re.compile(rf".{{1,{MAX_LINE}}}(?=\s|$)|.{{{MAX_LINE}}}")


class Cue(NamedTuple):
    """What stands on the screen from ``start`` to ``end`` (seconds), line by line, tags and all."""

    start: float
    end: float
    lines: tuple[str, ...]


@dataclass
class Mended:
    """The text with every cue in one form; ``cues`` is how many it has, ``faults`` what had to be put right."""

    text: str
    cues: int = 0
    faults: Counter[str] = field(default_factory=Counter)


def plain_cues(text: str) -> list[Cue] | None:
    """The cues of a SubRip text, or a WebVTT text without its head, with nothing at all to mend; None for any other.

    Many tools write such files, and then both ``mend`` and the library only find out what is known here.
    """
    if _SPLIT_ARROW.search(text) or not text.endswith("\n"):
        return None
    cues = []
    end, ends, last = 0, 0.0, ("", "")
    for match in _PLAIN_CUE.finditer(text):
        if match.start() != end:
            return None
        clock, fraction, end_clock, end_fraction, lines = match.groups()
        # As many digits in each: they come in the same order as what they say.
        if (end_clock, end_fraction) < (clock, fraction):
            return None
        # Most cues begin where the one before ended.
        begins = ends if (clock, fraction) == last else _seconds(clock, fraction)
        last, ends = (end_clock, end_fraction), _seconds(end_clock, end_fraction)
        cues.append(Cue(begins, ends, tuple(lines.split("\n")[:-1])))
        end = match.end()
    # An arrow in what is said is one of those that are put right.
    return cues if end == len(text) and text.count("-->") == len(cues) else None


def _seconds(clock: str, fraction: str) -> float:
    """The seconds of «01:02:03» and «120»."""
    whole = int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:])
    return (whole * 1000 + int(fraction)) / 1000


def mend(text: str) -> Mended:
    """Rewrite the stamps and the empty lines of a caption file; identifiers are dropped, as nobody asks for them."""
    mended = Mended("")
    written: list[str] = []
    last = 0.0
    after_gap = True
    for line in _lines(text):
        if not line:
            # For the moment: they show whether the line above a stamp is an identifier.
            written.append(line)
            after_gap = True
            continue
        has_arrow = "-->" in line
        whole = _whole(line) if has_arrow else None
        timing = _timing(line, last, mended.faults) if has_arrow and whole is None else None
        if whole is not None:
            last = whole
            _drop_identifier(written)
            written += ["", line.replace(",", ".")]
        elif timing:
            start, end, rest = timing
            last = start
            _drop_identifier(written)
            written += ["", f"{_canonical(start)} --> {_canonical(end)}"]
            if not _is_place(rest):
                written.append(rest.replace("-->", "→"))
        else:
            written.append(_as_text(line, after_gap=after_gap))
        after_gap = line.isspace()
    mended.text = "\n".join(_without_gaps(written))
    mended.cues = mended.text.count("-->")
    return mended


def _whole(line: str) -> float | None:
    """The start of a cue whose stamps need nothing done to them; None for all other lines."""
    match = _AS_IT_SHOULD_BE.fullmatch(line)
    if match is None:
        return None
    clock, fraction, *ends = match.groups()
    return None if ends < [clock, fraction] else _seconds(clock, fraction)


def seconds(stamp: str) -> float | None:
    """The seconds of a stamp with one to four fields, «1:02:03,5» and «0:0:3:120» among them; None for nonsense."""
    match = _STAMP_PARTS.fullmatch(re.sub(r"\s", "", stamp).replace(";", ":"))
    if not match:
        return None
    sign, clock, fraction = match.groups()
    fields = clock.split(":")
    if len(fields) == 4 and fraction is None:
        fraction = fields.pop()
    if not all(fields) or len(fields) > 3:
        return None
    whole = 0
    for each in fields:
        whole = whole * 60 + int(each)
    value = whole + (float(f"0.{fraction}") if fraction else 0.0)
    if value > MAX_SECONDS:
        return None
    return -value if sign else value


def _as_text(line: str, *, after_gap: bool) -> str:
    """A line that is no stamp, so that neither library takes it for one."""
    plain = line.replace("-->", "→")
    if after_gap and _BLOCK.match(plain):
        return "\n" + plain
    # At a line's start srt takes «2» or «10:30:00 møtet begynner» for the next cue, and drops the rest.
    return " " + plain if plain[0].isdigit() or plain[0] == "-" else plain


def _lines(text: str) -> list[str]:
    text = _SPLIT_ARROW.sub("-->", text)
    if "-->" not in text:
        # Only then: beside real ones, «10:30 → 11:00» is somebody's agenda.
        text = _OTHER_ARROWS.sub("-->", text)
    lines = text.split("\n")
    if max(map(len, lines)) <= MAX_LINE:
        return lines
    return [piece for line in lines for piece in ([line] if len(line) <= MAX_LINE else _PIECES.findall(line))]


def _timing(line: str, last: float, faults: Counter[str]) -> tuple[float, float, str] | None:
    """Start, end and what stands after them, or None where the line is text."""
    match = _TIMING.fullmatch(line)
    if not match:
        return _timing_without_start(line, last, faults)
    start, end = seconds(match.group(1)), seconds(match.group(2) or "")
    if start is None:
        faults["start"] += 1
        start = last
    if start < 0:
        faults["negative"] += 1
        start = 0.0
    if end is None:
        faults["end"] += 1
        end = start
    if end < start:
        faults["backwards"] += 1
        end = start
    return start, end, match.group(3).strip()


def _timing_without_start(line: str, last: float, faults: Counter[str]) -> tuple[float, float, str] | None:
    match = _END_ONLY.fullmatch(line)
    end = seconds(match.group(1)) if match and _is_place(match.group(2)) else None
    if end is None and not _NEITHER.fullmatch(line):
        return None
    faults["start"] += 1
    return last, max(last, end or 0.0), ""


def _is_place(rest: str) -> bool:
    """Whether what follows the stamps is where on the screen the text stands, and not, as some write, the text."""
    return not rest.strip() or _SETTINGS.fullmatch(rest.strip()) is not None


def _canonical(value: float) -> str:
    milliseconds = round(value * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"


def _drop_identifier(written: list[str]) -> None:
    """Take away the line before a stamp if it is the cue's identifier: after an empty line, or shaped like one."""
    if not written or not written[-1].strip() or "-->" in written[-1] or written[-1].startswith(("WEBVTT", "\n")):
        return
    line = written.pop()
    if _IDENTIFIER.fullmatch(line.strip()):
        return
    gap = not written or not written[-1]
    above = next((each for each in reversed(written) if each), "")
    # After an empty line it is an identifier, unless that line only parts a stamp from its own text.
    if "-->" in above or not gap:
        written.append(line)


def _without_gaps(written: list[str]) -> list[str]:
    """The lines with an empty one only where a cue or a comment begins, so that no text falls out of its cue.

    Cues without text go: to srt the next cue's stamps are then the text.
    """
    kept: list[str] = []
    for line in written:
        if not line:
            continue
        if "-->" in line or line.startswith("\n"):
            _drop_empty_cue(kept)
        kept += ["", line] if "-->" in line else [line]
    _drop_empty_cue(kept)
    return kept


def _drop_empty_cue(kept: list[str]) -> None:
    if kept and "-->" in kept[-1]:
        del kept[-2:]
