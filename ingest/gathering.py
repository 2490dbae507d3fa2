"""From the places a person names to the files to take in, each with what it is to us, and those that must be refused.

A folder is searched to its bottom, but never left: a link that leads out of it is refused, also when it leads back.
"""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.problems import Reason
from kunnskapsbase.document_text import DOCUMENT, WEBINAR
from kunnskapsbase.errors import InputError
from kunnskapsbase.network import NETWORK
from kunnskapsbase.records import SourceEntry, Status
from kunnskapsbase.scheme import SCHEME

EXPERIENCE = "erfaring"
# The rooms of corpus/ that hold records, and what each Markdown file in them is.
ROOMS = {
    "erfaringer": EXPERIENCE,
    "webinarer": WEBINAR,
    "nettverk": NETWORK,
    "ordninger": SCHEME,
    "dokumenter": DOCUMENT,
}
REGISTER = Path("kommuner") / "kommuner.csv"

SIDECAR_ENDINGS = (".yml", ".yaml")
# What systems and office programs leave in folders, and people never mean.
_LITTER = re.compile(r"\.|~\$|Thumbs\.db$|desktop\.ini$|.*\.(tmp|part|crdownload)$", re.IGNORECASE)
# Fields that a file of each kind has, and no other document with front matter does.
_FIELDS_OF = {
    EXPERIENCE: re.compile(rb"^(aktorer|innovasjonstype):", re.MULTILINE),
    WEBINAR: re.compile(rb"^(arrangor|opptak_url|program):", re.MULTILINE),
    NETWORK: re.compile(rb"^(medlemmer|alle_i_fylke|sikkerhet):", re.MULTILINE),
    SCHEME: re.compile(rb"^(hvem_kan_soke|soknadsfrist|soknadsfrist_tekst):", re.MULTILINE),
}
_FRONT = 8192


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in: where it lies, what the store calls it, and which kind of record it holds.

    ``root`` is the folder it was found in, and must lie in when links have been followed; None for a file that was
    named by itself.
    """

    file: Path
    path: str
    kind: str
    root: Path | None = None


@dataclass
class Gathered:
    """What was found, and what was refused; ``folders`` are the places that were searched to their bottom."""

    files: list[Found] = field(default_factory=list)
    refused: list[SourceEntry] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)


def store_path(file: Path, corpus: Path) -> str:
    """A file's name in the record store: relative to the corpus, so that a moved checkout is the same corpus."""
    whole = Path(os.path.realpath(file))
    try:
        return whole.relative_to(os.path.realpath(corpus)).as_posix()
    except ValueError:
        return whole.as_posix()


def gather(places: Sequence[Path], corpus: Path, *, inside: Path | None = None) -> Gathered:
    """The files at ``places``, each once, in the order of their paths within each place.

    A file named by itself may be a link to anywhere, unless it must lie ``inside`` a folder.

    Raises:
        InputError: a place is not there, or there is nothing in any of them.
    """
    gathered = Gathered()
    seen: set[str] = set()
    for place in places:
        if not os.path.lexists(place):
            raise InputError(f"Fant ikke {place}. Oppgi mapper eller filer, for eksempel corpus/ eller rapport.pdf.")
        if place.is_dir() and inside is None:
            gathered.folders.append(place)
        for entry in _entries(place, corpus, inside):
            found = _misnamed(entry, corpus) or _look(
                entry, place if inside is None else inside, corpus, named=entry == place and inside is None
            )
            if isinstance(found, SourceEntry):
                gathered.refused.append(found)
            elif found and found.path not in seen:
                seen.add(found.path)
                gathered.files.append(found)
    if not gathered.files and not gathered.refused:
        raise InputError(f"Fant ingenting å ta inn i {', '.join(map(str, places))}: der er ingen filer.")
    return gathered


def _entries(place: Path, corpus: Path, inside: Path | None) -> Iterator[Path]:
    if not place.is_dir() or inside is not None:
        yield place
        return
    if os.path.realpath(place) == os.path.realpath(corpus) or (place / REGISTER).exists():
        # A corpus keeps templates, schemas and tables too; only its rooms hold what is taken in.
        for room in ROOMS:
            if (place / room).is_dir():
                yield from _walk(place / room)
        return
    yield from _walk(place)


def _walk(folder: Path) -> Iterator[Path]:
    """Everything in a folder that is no folder itself, and the folders that cannot be entered or are links."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in listed:
        path = folder / entry.name
        if _LITTER.match(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if path.suffix == ".md" and path.parent.name in ROOMS:
                yield path
            else:
                yield from _walk(path)
        elif not entry.name.lower().endswith(SIDECAR_ENDINGS):
            yield path


def _misnamed(path: Path, corpus: Path) -> SourceEntry | None:
    """The refusal of a file whose name is in an old encoding, which neither the record store nor an answer can hold."""
    here = Path(os.path.realpath(path.parent)) / path.name
    shown = os.fsencode(here).decode("utf-8", "backslashreplace")
    if shown == str(here):
        return None
    message = "Navnet på filen eller på en mappe over den er ikke UTF-8 (tegnene er vist med \\x). Gi den et nytt navn."
    return _refused(Path(shown), corpus, Reason.NOT_READABLE, message)


def _look(path: Path, place: Path, corpus: Path, *, named: bool) -> Found | SourceEntry | None:
    here = Path(os.path.realpath(path.parent)) / path.name
    try:
        whole = path.resolve(strict=True)
        kind = whole.stat()
    except (OSError, RuntimeError) as error:
        return _refused(here, corpus, Reason.NOT_READABLE, _unreachable(path, error))
    if not named and path.is_symlink() and not whole.is_relative_to(os.path.realpath(place)):
        message = "Filen er en lenke som fører ut av mappen, og leses ikke. Legg en kopi i mappen i stedet."
        return _refused(here, corpus, Reason.OUTSIDE_FOLDER, message)
    if stat.S_ISDIR(kind.st_mode):
        return _folder(path, here, corpus)
    if not stat.S_ISREG(kind.st_mode):
        message = "Dette er ikke en vanlig fil (men et rør, en kontakt eller en enhet), og leses ikke."
        return _refused(here, corpus, Reason.NOT_READABLE, message)
    room = ROOMS.get(path.parent.name, DOCUMENT)
    if path.suffix.lower() == ".md" and path.name == "README.md" and room != DOCUMENT:
        return None
    return Found(path, store_path(path, corpus), _kind(path, room), None if named else place)


def _folder(path: Path, here: Path, corpus: Path) -> SourceEntry | None:
    if path.is_symlink():
        message = "Mappen er en lenke, og følges ikke: den kan gå i ring. Oppgi mappen den fører til, i stedet."
        return _refused(here, corpus, Reason.NOT_READABLE, message)
    if path.suffix == ".md":
        message = "Dette er en mappe, men heter som en fil. Gi den et annet navn."
        return _refused(here, corpus, Reason.NOT_READABLE, message)
    message = "Mappen lot seg ikke åpne. Sjekk at du har lov til å lese den."
    return _refused(here, corpus, Reason.NOT_READABLE, message)


def _unreachable(path: Path, error: OSError | RuntimeError) -> str:
    if path.is_symlink():
        return "Filen er en lenke som går i ring eller fører til noe som ikke finnes. Slett lenken."
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"Filen lot seg ikke lese ({reason}). Sjekk at du har lov til å lese den."


def _refused(here: Path, corpus: Path, reason: Reason, message: str) -> SourceEntry:
    # By the link's own name: what it leads to may be a source of its own.
    inside = Path(os.path.realpath(corpus))
    path = here.relative_to(inside).as_posix() if here.is_relative_to(inside) else here.as_posix()
    return SourceEntry(path, "", Status.FAILED, ((None, message),), reason.value)


def _kind(file: Path, room: str) -> str:
    if file.suffix.lower() != ".md":
        return DOCUMENT
    if room != DOCUMENT:
        return room
    try:
        with file.open("rb") as opened:
            front = opened.read(_FRONT)
    except OSError:
        return DOCUMENT
    if not front.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return DOCUMENT
    head = front.split(b"\n---", 1)[0]
    return next((kind for kind, field in _FIELDS_OF.items() if field.search(head)), DOCUMENT)
