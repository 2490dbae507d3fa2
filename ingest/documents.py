"""From a file to a document: read in a process of its own, masked, cut into passages, linked to municipalities.

Each step is a component of the document pipeline. What goes between them is one ``Job``: a step fills in its part, or
says why the file cannot be taken in, and then the steps after it leave the job alone.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from haystack import component

from ingest import bounds
from ingest.blocks import Extract, RawExperience
from ingest.gathering import Found
from ingest.isolation import ReaderProcess
from ingest.limits import Limits
from ingest.linking import PlaceLinker
from ingest.metadata import Metadata, from_file, kind_of
from ingest.privacy import mask
from ingest.problems import FileRejectedError, Reason, UnreadableError
from ingest.rows import solution_of
from ingest.splitting import split
from kunnskapsbase.document import Document, DocumentPassage
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.settings import Settings
from kunnskapsbase.slugs import slug
from kunnskapsbase.solution import Solution

_HASH_BLOCK = 1 << 20


@dataclass(frozen=True)
class Refusal:
    """Why a file is not taken in: a code, and what is wrong as (line or None, message)."""

    reason: Reason
    problems: tuple[tuple[int | None, str], ...]


@dataclass(frozen=True)
class Job:
    """A file on its way to being a document.

    ``told`` is what the person who added it said of it, ``notes`` what should be known of it, as (code, message).
    ``moved_from`` are paths of the same content whose file is gone. ``before`` is how many characters the version that
    serves has; ``accepted`` that a person has looked at the amount.
    """

    found: Found
    sha256: str
    made_by: str
    metadata: Metadata = field(default_factory=Metadata)
    told: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()
    moved_from: tuple[str, ...] = ()
    before: int | None = None
    accepted: bool = False
    dry_run: bool = False
    extract: Extract | None = None
    masked: dict[str, int] = field(default_factory=dict)
    document: Document | None = None
    solutions: tuple[tuple[int, Solution], ...] = ()
    bad_rows: tuple[tuple[int | None, str], ...] = ()
    refusal: Refusal | None = None

    def __deepcopy__(self, _: dict[int, object]) -> Self:
        """Itself: Haystack copies what goes between components, which for a long document costs more than reading."""
        return self

    def refused(self, reason: Reason, *problems: tuple[int | None, str]) -> "Job":
        """The job, with the reason why it ends here."""
        return replace(self, refusal=Refusal(reason, problems))


def file_hash(file: Path) -> str:
    """The SHA-256 of a file's bytes, read a piece at a time."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def document_id(path: str) -> str:
    """The id of a document that is no report of the catalogue: its file's name, and digits for the folder it lies in.

    It follows the path alone, so that a new version, a better title or a note beside the file leave it as it is. A
    report of the catalogue is called what it is called there (``Metadata.report``), whatever its file is called.
    """
    digits = hashlib.sha256(path.encode()).hexdigest()[:8]
    return f"{slug(Path(path).stem) or 'dokument'}-{digits}"


@component
class DocumentReader:
    """Reads a file in the reading process, which it keeps; ``close`` ends it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._process: ReaderProcess | None = None

    def warm_up(self) -> None:
        """Make ready to read; the process starts with the first file."""
        if self._process is None:
            self._process = ReaderProcess(Limits.of(Settings(**self.settings)))

    def close(self) -> None:
        """End the reading process."""
        if self._process is not None:
            self._process.close()
            self._process = None

    @component.output_types(job=Job)
    def run(self, job: Job) -> dict[str, Job]:
        """The job with what was read. A file that changes meanwhile is read once more, and then refused."""
        self.warm_up()
        assert self._process is not None
        for _ in range(2):
            try:
                extract = self._process.read(job.found.file, root=job.found.root)
                sha256 = file_hash(job.found.file)
            except UnreadableError as error:
                return {"job": job.refused(error.reason, (None, str(error)))}
            except OSError as error:
                message = f"Filen forsvant mens den ble lest ({error.strerror}). Kjør kommandoen på nytt."
                return {"job": job.refused(Reason.NOT_READABLE, (None, message))}
            if sha256 == job.sha256:
                return {"job": replace(job, extract=extract)}
            job = replace(job, sha256=sha256)
        message = "Filen ble endret to ganger mens den ble lest. Vent til den er ferdig lagret, og kjør på nytt."
        return {"job": job.refused(Reason.CHANGED_WHILE_READ, (None, message))}


@component
class PrivacyMasker:
    """Hides what is private, before anything is kept; how much of each kind is counted."""

    @component.output_types(job=Job)
    def run(self, job: Job) -> dict[str, Job]:
        """The job with its text masked."""
        if job.refusal or job.extract is None:
            return {"job": job}
        extract, masked = mask(job.extract)
        return {"job": replace(job, extract=extract, masked=masked)}


@component
class DocumentMaker:
    """Cuts the text into passages, links the places they name, and makes the document; rows become experiences."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._register: MunicipalityRegister | None = None

    def warm_up(self) -> None:
        """Load the register."""
        if self._register is None:
            self._register = load_register(Settings(**self.settings).corpus / "kommuner")
            self._linker = PlaceLinker(self._register)

    @component.output_types(job=Job)
    def run(self, job: Job) -> dict[str, Job]:
        """The job with its document and experiences, or refused because the amount of text is unlikely."""
        self.warm_up()
        if job.refusal or job.extract is None:
            return {"job": job}
        extract = job.extract
        if extract.experiences:
            job = self._with_rows(job, extract.experiences)
        passages = tuple(map(self._linked, split(extract.blocks))) if extract.blocks else ()
        doubt = None if job.accepted else bounds.suspicion(extract, len(passages), job.before)
        if doubt and not job.refusal:
            hint = " Er det likevel riktig, ta den inn med «python -m ingest retry --accept»."
            job = job.refused(Reason.SUSPICIOUS_AMOUNT, (None, doubt + hint))
        if job.refusal or not passages:
            return {"job": job}
        return {"job": replace(job, document=_document(job, extract, passages))}

    def _linked(self, passage: DocumentPassage) -> DocumentPassage:
        mentions = self._linker.mentions(passage.text, passage.headings)
        numbers = dict.fromkeys(number for mention in mentions for number in mention.kommunenummer)
        return passage.model_copy(update={"kommunenummer": tuple(numbers)})

    def _with_rows(self, job: Job, rows: Sequence[RawExperience]) -> Job:
        assert self._register is not None
        solutions: list[tuple[int, Solution]] = []
        problems: list[tuple[int | None, str]] = []
        seen: dict[str, int] = {}
        for number, raw in enumerate(rows, 1):
            row = raw.spot.row or number
            try:
                solution = solution_of(raw, job.found.path, self._register)
            except FileRejectedError as rejected:
                problems.extend((problem.line or row, problem.message) for problem in rejected.problems)
                continue
            if solution.id in seen:
                problems.append((row, f"Id-en «{solution.id}» står også på rad {seen[solution.id]}."))
                continue
            seen[solution.id] = row
            solutions.append((row, solution))
        job = replace(job, solutions=tuple(solutions), bad_rows=tuple(problems))
        return job if solutions else job.refused(Reason.INVALID, *problems)


def _document(job: Job, extract: Extract, passages: tuple[DocumentPassage, ...]) -> Document:
    said = job.metadata.over(from_file(extract.metadata, extract.blocks, job.found.file.stem))
    languages: Counter[str] = Counter()
    for passage in passages:
        languages[passage.language] += len(passage.text)
    return Document(
        id=job.metadata.report or document_id(job.found.path),
        kind=said.kind or kind_of(extract.source_type),
        title=said.title or job.found.file.stem,
        publisher=said.publisher,
        url=said.url,
        date=said.date,
        language=languages.most_common(1)[0][0],
        passages=passages,
        links=tuple(extract.links),
    )
