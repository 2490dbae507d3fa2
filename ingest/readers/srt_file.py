"""SubRip (.srt): subtitles as most players and editors write them."""

import logging
from collections import Counter
from pathlib import Path

import srt

from ingest.blocks import Extract, SourceType
from ingest.limits import Limits
from ingest.readers.captions import check_amount, extract
from ingest.readers.encoding import read_text
from ingest.readers.stamps import Cue, mend, plain_cues

# It logs the text it skips, and what people have said does not belong in a log; what is lost is counted here.
logging.getLogger("srt").setLevel(logging.ERROR)


def read(file: Path, limits: Limits) -> Extract:
    """Read a SubRip file.

    Raises:
        UnreadableError: the file is empty, too large, no text, or has no cues.
    """
    text, remarks = read_text(file, limits)
    found = parse(text)
    found.remarks[:0] = remarks
    return found


def parse(text: str) -> Extract:
    """The same for the text of a SubRip file."""
    text = text.strip()
    if (plain := plain_cues(f"{text}\n")) is not None:
        return extract(SourceType.SRT, "srt", plain, Counter())
    mended = mend(text)
    check_amount(mended.cues)
    cues = [
        Cue(each.start.total_seconds(), each.end.total_seconds(), tuple(each.content.split("\n")))
        for each in srt.parse(mended.text, ignore_errors=True)
    ]
    mended.faults["lost"] += max(0, mended.cues - len(cues))
    return extract(SourceType.SRT, "srt", cues, mended.faults)
