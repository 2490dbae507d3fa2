"""The reports of the catalogue, brought to a folder; what came, whence and when is noted in ``hentet.yml`` beside them.

A file is put in place in one step, and only when its type is what the server and the address say, its hash what the
catalogue says (where it does), and a reader finds text in it. Each gets a note (``<file>.yml``) with title, publisher
and the address it came from, which ``ingest add`` reads.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from ingest.addresses import FetchError, FetchProblem
from ingest.blocks import Extract, SourceType
from ingest.fetching import Earlier, Fetched, Fetcher
from ingest.isolation import ReaderProcess
from ingest.problems import UnreadableError
from ingest.readers.sniff import EXTENSIONS, NAMES
from ingest.report_catalogue import Report
from ingest.text_files import write_text
from kunnskapsbase.errors import InputError
from kunnskapsbase.locking import ProcessLock

NOTES_NAME = "hentet.yml"
_HEADER = "# Hva som er hentet, hvorfra og når. Skrives av «python -m ingest fetch»; ikke rediger.\n"
_LOCK_NAME = ".hentes.lock"

_WRITTEN = frozenset({SourceType.TEXT, SourceType.MARKDOWN, SourceType.CSV, SourceType.VTT, SourceType.SRT})
_OFFICE = "application/vnd.openxmlformats-officedocument"
# What a server may call each type. Any other word, or none, says nothing («application/octet-stream»).
_MEANT_BY = {
    "application/pdf": frozenset({SourceType.PDF}),
    "application/x-pdf": frozenset({SourceType.PDF}),
    "text/html": frozenset({SourceType.HTML}),
    "application/xhtml+xml": frozenset({SourceType.HTML}),
    "text/plain": _WRITTEN,
    "text/markdown": _WRITTEN,
    f"{_OFFICE}.wordprocessingml.document": frozenset({SourceType.DOCX}),
    f"{_OFFICE}.presentationml.presentation": frozenset({SourceType.PPTX}),
    f"{_OFFICE}.spreadsheetml.sheet": frozenset({SourceType.XLSX}),
}


class FetchStatus(StrEnum):
    """What came of fetching one report."""

    FETCHED = "hentet"
    UNCHANGED = "uendret"
    CHANGED = "endret"
    FAILED = "feilet"
    NO_ADDRESS = "uten_adresse"


@dataclass(frozen=True)
class Outcome:
    """What came of fetching one report; ``entry`` is its note in ``hentet.yml``, where there is one."""

    id: str
    status: FetchStatus
    message: str
    problem: FetchProblem | None = None
    entry: dict[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"id": self.id, "status": self.status, "grunn": self.problem, "melding": self.message, **self.entry}


@dataclass(frozen=True)
class Note:
    """One entry of ``hentet.yml``; the fields are named as they stand in the file."""

    id: str
    fil: str
    adresse: str
    endelig_adresse: str
    omdirigeringer: list[str]
    hentet: str
    sist_sjekket: str
    innholdstype: str | None
    format: str
    byte: int
    sha256: str
    tegn: int
    etag: str | None = None
    sist_endret: str | None = None
    forrige_sha256: str | None = None


def choose(reports: Sequence[Report], ids: Sequence[str]) -> list[Report]:
    """The reports with these ids, or all of them where none is named.

    Raises:
        InputError: an id is not in the catalogue.
    """
    by_id = {report.id: report for report in reports}
    if unknown := [each for each in ids if each not in by_id]:
        raise InputError(f"Ukjent rapport: {', '.join(unknown)}. Disse står i rapporter.yml: {', '.join(by_id)}.")
    return [by_id[each] for each in dict.fromkeys(ids)] if ids else list(reports)


def fetch_reports(
    reports: Iterable[Report], folder: Path, fetcher: Fetcher, reader: ReaderProcess
) -> Iterator[Outcome]:
    """Fetch the reports one after another, and tell of each as it is done.

    Raises:
        StoreInUseError: another process fetches to the same folder.
        InputError: the folder's own notes cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessLock(folder / _LOCK_NAME, "Mappen for hentede rapporter"):
        collection = _Collection(folder, fetcher, reader)
        for report in reports:
            yield collection.bring(report)


class _Collection:
    """A folder of fetched reports and the notes on them."""

    def __init__(self, folder: Path, fetcher: Fetcher, reader: ReaderProcess) -> None:
        self._folder = folder
        self._fetcher = fetcher
        self._reader = reader
        self._notes = _read_notes(folder)

    def bring(self, report: Report) -> Outcome:
        """Fetch one report, and note it."""
        address = report.own_address
        if address is None:
            return Outcome(report.id, FetchStatus.NO_ADDRESS, report.why_no_address, FetchProblem.NO_ADDRESS)
        part = self._folder / f".{report.id}.del"
        try:
            outcome, note = self._bring(report, address, part)
            self._notes[report.id] = note
            _write_notes(self._folder, self._notes.values())
        except FetchError as error:
            return Outcome(report.id, FetchStatus.FAILED, str(error), error.problem)
        except OSError as error:
            message = f"Kan ikke lagre i {self._folder} ({error.strerror}). Sjekk plass og rettigheter."
            return Outcome(report.id, FetchStatus.FAILED, message, FetchProblem.NOT_STORED)
        finally:
            part.unlink(missing_ok=True)
        return outcome

    def _bring(self, report: Report, address: str, part: Path) -> tuple[Outcome, Note]:
        before = self._notes.get(report.id)
        is_there = before and before.adresse == address and _hash_of(self._folder / before.fil) == before.sha256
        known = before if is_there else None
        fetched = self._fetcher.fetch(address, part, Earlier(known.etag, known.sist_endret) if known else None)
        if fetched.path is None:
            if known is None:
                message = f"{address} sier «uendret» uten å være spurt. Prøv igjen senere."
                raise FetchError(FetchProblem.REFUSED, message)
            return _unchanged(known, fetched)
        _check_hash(report, fetched)
        extract = _read(fetched, self._reader)
        if known and known.sha256 == fetched.sha256:
            return _unchanged(known, fetched)
        note = _note(report, fetched, extract, before)
        part.replace(self._folder / note.fil)
        _write_sidecar(self._folder, report, note)
        if before is not None and before.fil != note.fil:
            (self._folder / before.fil).unlink(missing_ok=True)
            (self._folder / f"{before.fil}.yml").unlink(missing_ok=True)
        return _outcome(note, before), note


def _check_hash(report: Report, fetched: Fetched) -> None:
    if report.sha256 is not None and fetched.sha256 != report.sha256:
        raise FetchError(
            FetchProblem.OTHER_CONTENT,
            f"Innholdet på {fetched.final_address} er et annet enn rapporter.yml venter (SHA-256 {fetched.sha256}). "
            "Er det en ny og riktig utgave, rett «sha256» der. Ingenting er lagret.",
        )


def _read(fetched: Fetched, reader: ReaderProcess) -> Extract:
    """What a reader finds in the file, once its type is what it was said to be."""
    assert fetched.path is not None
    try:
        extract = reader.read(fetched.path)
    except UnreadableError as error:
        message = f"Det som kom fra {fetched.final_address}, kan ikke leses. {error}"
        raise FetchError(FetchProblem.WRONG_TYPE, message) from error
    kind = extract.source_type
    said = (fetched.content_type or "").partition(";")[0].strip().lower()
    meant = _MEANT_BY.get(said)
    if meant is not None and kind not in meant:
        raise FetchError(
            FetchProblem.WRONG_TYPE,
            f"{fetched.final_address} sier at innholdet er {said}, men det er {NAMES[kind]}. Ikke lagret.",
        )
    if kind is SourceType.HTML and any(_names_a_pdf(each) for each in (fetched.address, fetched.final_address)):
        raise FetchError(
            FetchProblem.WRONG_TYPE,
            f"{fetched.address} skulle gi en PDF, men ga en nettside; den er trolig en feilmelding eller innlogging. "
            "Ikke lagret.",
        )
    return extract


def _names_a_pdf(address: str) -> bool:
    return address.partition("?")[0].lower().endswith(".pdf")


def _note(report: Report, fetched: Fetched, extract: Extract, before: Note | None) -> Note:
    now = _now()
    changed = before is not None and before.sha256 != fetched.sha256
    return Note(
        id=report.id,
        fil=f"{report.id}{EXTENSIONS[extract.source_type][0]}",
        adresse=fetched.address,
        endelig_adresse=fetched.final_address,
        omdirigeringer=list(fetched.redirects),
        hentet=now,
        sist_sjekket=now,
        innholdstype=fetched.content_type,
        format=extract.source_type.value,
        byte=fetched.size,
        sha256=fetched.sha256,
        tegn=sum(len(block.text) for block in extract.blocks),
        etag=fetched.etag,
        sist_endret=fetched.last_modified,
        forrige_sha256=before.sha256 if changed and before else None,
    )


def _outcome(note: Note, before: Note | None) -> Outcome:
    what = "nettsiden; hovedteksten er lest" if note.format == SourceType.HTML else NAMES[SourceType(note.format)]
    size = f"{note.tegn} tegn tekst, {note.byte} byte"
    if before is not None and before.sha256 != note.sha256:
        message = f"Endret siden {before.hentet[:10]}: hentet {what} på nytt ({size})."
        return Outcome(note.id, FetchStatus.CHANGED, message, entry=asdict(note))
    return Outcome(note.id, FetchStatus.FETCHED, f"Hentet {what} ({size}).", entry=asdict(note))


def _unchanged(before: Note, fetched: Fetched) -> tuple[Outcome, Note]:
    known = asdict(before) | {"sist_sjekket": _now()}
    if fetched.path is not None:  # the same content, which the server may tag otherwise now
        known |= {"etag": fetched.etag, "sist_endret": fetched.last_modified}
    message = f"Uendret siden {before.hentet[:10]}."
    return Outcome(before.id, FetchStatus.UNCHANGED, message, entry=known), Note(**known)


def _write_sidecar(folder: Path, report: Report, note: Note) -> None:
    """What ``ingest add`` shall know of the file. A PDF's own address opens on the page; a site's may have moved."""
    url = note.endelig_adresse if note.format == SourceType.PDF else note.adresse
    about = {"tittel": report.title, "utgiver": report.publisher, "url": url, "type": "rapport"}
    if report.year is not None:
        about["dato"] = str(report.year)
    write_text(folder / f"{note.fil}.yml", _yaml(about))


def _read_notes(folder: Path) -> dict[str, Note]:
    path = folder / NOTES_NAME
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        notes = [Note(**entry) for entry in content["hentet"]]
    except FileNotFoundError:
        return {}
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise InputError(
            f"{path} kan ikke leses ({error}). Slett filen; rapportene hentes da på nytt neste gang."
        ) from error
    # The names are used to replace and remove files, so that none may lead out of the folder.
    return {note.id: note for note in notes if Path(note.fil).name == note.fil}


def _write_notes(folder: Path, notes: Iterable[Note]) -> None:
    entries = [asdict(note) for note in sorted(notes, key=lambda note: note.id)]
    write_text(folder / NOTES_NAME, _HEADER + _yaml({"hentet": entries}))


def _yaml(content: object) -> str:
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=float("inf"))
    return text


def _hash_of(path: Path) -> str | None:
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
