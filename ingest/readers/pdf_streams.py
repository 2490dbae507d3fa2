"""What can be known of a PDF before a library opens it: that it has a header and an end, and is no bomb.

pypdf 7 stops at 75 MB of one unpacked stream by itself. PDFium goes on to 1 GiB and pdfminer has no bound at all, so
the compressed streams are unpacked once here, piece by piece, and thrown away. Images are not: nobody reads them.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError

_MEGABYTE = 1_000_000
# One stream: the same as pypdf's own bound. All streams together: KB_READ_UNPACKED_MEGABYTES.
_STREAM_MEGABYTES = 75
_PIECE = 1 << 16
_UNPACKED_PIECE = 1 << 20
# A dictionary stands right before its stream, and the ones that matter here are short.
_DICTIONARY = 2000
_MOST_LAYERS = 8
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_DEFLATED = re.compile(rb"/FlateDecode\b|/Fl\b")
_BEGIN = re.compile(rb"\bstream\r?\n")
_END_WITHIN = 4096


@dataclass(frozen=True, slots=True)
class Streams:
    """What a look through the file found. ``cut_off`` says that its end is missing."""

    images: int
    cut_off: bool


def look_through(data: bytes, limits: Limits) -> Streams:
    """Count the images and unpack everything else once, to see that it can be unpacked.

    Raises:
        UnreadableError: a stream, or all of them together, become larger than a document has reason to be.
    """
    images, total, position = 0, 0, 0
    while begin := _BEGIN.search(data, position):
        end = data.find(b"endstream", begin.end())
        end = len(data) if end < 0 else end
        dictionary = data[max(position, begin.start() - _DICTIONARY) : begin.start()]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        if _IMAGE.search(dictionary):
            images += b"/ImageMask" not in dictionary
        elif layers := len(_DEFLATED.findall(dictionary)):
            total += _unpacked_size(data, begin.end(), end, min(layers, _MOST_LAYERS))
        if total > limits.unpacked_megabytes * _MEGABYTE:
            raise _bomb(f"mer enn {limits.unpacked_megabytes} MB i alt")
        position = end
    return Streams(images, b"%%EOF" not in data[-_END_WITHIN:])


def _unpacked_size(data: bytes, start: int, end: int, layers: int) -> int:
    pieces: Iterable[bytes] = (data[at : min(at + _PIECE, end)] for at in range(start, end, _PIECE))
    for _ in range(layers):
        pieces = _unpacked(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _STREAM_MEGABYTES * _MEGABYTE:
            raise _bomb(f"mer enn {_STREAM_MEGABYTES} MB på ett sted")
    return size


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack without ever holding more than a piece; what is damaged ends here, and the readers say so later."""
    unpacker = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _UNPACKED_PIECE)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        return


def _bomb(amount: str) -> UnreadableError:
    return UnreadableError(
        Reason.BOMB,
        f"PDF-en pakker ut til {amount}. Slik ser en pakkebombe ut, så filen leses ikke. Er den ekte, så skriv den ut "
        "til PDF på nytt.",
    )
