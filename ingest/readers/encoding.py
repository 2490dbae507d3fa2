"""The text of a file whatever it was encoded in: UTF-8 first, then what Norwegian offices have left behind.

Left to choose among every encoding, charset-normalizer read 6 of 20 Windows-1252 pieces of 60 characters and 24 of 30
of 300 characters of the reports rightly (cp1250 and cp775 also «fit»); given only the encodings below, 17 of 18 and
all of 29, but of DOS text it took 10 of 23 pieces for Windows-1252. The encoding in which most æ, ø and å come out is
therefore asked first, since they have no byte in common between the three: then every one of 305 such pieces was
read rightly, in all three encodings.
"""

import codecs
import re
import unicodedata
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.blocks import Remark
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.file_check import check_file

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ["cp1252", "mac_roman", "cp850"]
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Macintosh", "cp850": "DOS"}
# Python calls these encodings; to a page or a file they are none, and their escapes warn or turn text into other text.
_NEVER_DECLARED = {"idna", "punycode", "unicode-escape", "raw-unicode-escape"}
_NORWEGIAN = re.compile("[æøåÆØÅ]")
# What is guessed from: the guess is settled long before, and the library's time grows with the length.
_SAMPLE = 200_000
# A letter of UTF-8 read as Windows-1252 and saved again: «Ã¸» for «ø».
_TWICE = re.compile("Ã[¦¸¥†˜…]")
_LINE_ENDS = re.compile("[\r\x0b\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\ud800-\udfff\ufeff\ufffe\uffff]"
)
# Of this most of a text is made, and nothing of it is ever put right.
_PLAIN_ASCII = bytes(range(0x20, 0x7F)) + b"\t\n\r"
# Of these none is half of a letter in two parts, and all are in NFC; of others only Unicode's tables know.
_MAY_BE_PARTS = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2190-\u2328]")


def read_text(file: Path, limits: Limits, declared: str | None = None) -> tuple[str, list[Remark]]:
    r"""The text of ``file``: NFC, ``\n`` line ends, no invisible characters; with what was odd about it.

    Raises:
        UnreadableError: the file is empty, too large, cannot be opened or is no text.
    """
    return decode(read_bytes(file, limits), declared)


def read_bytes(file: Path, limits: Limits) -> bytes:
    """The content of ``file``, if it is there, is not empty and is within its bound."""
    check_file(file, limits)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(Reason.NOT_READABLE, f"Filen kan ikke leses ({error.strerror}). Prøv igjen.") from error
    if not data or data.isspace():
        raise UnreadableError(Reason.EMPTY, "Filen er tom. Last den ned eller eksporter den på nytt.")
    return data


def decode(data: bytes, declared: str | None = None, *, has_pages: bool = False) -> tuple[str, list[Remark]]:
    """Text out of bytes; ``declared`` is the encoding the file says it has, and counts for less than UTF-8 that holds.

    With ``has_pages`` form feeds stay, for there they begin pages; elsewhere they are line ends.

    Raises:
        UnreadableError: the bytes are no text in any encoding that is looked for.
    """
    if (plain := _plain_text(data)) is not None:
        return plain, []
    text, remarks = _decoded(data, declared)
    if len(_TWICE.findall(text)) > 2:
        try:
            text = text.encode("cp1252").decode("utf-8")
            remarks.append(_remark("Æ, ø og å var lagret dobbelt kodet («Ã¸»), og er rettet. Se over teksten."))
        except UnicodeError:
            remarks.append(_remark("Noen æ, ø og å ser dobbelt kodet ut («Ã¸»). Lagre filen på nytt som UTF-8."))
    text = text.replace("\r\n", "\n")
    # What is taken out is none of it printable, and asking is four times as fast as looking for each of them.
    if not text.replace("\n", "").isprintable():
        text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
        text = text if has_pages else text.replace("\f", "\n")
    if not text.strip():
        raise UnreadableError(Reason.EMPTY, "Filen har ingen tekst. Last den ned eller eksporter den på nytt.")
    return unicodedata.normalize("NFC", text), remarks


def plain_lines(data: bytes) -> tuple[str, list[str]] | None:
    """UTF-8 in which nothing but line ends is to be put right, as it stands and line by line; None for all else."""
    text = _undamaged(data)
    # No other line end is left in it than those of files, and parting at them is quicker than to make them alike first.
    return None if text is None else (text, text.splitlines())


def _plain_text(data: bytes) -> str | None:
    """The same as one text with plain line ends; None for all else."""
    text = _undamaged(data)
    text = None if text is None else text.replace("\r\n", "\n")
    return None if text is None or "\r" in text else text


def _undamaged(data: bytes) -> str | None:
    """The text, if its characters beyond ASCII, a fiftieth of a Norwegian text, are as they should be."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        others = data.translate(None, _PLAIN_ASCII).decode("utf-8")
        if "Ã" in others or _MAY_BE_PARTS.search(others) or not others.replace("\xa0", "").isprintable():
            return None
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if not text or text.isspace() else text


def _decoded(data: bytes, declared: str | None) -> tuple[str, list[Remark]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict_or_mended(data[len(mark) :], encoding)
    # Every other byte of Norwegian text in UTF-16 is zero; no text in another encoding has any.
    zeros = [data[:2000][start::2].count(0) for start in (0, 1)]
    if max(zeros) > len(data[:2000]) // 4 and min(zeros) * 10 < max(zeros):
        return _strict_or_mended(data, "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        broken = error
    if b"\x00" in data[:_SAMPLE]:
        raise _no_text() from broken
    if _mostly_utf8(data):
        return _strict_or_mended(data, "utf-8")
    if declared:
        try:
            if codecs.lookup(declared).name not in _NEVER_DECLARED:
                return data.decode(declared), []
        except (LookupError, UnicodeError, ValueError):
            pass  # what it says of itself does not hold; look for what does
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, list[Remark]]:
    sample = data[:_SAMPLE]
    letters = {each: len(_NORWEGIAN.findall(sample.decode(each, errors="replace"))) for each in _CANDIDATES}
    encoding = max(letters, key=letters.__getitem__)
    if not letters[encoding] or not _like_text(sample):
        best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
        if best is None:
            raise _no_text()
        encoding = best.encoding
    name = _NAMES.get(encoding, encoding)
    text = data.decode(encoding, errors="replace")
    message = f"Filen er ikke lagret som UTF-8. Den er lest som {name}; se om æ, ø og å er riktige."
    return text, [_remark(message)]


def _strict_or_mended(data: bytes, encoding: str) -> tuple[str, list[Remark]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost > 10 + len(text) // 20:
        raise _no_text()
    message = f"{lost} tegn i filen er ødelagt og vises som «\ufffd». Last den ned eller eksporter den på nytt."
    return text, [_remark(message)]


def _mostly_utf8(data: bytes) -> bool:
    """Whether some letters are whole UTF-8 and hardly any are not: a cut file, or a stray byte."""
    text = data.decode("utf-8", errors="replace")
    whole = sum(1 for character in text[:_SAMPLE] if character > "\x7f" and character != "\ufffd")
    return whole > 5 * text[:_SAMPLE].count("\ufffd")


def _like_text(sample: bytes) -> bool:
    """Whether letters, spaces and line ends make up most of it, as they do in text and not in a packed file."""
    plain = sum(1 for byte in sample if 97 <= byte <= 122 or 65 <= byte <= 90 or byte in b" \r\n\t")
    return plain * 2 > len(sample)


def _remark(message: str) -> Remark:
    return Remark("koding", message)


def _no_text() -> UnreadableError:
    return UnreadableError(
        Reason.WRONG_ENCODING,
        "Filen er ikke tekst, eller den har en koding som ikke kjennes igjen. Åpne den og lagre den som UTF-8.",
    )
