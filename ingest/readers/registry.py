"""Which module reads which format, and the reading of one file in this process.

Files from others are read through ``ingest.isolation.ReaderProcess``, which calls this in a process of its own.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from ingest.blocks import Extract, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.file_check import check_file
from ingest.readers.sniff import sniff

READERS: Mapping[SourceType, str] = {
    SourceType.PDF: "ingest.readers.pdf",
    SourceType.DOCX: "ingest.readers.docx",
    SourceType.PPTX: "ingest.readers.pptx",
    SourceType.XLSX: "ingest.readers.xlsx",
    SourceType.CSV: "ingest.readers.csv_file",
    SourceType.HTML: "ingest.readers.html",
    SourceType.MARKDOWN: "ingest.readers.markdown",
    SourceType.TEXT: "ingest.readers.text",
    SourceType.VTT: "ingest.readers.vtt",
    SourceType.SRT: "ingest.readers.srt_file",
    SourceType.JSONL: "ingest.readers.jsonl",
    SourceType.AUDIO: "ingest.readers.audio",
}

# Python's own is 700. What the libraries leave in rings between two times is less than so many objects: 20–50 MB.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def read_file(file: Path, limits: Limits) -> Extract:
    """What stands in ``file``, whatever format it is in.

    Raises:
        UnreadableError: the file is too large, of no type that is read, its reader cannot read it, or found nothing.
    """
    check_file(file, limits)
    kind, remark = sniff(file)
    # Imported when first needed: all the readers together take seconds.
    reader = import_module(READERS[kind])
    with _rarely_collecting():
        extract: Extract = reader.read(file, limits)
    if not extract.blocks and not extract.experiences:
        raise UnreadableError(Reason.NO_TEXT, "Filen har ingen tekst som kan søkes i. Sjekk at det er riktig fil.")
    if remark is not None:
        extract.remarks.insert(0, remark)
    return extract


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Have Python look for unused rings of objects seldom: nearly all that is made in reading is kept until the end.

    Looking through it over and over takes a third of the time of a long list, and a quarter of a Word file.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
