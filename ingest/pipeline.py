"""Taking in: from the places a person names to records and an index that is up to date, and what came of each file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from ingest.document_index import build_passages, wanted_passages
from ingest.documents import Job
from ingest.gathering import EXPERIENCE, Found, Gathered, gather, store_path
from ingest.preparing import Preparer, Wishes
from ingest.recording import IndexJob, Summary, wanted_index
from ingest.room import require_room
from ingest.steps import DocumentPipeline, build_index, document_pipeline, take_in_corpus
from ingest.text_files import is_file
from kunnskapsbase.document_text import DOCUMENT, WEBINAR
from kunnskapsbase.errors import InputError
from kunnskapsbase.index import engine
from kunnskapsbase.index.naming import holds
from kunnskapsbase.network import NETWORK
from kunnskapsbase.records import REJECTED, ROW_MARK, RecordStore, SourceEntry, Status, open_to_read
from kunnskapsbase.scheme import SCHEME
from kunnskapsbase.settings import Settings
from kunnskapsbase.sharing import is_published

_FOLLOW_THEIR_FILE = {EXPERIENCE, WEBINAR, NETWORK, SCHEME}


@dataclass(frozen=True)
class Outcome:
    """What ``add`` came to.

    ``indexed`` and ``passages`` are the numbers of texts in a new index of solutions and of passages, ``None`` where
    the old one serves.
    """

    summary: Summary
    indexed: int | None
    passages: int | None = None


def add(
    places: Path | Sequence[Path],
    settings: Settings,
    *,
    dry_run: bool = False,
    wishes: Wishes | None = None,
    inside: Path | None = None,
) -> Outcome:
    """Take in files and folders. A second run with nothing changed does nothing.

    ``inside`` is a folder that files named one by one must lie in when links have been followed.

    Raises:
        InputError: a place is not there or holds nothing, or the wishes cannot be met.
        StoreFullError, OSError: there is no room to write in; what was taken in stands.
    """
    wanted = replace(wishes or Wishes(), dry_run=dry_run or (wishes is not None and wishes.dry_run))
    gathered = gather([places] if isinstance(places, Path) else places, settings.corpus, inside=inside)
    if wanted.told and [found.kind for found in gathered.files] != [DOCUMENT]:
        raise InputError("Tittel, utgiver og andre opplysninger kan bare oppgis for ett dokument om gangen.")
    summary = _take_in(gathered, settings, wanted)
    if wanted.dry_run:
        return Outcome(summary, None)
    indexed, passages = bring_up_to_date(settings)
    return Outcome(summary, indexed, passages)


def _take_in(gathered: Gathered, settings: Settings, wishes: Wishes) -> Summary:
    ours = [found for found in gathered.files if found.kind != DOCUMENT]
    documents = [found for found in gathered.files if found.kind == DOCUMENT]
    # First, because a transcript may belong to a webinar among them.
    summary = take_in_corpus(settings, ours, dry_run=wishes.dry_run, again=wishes.again) if ours else Summary()
    store = open_to_read(settings.database) if wishes.dry_run else RecordStore(settings.database)
    try:
        if documents:
            _take_in_documents(documents, settings, store, wishes, summary)
        summary.sources.extend(gathered.refused)
        seen = {found.path for found in gathered.files} | {entry.path for entry in gathered.refused}
        summary.gone = tuple(_gone(gathered.folders, settings.corpus, store, seen))
        if not wishes.dry_run and (gathered.refused or summary.gone):
            store.save([], gathered.refused, summary.gone)
    finally:
        store.close()
    return summary


def _take_in_documents(
    documents: list[Found], settings: Settings, store: RecordStore, wishes: Wishes, summary: Summary
) -> None:
    preparer = Preparer(settings, store, wishes)
    unchanged: list[str] = []
    with document_pipeline(settings) as pipeline:
        for found in tqdm(documents, desc="Leser dokumenter", unit="fil", disable=None):
            source = _one(preparer.prepare(found), pipeline, store, dry_run=wishes.dry_run)
            if source.status is Status.UNCHANGED:
                unchanged.append(source.path)
            elif source.status is Status.REMOVED:
                summary.removed.append(source.path)
            else:
                summary.sources.append(source)
    summary.unchanged += len(unchanged)
    if not wishes.dry_run:
        store.touch(unchanged)


def _one(prepared: Job | SourceEntry, pipeline: DocumentPipeline, store: RecordStore, *, dry_run: bool) -> SourceEntry:
    if isinstance(prepared, Job):
        return pipeline.take_in(replace(prepared, dry_run=dry_run))
    # A row with a version is the ledger's own, of a file that is as it was; the others are not there yet.
    if prepared.status in REJECTED and not prepared.version and not dry_run:
        store.save([], [prepared])
    return prepared


def retry(settings: Settings, names: Sequence[str] = (), *, accept: bool = False) -> Outcome | None:
    """Read again what could not be taken in: all of it, or the sources called ``names``; None where there is nothing.

    With ``accept`` what was held back for its amount of text is taken in.

    Raises:
        InputError: there is no such source, or its file is no longer there.
    """
    store = open_to_read(settings.database)
    try:
        sources = [source for name in names for source in _named(store, name)] if names else store.failures()
    finally:
        store.close()
    files = [settings.corpus / source.path for source in sources if source.path]
    # A link that was refused because it leads elsewhere must not get in by being named here.
    present = [file for file in files if is_file(file) and not file.is_symlink()]
    if names and len(present) < len(files):
        raise InputError(
            f"Filen er borte, eller er en lenke: {', '.join(map(str, sorted(set(files) - set(present))))}."
        )
    if not present:
        return None
    return add(present, settings, wishes=Wishes(force=True, accept=accept))


def _named(store: RecordStore, name: str) -> list[SourceEntry]:
    found = store.find_sources(name)
    if not found:
        raise InputError(f"Fant ingen kilde «{name}». «python -m ingest list» viser alle.")
    return found


def _gone(folders: Sequence[Path], corpus: Path, store: RecordStore, seen: set[str]) -> list[str]:
    """Sources once met under ``folders`` whose file is no longer there, and that follow their file.

    What lies in the corpus follows it, and so do experiences, webinars, networks and schemes. A document from elsewhere
    stays until somebody removes it: people empty the folder they dropped it in. What was published on the page Del has
    no file at all.
    """
    inside = [store_path(folder, corpus) for folder in folders]
    gone: list[str] = []
    for source in store.sources() if folders else ():
        if not source.path or source.path in seen or is_published(source.path):
            continue
        if not any(_under(source.path, folder) for folder in inside):
            continue
        follows = not source.path.startswith("/") or source.kind in _FOLLOW_THEIR_FILE
        if (follows or source.served_version is None) and not (corpus / source.path).exists():
            gone.append(source.path)
    return gone


def _under(path: str, folder: str) -> bool:
    if folder == ".":
        return not path.startswith("/")
    return path.startswith(f"{folder.rstrip('/')}/") or (ROW_MARK in path and path.startswith(folder))


def bring_up_to_date(settings: Settings) -> tuple[int | None, int | None]:
    """Build the indexes that are not of the records as they are now; how many texts of solutions, and passages."""
    store = RecordStore(settings.database)
    try:
        job = wanted_index(settings, store)
        missing = [each for each in (job, wanted_passages(settings, store)) if not _serves(settings, each)]
        if missing:
            require_room(settings, store.count(EXPERIENCE) + store.total("passages"))
    finally:
        store.close()
    indexed = build_index(settings, job) if job in missing else None
    passages = build_passages(settings)
    if indexed is None and passages is None:
        # One that was killed after it had swapped has left what it replaced.
        engine(settings).tidy()
    return indexed, passages


def _serves(settings: Settings, job: IndexJob) -> bool:
    return holds(engine(settings).current(job.alias), job.content)


def reindex(settings: Settings) -> int:
    """Build the index anew from the records, beside the old one, and swap. Returns the number of passages.

    Raises:
        InputError: nothing has been taken in yet.
    """
    store = RecordStore(settings.database)
    try:
        if not any(store.count(kind) for kind in (EXPERIENCE, DOCUMENT, WEBINAR)):
            raise InputError("Ingenting er tatt inn ennå. Kjør «make index», som tar inn corpus/ og bygger indeksen.")
        job = wanted_index(settings, store)
        require_room(settings, store.count(EXPERIENCE) + store.total("passages"))
    finally:
        store.close()
    count = build_index(settings, job)
    build_passages(settings, anew=True)
    return count
