"""What is known of a file before it is read: whether it is new, what is said of it, and what it is the text of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.catalogue import match, read_catalogue
from ingest.documents import Job, file_hash
from ingest.gathering import Found
from ingest.limits import Limits
from ingest.made_by import made_by, refused_by
from ingest.metadata import Metadata, from_options
from ingest.problems import FileRejectedError, Problem, Reason
from ingest.row_mapping import mapping_file
from ingest.sidecar import read_sidecar, sidecar_of
from ingest.validation import nearest
from kunnskapsbase.document import DocumentKind
from kunnskapsbase.document_text import WEBINAR
from kunnskapsbase.records import REJECTED, SERVES, RecordStore, SourceEntry, Status
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Webinar

Notes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wishes:
    """How a person wants files taken in.

    ``told`` is what the command's options say of the document; ``again`` lets in what was taken down, ``force`` reads
    also what is unchanged, and ``accept`` takes in what was held back for its amount of text.
    """

    dry_run: bool = False
    told: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    force: bool = False
    accept: bool = False


class Preparer:
    """Looks at one file after another, and knows which need not be read."""

    def __init__(self, settings: Settings, store: RecordStore, wishes: Wishes) -> None:
        self._settings = settings
        self._limits = Limits.of(settings)
        self._store = store
        self._wishes = wishes
        self._reports = read_catalogue(settings.corpus)
        self._webinars = {record.id: record.path for record in store.each(WEBINAR)}
        from_options(dict(wishes.told))

    def prepare(self, found: Found) -> Job | SourceEntry:
        """The job of reading the file, or what is to be said of it at once.

        A row with the status ``UNCHANGED`` or ``REMOVED`` is for the run's summary alone, and a rejected one with a
        version is the ledger's own, of a file that is as it was; what else is returned goes in the ledger.
        """
        before = self._store.source(found.path)
        try:
            sha256 = file_hash(found.file)
        except OSError as error:
            message = f"Filen lot seg ikke lese ({error.strerror}). Sjekk at du har lov til å lese den."
            return _failed(found, "", Reason.NOT_READABLE, ((None, message),))
        if self._is_blocked(found.path, sha256):
            return SourceEntry(found.path, sha256, Status.REMOVED, kind=found.kind)
        told = self._wishes.told or dict(before.told if before else {})
        try:
            metadata, notes = self._metadata(found, sha256, told)
        except FileRejectedError as rejected:
            problems = tuple((each.line, f"{each.path}: {each.message}") for each in rejected.problems)
            return _failed(found, sha256, Reason.INVALID, problems)
        served = before if before and before.status in SERVES else None
        if metadata.report and not served and self._is_blocked(found.path, sha256, metadata.report):
            # The report was taken down as another file.
            return SourceEntry(found.path, sha256, Status.REMOVED, kind=found.kind)
        made = made_by(self._settings, metadata, mapping=_mapping(found.file))
        if before and before.sha256 == sha256 and (known := self._as_before(before, made)):
            return known
        same = before is not None and before.sha256 == sha256
        accepted = same and before is not None and (before.accepted or self._accept_now(before))
        return Job(
            found,
            sha256,
            made,
            metadata,
            told,
            notes,
            moved_from=() if before else self._moved_from(found, sha256),
            before=served.counts.get("characters") if served else None,
            accepted=accepted,
        )

    def _is_blocked(self, path: str, sha256: str, record_id: str = "") -> bool:
        return not self._wishes.again and self._store.is_blocked(path, sha256, record_id)

    def _as_before(self, before: SourceEntry, made: str) -> SourceEntry | None:
        """What is to be said of a file with the content it had, unless it must be read all the same."""
        if self._wishes.force:
            return None
        if before.status in SERVES and before.made_by == made:
            return SourceEntry(before.path, before.sha256, Status.UNCHANGED, kind=before.kind)
        rejected = before.status in REJECTED and before.made_by == refused_by(made, self._limits)
        return before if rejected else None

    def _accept_now(self, before: SourceEntry) -> bool:
        return self._wishes.accept and before.status is Status.QUARANTINED

    def _moved_from(self, found: Found, sha256: str) -> tuple[str, ...]:
        earlier = (entry.path for entry in self._store.with_content(sha256) if entry.path and entry.path != found.path)
        return tuple(path for path in earlier if not (self._settings.corpus / path).exists())

    def _metadata(self, found: Found, sha256: str, told: Mapping[str, str]) -> tuple[Metadata, Notes]:
        metadata = from_options(dict(told))
        notes: list[tuple[str, str]] = []
        sidecar = sidecar_of(found.file)
        beside = read_sidecar(sidecar) if sidecar else Metadata()
        metadata = metadata.over(beside)
        webinar = metadata.webinar
        if webinar is None and found.file.stem in self._webinars:
            webinar = found.file.stem
            notes.append(("webinar_av_navnet", f"Filen er tatt for teksten til webinaret «{webinar}», av navnet."))
        if webinar is not None:
            metadata = metadata.over(self._webinar(webinar, sidecar))
        report = match(self._reports, found.file.stem, sha256)
        if report and not (report.by_name and beside.title not in {None, report.report.title}):
            metadata = metadata.over(report.metadata)
            if report.by_name and sidecar is None:
                message = (
                    f"Filen er tatt for rapporten «{report.report.id}» i rapporter.yml, av navnet. Er det feil, legg "
                    f"ved {found.file.name}.yml med tittel, utgiver og url."
                )
                notes.append(("katalog_av_navnet", message))
        return metadata, tuple(notes)

    def _webinar(self, webinar_id: str, sidecar: Path | None) -> Metadata:
        record = self._store.get([webinar_id]).get(webinar_id)
        if record is None or record.kind != WEBINAR:
            near = nearest(webinar_id, self._webinars)
            hint = f" Mente du «{near}»?" if near else ""
            where = sidecar.name if sidecar else "--webinar"
            message = f"Fant ikke webinaret «{webinar_id}».{hint} Ta inn webinaret først, eller rett id-en."
            raise FileRejectedError([Problem(where, None, message)])
        webinar = Webinar.model_validate_json(record.body)
        address = webinar.recording_url or webinar.url
        return Metadata(webinar.title, webinar.organiser, address, webinar.date, DocumentKind.WEBINAR, webinar.id)


def _mapping(file: Path) -> bytes:
    """The column mapping that a list is read with: a change in it changes what the list becomes."""
    mapping = mapping_file(file)
    try:
        return mapping.read_bytes() if mapping else b""
    except OSError:
        return b""


def _failed(found: Found, sha256: str, reason: Reason, problems: tuple[tuple[int | None, str], ...]) -> SourceEntry:
    return SourceEntry(found.path, sha256, Status.FAILED, problems, reason.value, kind=found.kind)
