"""From the corpus's Markdown files to records: what is new, what is unchanged, what cannot be read and why."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from haystack import component
from pydantic import BaseModel
from tqdm import tqdm

from ingest import near_duplicates
from ingest.experience_file import read_experience, read_webinar
from ingest.gathering import EXPERIENCE, Found
from ingest.network_file import read_network
from ingest.problems import FileRejectedError, Reason
from ingest.scheme_file import read_scheme
from kunnskapsbase import entity, network, scheme, solution
from kunnskapsbase.document_text import WEBINAR
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.records import Record, RecordStore, Sketch, SourceEntry, Status, open_to_read
from kunnskapsbase.scheme import SCHEME
from kunnskapsbase.settings import Settings

__all__ = ["EXPERIENCE", "WEBINAR", "FileReader", "Reading"]

_MARKDOWN = "markdown"


@dataclass
class Reading:
    """What the files held. ``unchanged`` are paths, ``removed`` those that were taken down and stay so."""

    records: list[Record] = field(default_factory=list)
    sources: list[SourceEntry] = field(default_factory=list)
    sketches: list[Sketch] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def _record_format() -> bytes:
    """Changes with the domain model, so that records of an older shape are read anew."""
    models = (solution, entity, network, scheme)
    return hashlib.sha256(b"".join(Path(str(model.__file__)).read_bytes() for model in models)).digest()


@component
class FileReader:
    """Reads the files of the corpus; a file that cannot be read becomes a row of the ledger, not an end."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @component.output_types(reading=Reading)
    def run(self, files: list[Found], again: bool = False) -> dict[str, Reading]:
        """Read ``files``; with ``again`` also those that were taken down."""
        settings = Settings(**self.settings)
        store = open_to_read(settings.database)
        try:
            reader = _Reader(settings, store, again=again)
            for found in tqdm(files, desc="Leser", unit="fil", disable=None):
                reader.take(found)
        finally:
            store.close()
        return {"reading": reader.reading}


class _Reader:
    """Reads one file after another, and remembers which ids are in use."""

    def __init__(self, settings: Settings, store: RecordStore, *, again: bool) -> None:
        self.reading = Reading()
        self._settings = settings
        self._store = store
        self._again = again
        self._register = load_register(settings.corpus / "kommuner")
        self._known = store.hashes()
        self._owner = {record_id: path for path, (record_id, _) in self._known.items()}
        self._taken: dict[str, str] = {}

    def take(self, found: Found) -> None:
        try:
            content = found.file.read_bytes()
        except OSError as error:
            message = f"Filen lot seg ikke lese ({error.strerror}). Sjekk at du har lov til å lese den."
            self._reject(found, "", Reason.NOT_READABLE, [(None, message)])
            return
        sha256 = hashlib.sha256(content).hexdigest()
        made = hashlib.sha256(_record_format() + content).hexdigest()
        if not self._again and self._store.is_blocked(found.path, sha256):
            self.reading.removed.append(found.path)
            return
        if found.path in self._known and self._known[found.path][1] == made:
            self.reading.unchanged.append(found.path)
            self._taken.setdefault(self._known[found.path][0], found.path)
            return
        try:
            record, sketches, title = _read(found, made, self._register)
        except FileRejectedError as rejected:
            problems = [(problem.line, problem.message) for problem in rejected.problems]
            self._reject(found, sha256, Reason.INVALID, problems)
            return
        if not self._again and self._store.is_blocked(found.path, sha256, record.id):
            self.reading.removed.append(found.path)
            return
        other = self._taken.get(record.id) or self._owner.get(record.id)
        if other and other != found.path and (other in self._taken.values() or self._exists(other)):
            message = f"Id-en «{record.id}» er alt brukt i {other}. Gi filen og id-en et annet navn."
            self._reject(found, sha256, Reason.INVALID, [(None, message)])
            return
        self._taken[record.id] = found.path
        self.reading.records.append(record)
        self.reading.sketches.extend(sketches)
        entry = SourceEntry(
            found.path,
            sha256,
            Status.TAKEN_IN,
            kind=found.kind,
            record_id=record.id,
            title=title,
            parser=_MARKDOWN,
            counts={"tegn": len(content)},
        )
        self.reading.sources.append(entry)

    def _reject(self, found: Found, sha256: str, reason: Reason, problems: list[tuple[int | None, str]]) -> None:
        entry = SourceEntry(
            found.path, sha256, Status.FAILED, tuple(problems), reason.value, kind=found.kind, parser=_MARKDOWN
        )
        self.reading.sources.append(entry)

    def _exists(self, path: str) -> bool:
        return (self._settings.corpus / path).exists()


def _read(found: Found, made: str, register: MunicipalityRegister) -> tuple[Record, list[Sketch], str]:
    if found.kind == EXPERIENCE:
        experience = read_experience(found.file, register)
        record = Record(experience.id, EXPERIENCE, found.path, made, _body(experience))
        return record, near_duplicates.of_solution(experience, found.path), experience.title
    if found.kind == WEBINAR:
        webinar = read_webinar(found.file)
        return Record(webinar.id, WEBINAR, found.path, made, _body(webinar)), [], webinar.title
    told = read_scheme(found.file) if found.kind == SCHEME else read_network(found.file, register)
    # By kind, because a network is often called what the experience is called that tells of it.
    return Record(f"{found.kind}:{told.id}", found.kind, found.path, made, _body(told)), [], told.name


def _body(model: BaseModel) -> str:
    return model.model_dump_json(by_alias=True, exclude_none=True)
