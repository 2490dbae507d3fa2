"""Packed files (ZIP): which Office format one is, and whether it can be unpacked without harm.

Nothing is unpacked here. ``zipfile`` never gives more of a member than its entry in the directory promises, and then
checks the checksum, so bounds on what is promised are bounds on what a reader can meet.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from ingest.blocks import SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError

MAX_MEMBERS = 20_000
_MEGABYTE = 1 << 20
# A member that unpacks to less than this is let through however tightly it is packed: empty sheets pack 1:500.
_SMALL = 20 * _MEGABYTE
_MAX_RATIO = 300

_OFFICE = {"word/": SourceType.DOCX, "ppt/": SourceType.PPTX, "xl/": SourceType.XLSX}
_DAMAGED = "Filen er en pakket fil (DOCX, PPTX, XLSX eller ZIP) som er avkortet eller ødelagt. Hent den på nytt."


def package_type(file: Path, head: bytes) -> SourceType:
    """Which Office format a ZIP file is, by the names of its members; ``head`` is its first bytes.

    Raises:
        UnreadableError: it is damaged, or another kind of packed file.
    """
    names = _names(file)
    for folder, kind in _OFFICE.items():
        # Word 365 may call the main part document2.xml, so the folder and not the file decides.
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            if kind is SourceType.XLSX and "xl/workbook.bin" in names:
                raise UnreadableError(
                    Reason.OLD_FORMAT, "Filen er et binært regneark (XLSB). Åpne det i Excel og lagre det som XLSX."
                )
            return kind
    if b"mimetypeapplication/vnd.oasis.opendocument" in head[:200]:
        raise UnreadableError(
            Reason.UNKNOWN_TYPE,
            "Filen er et OpenDocument (ODT, ODS eller ODP). Lagre den som DOCX, XLSX, PPTX eller PDF.",
        )
    raise UnreadableError(
        Reason.UNKNOWN_TYPE, "Filen er et arkiv (ZIP). Pakk det ut, og ta inn filene i det hver for seg."
    )


def check_package(file: Path, limits: Limits) -> None:
    """Refuse a packed file that would unpack beyond the limits, without unpacking it.

    Raises:
        UnreadableError: too many members, too large unpacked, packed too tightly, or members that share their bytes.
    """
    check_members(_members(file), file.stat().st_size, limits)


def check_members(members: Sequence[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """The same for the members of a packed file of ``size`` bytes.

    Raises:
        UnreadableError: as ``check_package``.
    """
    if len(members) > MAX_MEMBERS:
        raise UnreadableError(
            Reason.BOMB,
            f"Filen er pakket av {len(members)} deler; grensen er {MAX_MEMBERS}. Lagre den på nytt fra programmet "
            "sitt, eller som PDF.",
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_megabytes * _MEGABYTE:
        raise UnreadableError(
            Reason.BOMB,
            f"Filen vokser til {unpacked // _MEGABYTE} MB når den pakkes ut; grensen er {limits.unpacked_megabytes} "
            "MB. Er det en ekte fil, del den opp eller ta ut bildene.",
        )
    # Overlapping members (David Fifield's bomb) take more room than the file has.
    if sum(member.compress_size for member in members) > size:
        raise UnreadableError(Reason.BOMB, "Filens innholdsfortegnelse lyver om størrelsene. Hent den på nytt.")
    for member in members:
        if member.file_size > _SMALL and member.file_size > _MAX_RATIO * member.compress_size:
            raise UnreadableError(
                Reason.BOMB,
                f"En del av filen er pakket så tett ({member.compress_size // 1024} kB blir "
                f"{member.file_size // _MEGABYTE} MB) at den ikke ser ut som et dokument.",
            )


def _names(file: Path) -> list[str]:
    return [member.filename for member in _members(file)]


def _members(file: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    # zipfile raises ValueError, NotImplementedError and others on directories that are nonsense.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError) as error:
        raise UnreadableError(Reason.DAMAGED, _DAMAGED) from error
