"""From a folder of Markdown files to records: what is new, what is unchanged, what cannot be read and why."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from haystack import component
from tqdm import tqdm

import kunnskapsbase.solution
from ingest.experience_file import read_experience, read_webinar
from ingest.problems import FileRejectedError
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.records import Failure, Record, known_files
from kunnskapsbase.settings import Settings

EXPERIENCE = "erfaring"
WEBINAR = "webinar"
# The rooms of corpus/ that hold records, and what each file in them is.
ROOMS = {"erfaringer": EXPERIENCE, "webinarer": WEBINAR}


@dataclass
class Reading:
    """What a folder held. ``gone`` are paths whose file has been removed since the last time."""

    records: list[Record] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unchanged: int = 0
    gone: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def _record_format() -> bytes:
    """Changes with the domain model, so that records of an older shape are read anew."""
    return hashlib.sha256(Path(kunnskapsbase.solution.__file__).read_bytes()).digest()


def _files(place: Path) -> Iterator[tuple[Path, str]]:
    if place.is_file():
        yield place, ROOMS.get(place.parent.name, EXPERIENCE)
        return
    rooms = [(place / name, kind) for name, kind in ROOMS.items() if (place / name).is_dir()]
    if not rooms:
        rooms = [(place, ROOMS.get(place.name, EXPERIENCE))]
    for room, kind in rooms:
        for file in sorted(room.rglob("*.md")):
            if file.name != "README.md":
                yield file, kind


def _key(file: Path, corpus: Path) -> str:
    """A file's name in the record store: relative to the corpus, so that a moved checkout is the same corpus."""
    try:
        return file.resolve().relative_to(corpus.resolve()).as_posix()
    except ValueError:
        return file.resolve().as_posix()


def _read(file: Path, kind: str, key: str, sha256: str, register: MunicipalityRegister) -> Record:
    if kind == WEBINAR:
        webinar = read_webinar(file)
        return Record(webinar.id, WEBINAR, key, sha256, webinar.model_dump_json(by_alias=True, exclude_none=True))
    solution = read_experience(file, register)
    return Record(solution.id, EXPERIENCE, key, sha256, solution.model_dump_json(by_alias=True, exclude_none=True))


@component
class FileReader:
    """Reads the experiences and webinars under a place; a file that cannot be read becomes a failure, not an end."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(reading=Reading)
    def run(self, place: str) -> dict[str, Reading]:
        """Read ``place`` (a folder or one file).

        Raises:
            InputError: the place is not there, or holds nothing to read.
        """
        settings = Settings(**self.settings)
        where = Path(place)
        if not where.exists():
            raise InputError(f"Fant ikke {place}. Oppgi en mappe eller fil med erfaringer, for eksempel corpus/.")
        files = list(_files(where))
        if not files:
            raise InputError(f"Fant ingen erfaringer i {place}: der er ingen filer som slutter på .md.")
        register = load_register(settings.corpus / "kommuner")
        known = known_files(settings.database)
        owner = {record_id: path for path, (record_id, _) in known.items()}
        reading = Reading()
        seen: set[str] = set()
        taken: dict[str, str] = {}
        for file, kind in tqdm(files, desc="Leser", unit="fil", disable=None):
            key = _key(file, settings.corpus)
            seen.add(key)
            try:
                content = file.read_bytes()
                sha256 = hashlib.sha256(_record_format() + content).hexdigest()
                if key in known and known[key][1] == sha256:
                    reading.unchanged += 1
                    taken.setdefault(known[key][0], key)
                    continue
                record = _read(file, kind, key, sha256, register)
            except FileRejectedError as rejected:
                problems = tuple((problem.line, problem.message) for problem in rejected.problems)
                reading.failures.append(Failure(key, sha256, problems))
                continue
            except OSError as unreadable:
                message = f"Filen lot seg ikke lese ({unreadable.strerror}). Sjekk at du har lov til å lese den."
                reading.failures.append(Failure(key, "", ((None, message),)))
                continue
            other = taken.get(record.id) or owner.get(record.id)
            if other and other != key and (other in taken.values() or _exists(other, settings.corpus)):
                message = f"Id-en «{record.id}» er alt brukt i {other}. Gi filen og id-en et annet navn."
                reading.failures.append(Failure(key, sha256, ((None, message),)))
                continue
            taken[record.id] = key
            reading.records.append(record)
        reading.gone = [] if where.is_file() else _gone(where, settings.corpus, known.keys() - seen)
        return {"reading": reading}


def _exists(key: str, corpus: Path) -> bool:
    return (corpus / key).exists()


def _gone(where: Path, corpus: Path, unseen: set[str]) -> list[str]:
    """Paths once read from under ``where`` whose file is no longer there."""
    inside = where.resolve()
    return sorted(key for key in unseen if (corpus / key).resolve().is_relative_to(inside) and not _exists(key, corpus))
