"""Experiences that were published on the page Del, as files like those of ``corpus/erfaringer``, and back.

They have no file of their own until they are exported. Put into the corpus, the file takes over: it has the same id.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ingest.experience_file import experience_text, read_experience
from ingest.gathering import EXPERIENCE
from ingest.text_files import write_text
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records import Record, RecordStore, SourceEntry, Status
from kunnskapsbase.sharing import is_published, published_path
from kunnskapsbase.solution import Solution

FOLDER = "erfaringer"
_PARSER = "markdown"


def export_published(folder: Path, address: str) -> list[str]:
    """Write every published experience of the store at ``address``; the names of the files, from ``folder``."""
    with closing(RecordStore(address)) as store:
        return [_written(folder, record) for record in store.each(EXPERIENCE) if is_published(record.path)]


def _written(folder: Path, record: Record) -> str:
    name = f"{FOLDER}/{record.id}.md"
    write_text(folder / name, experience_text(Solution.model_validate_json(record.body)))
    return name


def published_files(folder: Path) -> Iterator[Path]:
    """The files of an export that tell of experiences, by name."""
    yield from sorted((folder / FOLDER).glob("*.md"))


def import_published(file: Path, store: RecordStore, register: MunicipalityRegister) -> bool:
    """Publish what a file tells again; whether it was new.

    Raises:
        FileRejectedError: with everything that is wrong with the file.
        InputError: it was taken down, or the experience is there with other content.
    """
    solution = read_experience(file, register)
    if store.is_blocked("", record_id=solution.id):
        raise InputError(f"Erfaringen «{solution.id}» er tatt ned, og tas ikke inn igjen.")
    body = solution.model_dump_json(by_alias=True, exclude_none=True)
    there = store.get([solution.id]).get(solution.id)
    if there is not None:
        if there.body != body:
            raise InputError(
                f"Erfaringen «{solution.id}» finnes fra før, med annet innhold. Ta ned den som er der, eller gi filen "
                "og id-en et annet navn."
            )
        return False
    path, sha256 = published_path(solution.id), hashlib.sha256(body.encode()).hexdigest()
    entry = SourceEntry(
        path, sha256, Status.TAKEN_IN, kind=EXPERIENCE, record_id=solution.id, title=solution.title, parser=_PARSER
    )
    store.save([Record(solution.id, EXPERIENCE, path, sha256, body)], [entry])
    return True
