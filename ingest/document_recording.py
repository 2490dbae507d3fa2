"""From a finished job to the record store: the document, its rows' experiences and the ledger, in one transaction."""

import hashlib
from dataclasses import replace
from typing import Any

from haystack import component

from ingest import near_duplicates
from ingest.blocks import Remark
from ingest.bounds import characters
from ingest.documents import Job, document_id
from ingest.gathering import EXPERIENCE
from ingest.limits import Limits
from ingest.made_by import refused_by
from ingest.problems import Reason
from kunnskapsbase.document import Spot
from kunnskapsbase.document_text import DOCUMENT
from kunnskapsbase.records import ROW_MARK, Record, RecordStore, Sketch, SourceEntry, Status
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution

# Remarks that say that something in the file was not read.
PARTLY = frozenset(
    {"avkortet", "innlimt_fil", "kolonner_ikke_funnet", "odelagt_del", "reddet", "samme_id", "ugyldig_linje"}
)
_MOST_WARNINGS = 50
_MOST_PROBLEMS = 200


@component
class DocumentRecorder:
    """Puts a document in place of its earlier version, and notes what came of the file. Keeps the store open."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self._store: RecordStore | None = None

    def _open(self) -> RecordStore:
        # Not in ``warm_up``, which Haystack calls by itself: a dry run must not make a store.
        if self._store is None:
            self._store = RecordStore(Settings(**self.settings).database)
        return self._store

    def close(self) -> None:
        """Close the store."""
        if self._store is not None:
            self._store.close()
            self._store = None

    @component.output_types(source=SourceEntry)
    def run(self, job: Job) -> dict[str, SourceEntry]:
        """The row that the ledger now has; with ``job.dry_run`` the row it would have."""
        if job.dry_run:
            return {"source": _entry(job, self.settings)}
        store = self._open()
        job = _with_own_id(_without_taken_ids(job, store), store)
        entry = _entry(job, self.settings)
        if job.refusal:
            store.save([], [entry])
            return {"source": entry}
        records, sketches = _records(job)
        store.save(records, [entry], job.moved_from, renewed=[job.found.path], sketches=sketches)
        return {"source": entry}


def _without_taken_ids(job: Job, store: RecordStore) -> Job:
    """The job without rows whose id belongs to another file, or was taken down."""
    own = (job.found.path, f"{job.found.path}{ROW_MARK}")
    taken = store.get([solution.id for _, solution in job.solutions])
    kept: list[tuple[int, Solution]] = []
    problems: list[tuple[int | None, str]] = list(job.bad_rows)
    for row, solution in job.solutions:
        other = taken.get(solution.id)
        if other and not other.path.startswith(own):
            problems.append((row, f"Id-en «{solution.id}» er alt brukt i {other.path}. Gi raden en annen id."))
        elif store.is_blocked(f"{own[1]}{row}", record_id=solution.id):
            problems.append((row, "Erfaringen på denne raden er tatt ned, og tas ikke inn igjen."))
        else:
            kept.append((row, solution))
    if job.solutions and not kept and not job.document:
        return job.refused(Reason.INVALID, *problems)
    return replace(job, solutions=tuple(kept), bad_rows=tuple(problems))


def _with_own_id(job: Job, store: RecordStore) -> Job:
    """The job with another id for its document where the report it is of has come in as another file already."""
    if job.document is None:
        return job
    other = store.get([job.document.id]).get(job.document.id)
    if other is None or other.path in {job.found.path, *job.moved_from}:
        return job
    own = document_id(job.found.path)
    message = (
        f"«{job.document.id}» er alt tatt inn fra {other.path}. Begge er med, denne som «{own}». Er det samme "
        "dokument, ta ned den du ikke vil ha, med «python -m ingest remove»."
    )
    return replace(
        job,
        document=job.document.model_copy(update={"id": own}),
        notes=(*job.notes, ("samme_rapport", message)),
    )


def _records(job: Job) -> tuple[list[Record], list[Sketch]]:
    # Besides the content: whatever decides the result, so that an index of the earlier result is not taken for this.
    sha256 = hashlib.sha256(f"{job.sha256} {job.made_by}".encode()).hexdigest()
    records: list[Record] = []
    sketches: list[Sketch] = []
    if job.document:
        body = job.document.model_dump_json(exclude_none=True)
        records.append(Record(job.document.id, DOCUMENT, job.found.path, sha256, body))
        sketches.extend(near_duplicates.of_document(job.document, job.found.path))
    for row, solution in job.solutions:
        path = f"{job.found.path}{ROW_MARK}{row}"
        body = solution.model_dump_json(by_alias=True, exclude_none=True)
        records.append(Record(solution.id, EXPERIENCE, path, hashlib.sha256(body.encode()).hexdigest(), body))
        sketches.extend(near_duplicates.of_solution(solution, path))
    return records, sketches


def _entry(job: Job, settings: dict[str, Any]) -> SourceEntry:
    remarks = job.extract.remarks if job.extract else []
    common: dict[str, Any] = {
        "kind": DOCUMENT,
        "parser": job.extract.parser if job.extract else "",
        "counts": _counts(job),
        "masked": job.masked,
        "warnings": (*job.notes, *((remark.code, remark_in_words(remark)) for remark in remarks))[:_MOST_WARNINGS],
        "told": job.told,
    }
    if job.refusal:
        held = job.refusal.reason is Reason.SUSPICIOUS_AMOUNT
        return SourceEntry(
            job.found.path,
            job.sha256,
            Status.QUARANTINED if held else Status.FAILED,
            job.refusal.problems[:_MOST_PROBLEMS],
            job.refusal.reason.value,
            made_by=refused_by(job.made_by, Limits.of(Settings(**settings))),
            **common,
        )
    partly = job.bad_rows or any(remark.code in PARTLY for remark in remarks)
    return SourceEntry(
        job.found.path,
        job.sha256,
        Status.PARTLY if partly else Status.TAKEN_IN,
        job.bad_rows[:_MOST_PROBLEMS],
        Reason.INVALID.value if job.bad_rows else "",
        record_id=job.document.id if job.document else None,
        title=job.document.title if job.document else job.found.file.name,
        made_by=job.made_by,
        accepted=job.accepted,
        **common,
    )


def _counts(job: Job) -> dict[str, int]:
    if job.extract is None:
        return {}
    made = {"passages": len(job.document.passages) if job.document else 0, "experiences": len(job.solutions)}
    return {**job.extract.counts, "characters": characters(job.extract), **{k: v for k, v in made.items() if v}}


def remark_in_words(remark: Remark) -> str:
    """What a remark says, with where."""
    where = _where(remark.spot)
    return f"{where}: {remark.message}" if where else remark.message


def _where(spot: Spot) -> str:
    if spot.page is not None:
        return f"side {spot.page}"
    if spot.slide is not None:
        return f"lysbilde {spot.slide}"
    if spot.row is not None:
        return f"{spot.sheet}, rad {spot.row}" if spot.sheet else f"rad {spot.row}"
    return "" if spot.minute is None else f"minutt {spot.minute}"
