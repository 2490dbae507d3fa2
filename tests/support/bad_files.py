"""Files that people deliver by accident and attackers by design, each with what must come of it.

The makers are fast: all of them together take some seconds, the largest file (100 MB on one line) half of one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.problems import Reason

GOOD_TEXT = "Asker kommune brukte møblene om igjen da tre kommuner ble til én, og sparte innkjøp for millioner."


@dataclass(frozen=True)
class BadFile:
    """One bad file. ``make`` puts it in a folder and gives its path.

    ``reasons`` are the refusals that are right; several where more than one bound may be met first. Where a file is to
    be read all the same, ``says`` is text that must come out and ``remark`` the code of what must be said about it.
    With ``contained`` the folder it is delivered in is given to the reader as the one it may not leave.
    """

    name: str
    make: Callable[[Path], Path]
    reasons: frozenset[Reason] = frozenset()
    says: str | None = None
    remark: str | None = None
    contained: bool = False

    def __str__(self) -> str:
        return self.name


BAD_FILES: list[BadFile] = []


def refused(*reasons: Reason, contained: bool = False) -> Callable[[Callable[[Path], Path]], Callable[[Path], Path]]:
    """Enter the maker under its own name, as a file that is refused for one of ``reasons``."""

    def enter(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
        BAD_FILES.append(BadFile(make.__name__, make, frozenset(reasons), contained=contained))
        return make

    return enter


def readable(
    says: str | None = None, remark: str | None = None, *also: Reason
) -> Callable[[Callable[[Path], Path]], Callable[[Path], Path]]:
    """Enter the maker as a file that is read, or refused for one of ``also``."""

    def enter(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
        BAD_FILES.append(BadFile(make.__name__, make, frozenset(also), says=says, remark=remark))
        return make

    return enter


def write(path: Path, content: bytes | str) -> Path:
    """Write ``content`` to ``path`` and give the path."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def all_bad_files() -> list[BadFile]:
    """Every bad file there is."""
    from tests.support import bad_packages, bad_pdfs, bad_places, bad_texts  # noqa: PLC0415 - they enter their makers

    assert all((bad_packages, bad_pdfs, bad_places, bad_texts))
    return sorted(BAD_FILES, key=lambda bad: bad.name)
