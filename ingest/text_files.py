"""Text files as people and scripts leave them: read with clear refusals, written whole or not at all."""

import math
import os
import re
import unicodedata
from pathlib import Path

from ingest.problems import FileRejectedError, Problem

MAX_BYTES = 1_000_000

# Characters that no editor shows: control characters, the Unicode line breaks that editors and parsers count
# differently, and the noncharacters.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def read_text(path: Path) -> str:
    r"""The text of ``path`` in NFC with ``\n`` line ends; a byte order mark and CRLF are accepted.

    NFC, because macOS may write «å» as two characters, and «pågår» would then be an unknown value.

    Raises:
        FileRejectedError: the file is too large, is not UTF-8 or has characters no editor shows.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        megabytes = f"{math.ceil(size / 100_000) / 10}".replace(".", ",")
        raise FileRejectedError(
            [
                Problem(
                    path.as_posix(),
                    None,
                    f"Filen er {megabytes} MB; grensen er 1 MB. Legg vedlegg et annet sted og lenk til dem.",
                )
            ]
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRejectedError([_not_utf8(path, data, error.start)]) from error
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    unseen = [
        Problem(
            path.as_posix(),
            text.count("\n", 0, match.start()) + 1,
            f"Linjen har et usynlig tegn (U+{ord(match.group()):04X}). Slett tegnet; det følger ofte med når "
            "tekst limes inn fra PDF eller Word.",
        )
        for match in _UNSEEN.finditer(text)
    ]
    if unseen:
        raise FileRejectedError(unseen)
    return text


def is_file(path: Path) -> bool:
    """Whether there is a file at ``path``: no, where its name is longer than any file's or its folder may not be read.

    ``Path.is_file`` raises for these, and a name that only just fits is too long with an ending more.
    """
    try:
        return path.is_file()
    except OSError:
        return False


def _not_utf8(path: Path, data: bytes, offset: int) -> Problem:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(
            path.as_posix(), 1, "Filen er lagret som UTF-16 («Unicode»). Lagre den på nytt med koding UTF-8."
        )
    return Problem(
        path.as_posix(),
        data.count(b"\n", 0, offset) + 1,
        f"Filen er ikke UTF-8: byte nummer {offset + 1} er 0x{data[offset]:02X}. Lagre den på nytt med koding "
        "UTF-8, ellers blir æ, ø og å feil.",
    )


def printable(text: str) -> str:
    """``text`` with a question mark for whatever a terminal would act on or could not show."""
    return "".join(each if each.isprintable() else "?" for each in text)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in one step, so that a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not tempfile: its files are readable by their owner alone, and the replaced file would be so too.
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
