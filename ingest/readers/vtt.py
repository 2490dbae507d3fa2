"""WebVTT: subtitles of YouTube (the automatic ones too), transcripts of Teams and Zoom."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from webvtt import WebVTT
from webvtt.errors import MalformedFileError

from ingest.blocks import Extract, Remark, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.captions import check_amount, extract
from ingest.readers.encoding import read_text
from ingest.readers.stamps import Cue, mend, plain_cues

_HEADER = re.compile(r"\s*WEBVTT(?:[ \t][^\n]*)?(?:\n|$)")
_KEYS = {
    "tittel": "tittel",
    "title": "tittel",
    "utgiver": "utgiver",
    "publisher": "utgiver",
    "dato": "dato",
    "date": "dato",
    "url": "url",
}
_SAYS_OF_ITSELF = re.compile(r"\s*([A-Za-z]+)\s*[:=]\s*(\S.*?)\s*")


def read(file: Path, limits: Limits) -> Extract:
    """Read a WebVTT file; what it says of itself may stand in its header or in a NOTE («NOTE url: https://…»).

    Raises:
        UnreadableError: the file is empty, too large, no text, or has no cues.
    """
    text, remarks = read_text(file, limits)
    found = parse(text)
    found.remarks[:0] = remarks
    return found


def parse(text: str) -> Extract:
    """The same for the text of a WebVTT file."""
    text = text.strip()
    if (plain := _plain(text)) is not None:
        return extract(SourceType.VTT, "webvtt-py", plain, Counter())
    remarks: list[Remark] = []
    if not _HEADER.match(text):
        remarks.append(Remark("mangler_webvtt", "Filen mangler «WEBVTT» på første linje, men er lest likevel."))
        text = "WEBVTT\n\n" + text
    mended = mend(text)
    check_amount(mended.cues)
    try:
        captions = WebVTT.from_string(mended.text)
    except MalformedFileError as error:
        raise UnreadableError(Reason.INVALID, "Filen er ikke WebVTT. Eksporter undertekstene på nytt.") from error
    cues = [
        Cue(each.start_time.in_milliseconds() / 1000, each.end_time.in_milliseconds() / 1000, tuple(each.lines))
        for each in captions.captions
    ]
    mended.faults["lost"] += mended.cues - len(cues)
    found = extract(SourceType.VTT, "webvtt-py", cues, mended.faults)
    found.remarks[:0] = remarks
    notes = [note for each in captions.captions for note in each.comments]
    lines = [*captions.metadata, *captions.header_comments, *notes]
    found.metadata = _says_of_itself(line for note in lines for line in note.split("\n"))
    return found


def _plain(text: str) -> list[Cue] | None:
    """The cues of a file that says nothing of itself and in which there is nothing to mend; None for any other."""
    head, _, cues = text.partition("\n\n")
    return plain_cues(f"{cues}\n".lstrip("\n")) if head == "WEBVTT" else None


def _says_of_itself(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        match = _SAYS_OF_ITSELF.fullmatch(line[:500])
        if match and match.group(1).lower() in _KEYS:
            found.setdefault(_KEYS[match.group(1).lower()], match.group(2))
    return found
