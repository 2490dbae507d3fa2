"""Office files are zips: what is made sure of before a library opens one.

The libraries trust their input. Here the whole package is taken through once, counted as it is unpacked, and handed
on only if it is an ordinary one. The files inside are never written to disk and macros are never run.

What the libraries do with XML entities, read in their code: python-docx 1.2 and python-pptx 1.0 parse with lxml and
``resolve_entities=False``; openpyxl 3.1 likewise, and with defusedxml where it streams. None of them says why it
fails, and office packages may not have a DTD at all (ECMA-376 part 2), so one with a DTD is refused here.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from ingest.blocks import Remark
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.encoding import read_bytes
from ingest.readers.packages import check_members

CHUNK = 1 << 18

_OLD_CONTAINER = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"purl.oclc.org/ooxml"
_DTDS = tuple(mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be"))
_OVERLAP = max(map(len, _DTDS)) - 1
_XML = (".xml", ".rels", ".vml")
_CHART_RELATIONS = re.compile(r"/charts/_rels/[^/]+\.rels$")


@dataclass
class Package:
    """An office file that may be opened: ``data`` is the whole zip, ``names`` are the files in it.

    ``archive`` is for reading single files of it; it lies in memory and needs no closing.
    """

    data: bytes
    names: frozenset[str]
    archive: zipfile.ZipFile
    remarks: list[Remark] = field(default_factory=list)

    def stream(self) -> io.BytesIO:
        """The package for a library to open."""
        return io.BytesIO(self.data)

    def read(self, name: str) -> bytes | None:
        """The content of the file ``name`` in the package; None where there is none."""
        return self.archive.read(name) if name in self.names else None

    def xml(self, name: str) -> Element | None:
        """The root of the XML file ``name``; None where there is none."""
        content = self.read(name)
        return None if content is None else parse(content)


def parse(content: bytes) -> Element:
    """The root of an XML file, with no entities resolved."""
    root: Element = fromstring(content, forbid_dtd=True)
    return root


def unpack(file: Path, limits: Limits, program: str, suffix: str) -> Package:
    """The office package in ``file``, made sure of. ``program`` and ``suffix`` are for the messages: Word, .docx.

    Raises:
        UnreadableError: it is no such package, or one that may not be opened.
    """
    data = read_bytes(file, limits)
    if data.startswith(_OLD_CONTAINER):
        raise _old_container(data, program, suffix)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        check_members(entries, len(data), limits)
        _check_names(entries)
        damaged = _check_content(archive, entries, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise damaged_file(program) from error
    package = Package(data, frozenset(entry.filename for entry in entries), archive)
    if damaged:
        package = _without(damaged, package, program)
    _say_what_is_not_read(package)
    if _STRICT in (package.read("_rels/.rels") or b""):
        raise UnreadableError(
            Reason.UNKNOWN_TYPE,
            f"Filen er lagret som «Strict Open XML», som ikke leses. Lagre den på nytt som vanlig {suffix}.",
        )
    return package


def damaged_file(program: str) -> UnreadableError:
    """What to say of a file that is not whole."""
    return UnreadableError(
        Reason.DAMAGED,
        f"Filen er ødelagt eller ikke fullstendig. Åpne den i {program} og lagre den på nytt, eller hent den en gang "
        "til.",
    )


@contextmanager
def opened_by_library(program: str) -> Iterator[None]:
    """Whatever a library makes of a damaged file becomes one named refusal; what it warns of is not for our readers.

    The libraries take a package on trust and fail in some twenty ways on a damaged one (KeyError, AttributeError,
    lxml's own …), so everything is caught, and kept as the cause. openpyxl also prints about styles it does not find,
    which would end up in what the command writes for programs.
    """
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.filterwarnings("ignore", module=r"(openpyxl|docx|pptx|lxml)\b.*")
        try:
            yield
        except UnreadableError:
            raise
        except MemoryError as error:
            raise UnreadableError(
                Reason.TOO_MUCH_MEMORY, "Filen krever mer minne enn grensen. Del den opp i flere filer."
            ) from error
        except Exception as error:
            raise damaged_file(program) from error


def _old_container(data: bytes, program: str, suffix: str) -> UnreadableError:
    if _ENCRYPTED_STREAM in data:
        return UnreadableError(
            Reason.ENCRYPTED,
            f"Filen er låst med passord. Åpne den i {program}, fjern passordet (Fil > Informasjon), og lagre den.",
        )
    return UnreadableError(
        Reason.OLD_FORMAT, f"Filen er i et gammelt format. Åpne den i {program} og velg Lagre som {suffix}."
    )


def _check_names(entries: Sequence[zipfile.ZipInfo]) -> None:
    for entry in entries:
        path = entry.filename.replace("\\", "/")
        if path.startswith("/") or ".." in PurePosixPath(path).parts or re.match("[A-Za-z]:", path):
            raise UnreadableError(
                Reason.OUTSIDE_FOLDER,
                "Filen inneholder en sti som peker ut av seg selv. Slik er ingen vanlig Office-fil; den er ikke åpnet.",
            )
        if entry.flag_bits & 1:
            raise UnreadableError(Reason.ENCRYPTED, "Filen er låst med passord. Fjern passordet og lagre den på nytt.")


def _check_content(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], limits: Limits) -> frozenset[str]:
    """Unpack everything once, counting, since the directory may lie; gives the pictures and the like that are damaged.

    Raises:
        BadZipFile, zlib.error, EOFError: what is damaged is text.
    """
    left = limits.unpacked_megabytes << 20
    damaged = set()
    for entry in entries:
        xml = entry.filename.lower().endswith(_XML)
        tail = b""
        try:
            with archive.open(entry) as content:
                while chunk := content.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise _bomb(f"Filen blir større enn {limits.unpacked_megabytes} MB når den pakkes ut.")
                    if xml and any(mark in tail + chunk for mark in _DTDS):
                        raise _bomb("Filen har egne XML-entiteter (DTD), som ingen vanlig Office-fil har.")
                    tail = chunk[-_OVERLAP:]
        except (zipfile.BadZipFile, zlib.error, EOFError):
            if xml:
                raise
            damaged.add(entry.filename)
    return frozenset(damaged)


def _bomb(what: str) -> UnreadableError:
    return UnreadableError(
        Reason.BOMB,
        f"{what} Den er ikke åpnet. Stoler du på avsenderen, åpner du den selv og lagrer innholdet på nytt.",
    )


def _without(damaged: frozenset[str], package: Package, program: str) -> Package:
    """The package with the ``damaged`` files emptied, which are pictures and the like, so that the text can be read."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as new:
        for name in sorted(package.names):
            new.writestr(name, b"" if name in damaged else package.archive.read(name))
    message = (
        f"Noen bilder eller vedlegg i filen ({len(damaged)}) er ødelagt og utelatt; teksten er lest. Åpne filen i "
        f"{program} og se etter."
    )
    mended = zipfile.ZipFile(io.BytesIO(whole.getvalue()))
    return Package(whole.getvalue(), package.names, mended, [Remark("odelagt_del", message)])


def _say_what_is_not_read(package: Package) -> None:
    names = sorted(package.names)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        package.remarks.append(Remark("makro", "Filen har makroer. De er ikke kjørt; bare teksten er lest."))
    # A chart carries its own numbers as a small workbook; what the chart shows is read from the chart.
    charts = [package.read(name) or b"" for name in names if _CHART_RELATIONS.search(name)]
    embedded = [
        name
        for name in names
        if "/embeddings/" in name and not any(PurePosixPath(name).name.encode() in chart for chart in charts)
    ]
    if embedded:
        package.remarks.append(
            Remark(
                "innebygd_fil",
                f"Filen har {len(embedded)} innebygd(e) fil(er), som ikke er lest. Lever dem for seg om "
                "innholdet trengs.",
            )
        )
