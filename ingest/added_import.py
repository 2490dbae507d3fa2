"""Back from the files of ``ingest.added_files`` to a store: what can be read is kept, what cannot is told by line."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ingest.added_files import KINDS, Kind
from ingest.front_matter import FrontMatter, read_front_matter
from ingest.problems import FileRejectedError, Problem
from ingest.published_files import FOLDER, import_published, published_files
from ingest.text_files import read_text
from ingest.validation import validate
from kunnskapsbase.audit import LOCAL
from kunnskapsbase.errors import ConflictError, InputError, UnknownMunicipalityError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records import RecordStore
from kunnskapsbase.records.entities import Entities
from kunnskapsbase.successors import number_of_today

# The keys that name a municipality; a number out of use is brought to that of today.
_NUMBERS = ("kommunenummer", "mentor", "spør")


@dataclass
class Imported:
    """How many were new and how many were there as they are; what is wrong, and what else there is to know."""

    new: int = 0
    there: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def import_added(folder: Path, address: str, register: MunicipalityRegister) -> Imported:
    """Keep what the files in ``folder`` tell in the store at ``address``; what is there already is not changed.

    Raises:
        InputError: there is no such file.
    """
    files = [(kind, file) for kind in KINDS for file in sorted((folder / kind.folder).glob("*.md"))]
    experiences = list(published_files(folder))
    if not files and not experiences:
        folders = ", ".join([*(kind.folder for kind in KINDS), FOLDER])
        raise InputError(f"Fant ingenting å lese i {folder}. Den skal ha noen av mappene {folders}, med filer i.")
    imported = Imported()
    with closing(RecordStore(address)) as records:
        # First, because what was added may be of one of them.
        for file in experiences:
            _publish(file, records, register, imported)
        for kind in KINDS:
            with closing(kind.store(address)) as store:
                for file in (file for of_kind, file in files if of_kind is kind):
                    _take_in(file, kind, register, _Into(store, records, imported))
    return imported


@dataclass(frozen=True, slots=True)
class _Into:
    store: Entities[Any]
    records: RecordStore
    imported: Imported

    def keep(self, name: str, entity: Any) -> None:  # noqa: ANN401 (whatever the store keeps)
        solution_id = getattr(entity, "solution_id", None)
        if solution_id and self.records.is_blocked("", record_id=solution_id):
            raise InputError(f"Løsningen «{solution_id}» er tatt ned, og det som er lagt til den, tas ikke inn igjen.")
        there = self.store.get(entity.id)
        self.store.record(entity, LOCAL)
        if there is None:
            self.imported.new += 1
        else:
            self.imported.there += 1


def _publish(file: Path, records: RecordStore, register: MunicipalityRegister, imported: Imported) -> None:
    try:
        if import_published(file, records, register):
            imported.new += 1
        else:
            imported.there += 1
    except FileRejectedError as rejected:
        imported.problems += rejected.problems
    except InputError as refused:
        imported.problems.append(Problem(file.as_posix(), None, str(refused)))


def _take_in(file: Path, kind: Kind, register: MunicipalityRegister, into: _Into) -> None:
    name = file.as_posix()
    try:
        front = read_front_matter(name, read_text(file))
        into.imported.remarks += _numbers_of_today(name, front, register)
        into.keep(name, _read(name, kind, front))
    except FileRejectedError as rejected:
        into.imported.problems += rejected.problems
    except (InputError, ConflictError) as refused:
        into.imported.problems.append(Problem(name, None, str(refused)))


def _read(name: str, kind: Kind, front: FrontMatter) -> BaseModel:
    """The entity that a file tells of.

    Raises:
        FileRejectedError: with everything that is wrong with the file.
        InputError: what the model itself refuses, in its own words.
    """
    problems = [*front.problems]
    if front.body.strip():
        message = "Her står alt i hodet; under det skal det ikke stå tekst. Flytt den inn i et felt, eller slett den."
        problems.append(Problem(name, front.body_line, message))
    entity = None
    if front.readable:
        entity, invalid = validate(kind.model, name, front, front.data)
        problems += invalid
    if problems or entity is None:
        raise FileRejectedError(problems)
    return entity


def _numbers_of_today(name: str, front: FrontMatter, register: MunicipalityRegister) -> Iterator[Problem]:
    """Put the number of today in the place of one out of use, with a remark on each.

    Raises:
        FileRejectedError: no municipality has or had the number.
    """
    for key in _NUMBERS:
        written = front.data.get(key)
        if not isinstance(written, str):
            continue
        try:
            front.data[key], remark = number_of_today(written, register)
        except UnknownMunicipalityError as unknown:
            raise FileRejectedError([Problem(name, front.line((key,)), str(unknown))]) from None
        if remark:
            yield Problem(name, front.line((key,)), remark)
