"""What WebVTT and SRT share: cues, as shown on a screen, made into paragraphs that can be read, found and linked to.

A cue is a line or two for some seconds. A block is what one person says until somebody else speaks, there is a pause,
or a minute has passed; its second is that of its first cue, so that an answer opens the recording where this is said.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.amounts import amount
from ingest.blocks import Block, BlockKind, Extract, Remark, SourceType
from ingest.problems import Reason, UnreadableError
from ingest.readers.rolling import without_repeats
from ingest.readers.speakers import Said, said
from ingest.readers.stamps import Cue
from kunnskapsbase.document import NOWHERE, Spot

# Eight hours of automatic captions are about 20,000 cues.
MAX_CUES = 100_000
PAUSE = 2.5
# From here on a block ends where a sentence ends or the speaker breathes; at the latest at the longest.
LONG, LONGEST = 60.0, 90.0
BREATH = 0.7
# A recording that starts anew has gone back to its first minute from far out.
_RESTART_FROM, _RESTART_TO = 300.0, 60.0

_SENTENCE_END = re.compile(r"[.!?…][»\"')\]]*$")
_SENTENCES = re.compile(r"[.!?…](\s+)(?=[«\"–-]?\s?[A-ZÆØÅ0-9])")
# Most lines of captions have no such place, and it is sooner looked for than what surrounds it.
_MAY_END = re.compile(r"[.!?…]\s")
_ABBREVIATION = re.compile(
    r"(?:\b(?:f\.eks|bl\.a|m\.m|osv|ca|kl|nr|mill|mrd|pkt|jf|dvs|pga|tlf|ev|evt)|\b\w|\b\d{1,2})\.$", re.IGNORECASE
)
_LINE_HYPHEN = re.compile(r"(\w+)-$")
_SUSPENDED = re.compile(r"(?:og|eller|samt|til)\b")

_TEXTS = ("tekst", "tekster")
# What is counted, one and several, and what is said of it.
_FAULTS = {
    "start": ("tidsstempel", "tidsstempler", "{n} kunne ikke leses; teksten står på tiden til linjen før."),
    "end": (*_TEXTS, "{n} mangler sluttid."),
    "backwards": (*_TEXTS, "{n} har sluttid før starttiden."),
    "negative": (*_TEXTS, "{n} begynner før opptaket, og er satt til 0."),
    "order": (*_TEXTS, "{n} sto i feil rekkefølge, og er sortert etter tid."),
    "lost": (*_TEXTS, "{n} kunne ikke leses og er ikke med. Eksporter undertekstene på nytt."),
    "restart": (
        "gang",
        "ganger",
        "Tidene begynner på nytt {n} i filen. Bare den første delen har minutt; del filen opp, én for hvert opptak.",
    ),
}


class _Piece(NamedTuple):
    """A sentence, or the part of one that stands in a cue; ``part`` counts the recordings in the file."""

    part: int
    start: float
    end: float
    text: str
    speaker: str | None
    turn: bool


def extract(source_type: SourceType, parser: str, cues: Sequence[Cue], faults: Counter[str]) -> Extract:
    """The cues as paragraphs, with how many there were and what was wrong with them.

    Raises:
        UnreadableError: there are no cues, too many, or nothing is said in them.
    """
    check_amount(len(cues))
    pieces: list[_Piece] = []
    for part, recording in enumerate(_recordings(cues, faults)):
        pieces += _pieces(part, said(without_repeats(recording)))
    blocks = [_block(group) for group in _groups(pieces)]
    if not blocks:
        raise UnreadableError(
            Reason.NO_TEXT, "Undertekstene har ingen ord, bare lydmerker. Last ned undertekster med tale."
        )
    counts = {
        "cues": len(cues),
        "characters": sum(len(block.text) for block in blocks),
        "seconds": int(max(cue.end for cue in cues)),
    }
    return Extract(source_type, parser, blocks=blocks, counts=counts, remarks=_remarks(faults))


def check_amount(cues: int) -> None:
    """Refuse a file without cues, or with more than any recording has.

    Raises:
        UnreadableError: with the reason.
    """
    if not cues:
        raise UnreadableError(
            Reason.NO_TEXT, "Filen har ingen undertekster. Last dem ned på nytt fra tjenesten som har opptaket."
        )
    if cues > MAX_CUES:
        raise UnreadableError(
            Reason.TOO_MANY_ROWS, f"Filen har {cues} undertekster; grensen er {MAX_CUES}. Del den opp."
        )


def _joined(lines: Sequence[str]) -> str:
    """Lines with single spaces as running text.

    A hyphen at a line's end is dropped unless it belongs to the word (IKT-, barne- og).
    """
    if len(lines) == 1:
        return lines[0]
    parts: list[str] = []
    for line in lines:
        if not line:
            continue
        hyphen = _LINE_HYPHEN.search(parts[-1][-60:]) if parts and parts[-1].endswith("-") else None
        if not parts:
            parts.append(line)
        elif not hyphen or not line[0].isalpha() or _SUSPENDED.match(line):
            parts.append(" " + line)
        elif hyphen.group(1).isupper() or hyphen.group(1)[-1].isdigit() or line[0].isupper():
            parts.append(line)
        else:
            parts[-1] = parts[-1][:-1]
            parts.append(line)
    return "".join(parts)


def _recordings(cues: Sequence[Cue], faults: Counter[str]) -> list[list[Cue]]:
    """The cues by recording (files are pasted together, and their times begin anew), each sorted by time."""
    recordings: list[list[Cue]] = [[]]
    latest = 0.0
    for cue in cues:
        if latest > _RESTART_FROM and cue.start < _RESTART_TO:
            recordings.append([])
            latest = 0.0
        recordings[-1].append(cue)
        latest = max(latest, cue.start)
    # One or two cues near zero in the middle of a recording are misprints in their stamps and no new recording.
    if any(len(recording) < 10 for recording in recordings):
        recordings = [list(cues)]
    faults["restart"] += len(recordings) - 1
    for recording in recordings:
        faults["order"] += sum(1 for one, two in pairwise(recording) if two.start < one.start)
        recording.sort(key=lambda cue: cue.start)
    return recordings


def _pieces(part: int, utterances: Iterable[Said]) -> Iterable[_Piece]:
    for start, end, lines, speaker, turn in utterances:
        for sentence in _sentences(_joined(lines)):
            yield _Piece(part, start, end, sentence, speaker, turn)
            # Only what somebody new says first is a turn.
            turn = False  # noqa: PLW2901


def _sentences(text: str) -> list[str]:
    if not _MAY_END.search(text):
        return [text] if text else []
    sentences: list[str] = []
    begin = 0
    for gap in _SENTENCES.finditer(text):
        end = gap.start(1)
        if not _ABBREVIATION.search(text[max(begin, end - 12) : end]):
            sentences.append(text[begin:end])
            begin = gap.end()
    return [*sentences, text[begin:]] if text[begin:] else sentences


def _groups(pieces: Iterable[_Piece]) -> Iterable[list[_Piece]]:
    group: list[_Piece] = []
    for piece in pieces:
        if group and _breaks(group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _breaks(group: list[_Piece], piece: _Piece) -> bool:
    """Whether a new block begins with ``piece``."""
    last = group[-1]
    if piece.part != last.part or piece.speaker != last.speaker or piece.turn:
        return True
    pause = piece.start - last.end
    length = piece.end - group[0].start
    if pause > PAUSE or length > LONGEST:
        return True
    if length <= LONG:
        return False
    # Automatic captions may have no full stops; there a breath is all there is to go by.
    return _ends_sentence(last) or (pause >= BREATH and not any(_ends_sentence(each) for each in group))


def _ends_sentence(piece: _Piece) -> bool:
    return _SENTENCE_END.search(piece.text[-6:]) is not None


def _block(group: list[_Piece]) -> Block:
    first = group[0]
    # Which recording a later part belongs to is not known, and a wrong second is worse than none.
    spot = Spot(second=first.start) if first.part == 0 else NOWHERE
    text = _joined([piece.text for piece in group])
    return Block(BlockKind.PARAGRAPH, text, spot, speaker=first.speaker)


def _remarks(faults: Counter[str]) -> list[Remark]:
    return [
        Remark(f"undertekst_{fault}", message.format(n=amount(faults[fault], one, several)))
        for fault, (one, several, message) in _FAULTS.items()
        if faults[fault] > 0
    ]
