"""What a file is, by its content. The name decides only between text formats that look alike.

Images, sound, film and archives are named by ``filetype``, which Haystack brings already and which needs no system
library as ``python-magic`` does. It is not asked about the rest: it knows a BMP by the two letters «BM» (and so takes a
text on BMW for an image), and looks for OOXML in the first member of the archive alone (its issues 138 and 171).
"""

from pathlib import Path

import filetype

from ingest.blocks import Remark, SourceType
from ingest.problems import Reason, UnreadableError
from ingest.readers.packages import package_type
from ingest.readers.sniff_text import CONTROLS, byte_order_mark, looks_like_text, text_type

HEAD_BYTES = 65_536
READ_TYPES = "PDF, DOCX, PPTX, XLSX, CSV, HTML, Markdown, ren tekst, VTT, SRT, JSONL og lyd eller film"
WRONG_EXTENSION = "feil_filendelse"

_CFB = bytes.fromhex("d0cf11e0a1b11ae1")
_PDF_WITHIN = 1024  # PDF readers look for the header this far in: scanners and mailers put bytes before it.
_RTF = b"{\\rtf"

NAMES = {
    SourceType.PDF: "PDF",
    SourceType.DOCX: "et Word-dokument (DOCX)",
    SourceType.PPTX: "en presentasjon (PPTX)",
    SourceType.XLSX: "et regneark (XLSX)",
    SourceType.CSV: "CSV",
    SourceType.HTML: "en nettside (HTML)",
    SourceType.MARKDOWN: "Markdown",
    SourceType.TEXT: "ren tekst",
    SourceType.VTT: "teksting (VTT)",
    SourceType.SRT: "teksting (SRT)",
    SourceType.JSONL: "JSONL",
    SourceType.AUDIO: "lyd eller film",
}

EXTENSIONS = {
    SourceType.PDF: (".pdf",),
    SourceType.DOCX: (".docx", ".docm", ".dotx", ".dotm"),
    SourceType.PPTX: (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
    SourceType.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    SourceType.CSV: (".csv", ".tsv", ".tab"),
    SourceType.HTML: (".html", ".htm", ".xhtml"),
    SourceType.MARKDOWN: (".md", ".markdown"),
    SourceType.TEXT: (".txt", ".text"),
    SourceType.VTT: (".vtt",),
    SourceType.SRT: (".srt",),
    SourceType.JSONL: (".jsonl", ".ndjson"),
    SourceType.AUDIO: (
        *(".mp3", ".m4a", ".wav", ".ogg", ".oga", ".opus", ".flac", ".aac", ".amr", ".aiff", ".aif", ".wma"),
        *(".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv", ".mpg", ".mpeg", ".3gp", ".flv"),
    ),
}
CLAIMS = {extension: kind for kind, extensions in EXTENSIONS.items() for extension in extensions}
# Other formats' extensions, which lie just as much on a file that turns out to be readable.
_OTHER_CLAIMS = frozenset(
    (".doc", ".xls", ".ppt", ".rtf", ".odt", ".ods", ".odp", ".zip", ".jpg", ".jpeg", ".png", ".gif", ".xml", ".exe")
)


def source_type(file: Path) -> SourceType:
    """The format of ``file`` by its content; see ``sniff``."""
    return sniff(file)[0]


def sniff(file: Path) -> tuple[SourceType, Remark | None]:
    """The format of ``file`` by its content, and a remark when its extension says another.

    Raises:
        UnreadableError: the file is empty, cannot be opened, or is of no type that is read; the message says which
            types are.
    """
    extension = file.suffix.lower()
    kind = _by_content(file, _head(file), CLAIMS.get(extension))
    claimed = CLAIMS.get(extension)
    if claimed is kind or (claimed is None and extension not in _OTHER_CLAIMS):
        return kind, None
    message = (
        f"Filnavnet slutter på «{extension}», men innholdet er {NAMES[kind]} og er lest som det. "
        f"Gi filen endelsen «{EXTENSIONS[kind][0]}»."
    )
    return kind, Remark(WRONG_EXTENSION, message)


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(HEAD_BYTES)
    except (OSError, ValueError) as error:
        raise UnreadableError(
            Reason.NOT_READABLE, "Filen kan ikke åpnes. Sjekk at den finnes, og at du har lov til å lese den."
        ) from error


def _by_content(file: Path, head: bytes, claimed: SourceType | None) -> SourceType:
    if not head:
        raise UnreadableError(Reason.EMPTY, "Filen er tom (0 byte). Hent eller lagre den på nytt.")
    if not head.strip(b"\0"):
        raise UnreadableError(
            Reason.DAMAGED, "Filen inneholder bare nullbyte; lagringen ble trolig avbrutt. Hent den på nytt."
        )
    if _is_pdf(head):
        return SourceType.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return package_type(file, head)
    if head.startswith(_CFB):
        raise _old_office(file)
    if head.startswith(_RTF):
        raise UnreadableError(Reason.OLD_FORMAT, "Filen er RTF. Åpne den i Word og lagre den som DOCX.")
    if looks_like_text(head) and not _has_signature(head):
        return text_type(head, claimed)
    return _binary(head)


def _has_signature(head: bytes) -> bool:
    """Whether a format names itself in bytes no text begins with: a photo may hold 64 kB of plain XMP after them."""
    begins_as_text = head[0] < 0x80 and not set(head[:8]) & CONTROLS
    return not begins_as_text and not byte_order_mark(head) and filetype.guess(head) is not None


def _is_pdf(head: bytes) -> bool:
    if head.startswith(b"%PDF-"):
        return True
    # Further in, only where what stands before is not a text that happens to speak of PDF.
    return b"\n%PDF-" in head[:_PDF_WITHIN].replace(b"\r", b"\n") and b" obj" in head


def _old_office(file: Path) -> UnreadableError:
    """Word, Excel and PowerPoint before 2007, and the encrypted of today, share one container."""
    if _contains(file, "EncryptedPackage".encode("utf-16-le")):
        return UnreadableError(
            Reason.ENCRYPTED,
            "Filen er beskyttet med passord. Åpne den, fjern passordet (Fil > Informasjon > Beskytt) og lagre på nytt.",
        )
    return UnreadableError(
        Reason.OLD_FORMAT,
        "Filen er lagret i et Office-format fra før 2007 (.doc, .xls, .ppt) eller er en e-post (.msg). Åpne den og "
        "lagre den som DOCX, XLSX, PPTX eller PDF.",
    )


def _contains(file: Path, wanted: bytes) -> bool:
    before = b""
    with file.open("rb") as opened:
        while chunk := opened.read(1 << 20):
            if wanted in before + chunk:
                return True
            before = chunk[-len(wanted) :]
    return False


def _binary(head: bytes) -> SourceType:
    kind = filetype.guess(head)
    mime = "" if kind is None else kind.mime
    if kind and mime.startswith("image/"):
        raise UnreadableError(
            Reason.NEEDS_OCR,
            f"Filen er et bilde ({kind.extension.upper()}). Teksten må hentes ut med tekstgjenkjenning (OCR) først; "
            "lagre resultatet som PDF eller DOCX.",
        )
    # filetype knows the common brands of MP4 alone; what is no HEIC or AVIF is film or sound.
    if mime.startswith(("audio/", "video/")) or head[4:8] == b"ftyp":
        return SourceType.AUDIO
    what = f"Filen er av typen {kind.extension.upper()}" if kind else "Filen er ikke av en kjent type"
    raise UnreadableError(Reason.UNKNOWN_TYPE, f"{what}. Disse leses: {READ_TYPES}.")
