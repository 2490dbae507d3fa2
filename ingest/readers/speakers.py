"""Who says what in a cue: Teams' voice tags, Zoom's «Navn: tekst», the «>>» and dashes of television; and no noises."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.readers.stamps import Cue

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>|</v>")
# The whole of a cue in Teams' transcripts, and the only thing in it that is not said.
_ONE_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>([^<>]*)(?:</v>)?")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.,]*>|\{\\[^{}]*\}")
_PREFIX = re.compile(r"\s*([^\W\d_][^:<>\n]{0,60}):\s+(?=\S)")
# «Deltaker Én»: two to four words with capitals are a name wherever they stand; «Det viktigste» is not.
_NAME = re.compile(r"(?:[A-ZÆØÅ][\w'’.-]*\s+){1,3}[A-ZÆØÅ][\w'’.-]*(?:\s*\([^()]*\))?")
_TURN = re.compile(r"\s*>>+\s*")
_DASH = re.compile(r"\s*[-–—]\s+(?=\S)")
_NOISES = (
    "musikk|applaus|latter|ler|klapping|jubel|pause|stillhet|støy|hoster|kremter|uhørlig|utydelig|uforståelig|"
    "music|applause|laughter|laughs|cheering|silence|noise|inaudible|foreign|crosstalk|__"
)
# In round brackets people also write what they mean.
_NOISE = re.compile(rf"\[\s*(?:{_NOISES})(?!\w)[^\[\]]{{0,40}}\]|\(\s*(?:{_NOISES})\s*\)", re.IGNORECASE)
_WHOLE_LINE_NOISE = re.compile(r"\s*\[[^\[\]]{0,80}\]\s*")
_SONG = re.compile(r"[♪♫♬♩]+(?:[^♪♫♬♩]+[♪♫♬♩]+)?")
# Without one of these there is neither tag, noise nor song in a line, and in most there is none.
_MARKED = re.compile("[<&{[(♪♫♬♩]")
# From this share of cues that begin «Navn: », it is the tool that writes names and not somebody who lists things.
_PREFIX_SHARE = 0.5
_MOST_WORDS = 6


class Said(NamedTuple):
    """Lines without tags that one person says; ``turn`` when somebody new begins, whoever it is."""

    start: float
    end: float
    lines: tuple[str, ...]
    speaker: str | None
    turn: bool = False


def said(cues: Sequence[tuple[Cue, list[str]]]) -> list[Said]:
    """What is said in the cues, given with the lines that count of each."""
    has_tags = any("<" in line for _, lines in cues for line in lines)
    voiced = [has_tags and any(map(_VOICE.search, lines)) for _, lines in cues]
    # Names before a colon are looked for only where a cue has no tag that says who speaks.
    prefixed = Counter[str]() if all(voiced) else _prefixes(line for _, lines in cues for line in lines[:1])
    every = len(cues) > 1 and sum(prefixed.values()) >= _PREFIX_SHARE * len(cues)
    known = {name for name in prefixed if (every and len(name.split()) <= _MOST_WORDS) or _NAME.fullmatch(name)}
    utterances: list[Said] = []
    speaker: str | None = None
    for (cue, lines), voices in zip(cues, voiced, strict=True):
        if not voices and not known:
            utterances += _turns(cue, lines, speaker)
            continue
        parts = _by_voice(lines) if voices else _by_prefix(lines, known, speaker)
        for name, spoken in parts:
            speaker = None if voices else name
            if any(spoken):
                utterances += _turns(cue, spoken, name)
    return utterances


def _prefixes(lines: Iterable[str]) -> Counter[str]:
    # «&colon;» is a colon too.
    cleaned = [_clean(line) for line in lines if ":" in line or "&" in line]
    return Counter(match.group(1).strip() for line in cleaned if (match := _PREFIX.match(line)))


def _by_voice(lines: list[str]) -> list[tuple[str | None, list[str]]]:
    if len(lines) == 1 and (whole := _ONE_VOICE.fullmatch(lines[0])):
        return [(_name(whole.group(1)), [whole.group(2)])]
    parts: list[tuple[str | None, list[str]]] = [(None, [])]
    for line in lines:
        at = 0
        for tag in _VOICE.finditer(line):
            parts[-1][1].append(line[at : tag.start()])
            parts.append((_name(tag.group(1)), []))
            at = tag.end()
        parts[-1][1].append(line[at:])
    return parts


@lru_cache(maxsize=1000)
def _name(raw: str | None) -> str | None:
    return " ".join(html.unescape(raw or "").split()) or None


def _by_prefix(lines: list[str], known: set[str], speaker: str | None) -> list[tuple[str | None, list[str]]]:
    """Lines by the name before the colon; where there is none the speaker of the cue before goes on."""
    parts: list[tuple[str | None, list[str]]] = [(speaker, [])]
    for line in lines:
        match = _PREFIX.match(_clean(line))
        if match and match.group(1).strip() in known:
            parts.append((match.group(1).strip(), [_clean(line)[match.end() :]]))
        else:
            parts[-1][1].append(line)
    return parts


def _turns(cue: Cue, lines: list[str], speaker: str | None) -> list[Said]:
    if len(lines) == 1 and ">>" not in (line := _clean(lines[0])):
        return [Said(cue.start, cue.end, (line,), speaker)] if line else []
    cleaned = [_clean(line) for line in lines]
    dialogue = len(cleaned) > 1 and sum(1 for line in cleaned if _DASH.match(line)) > 1
    if not dialogue and ">>" not in "".join(cleaned):
        filled = tuple(filter(None, cleaned))
        return [Said(cue.start, cue.end, filled, speaker)] if filled else []
    turns: list[tuple[bool, list[str]]] = [(False, [])]
    for line in cleaned:
        mark = _TURN.match(line) or (_DASH.match(line) if dialogue else None)
        if mark:
            turns.append((True, [line[mark.end() :]]))
        else:
            turns[-1][1].append(line)
    kept = [(turn, tuple(line for line in each if line)) for turn, each in turns]
    return [Said(cue.start, cue.end, each, speaker, turn) for turn, each in kept if each]


def _clean(line: str) -> str:
    """The line without tags and noises, and with «&gt;» and its like as the characters they stand for."""
    if not _MARKED.search(line):
        return " ".join(line.split())
    plain = html.unescape(_TAG.sub("", line))
    if _WHOLE_LINE_NOISE.fullmatch(plain):
        return ""
    return " ".join(_SONG.sub(" ", _NOISE.sub(" ", plain)).split())
