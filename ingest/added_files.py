"""What people have added to the store, as Markdown files with front matter in the style of ``corpus/``.

A folder for each kind, a file for each thing, named by whose it is and by its id. Everything stands in the front
matter, under the Norwegian keys of the domain model; the body is empty, as in a webinar's file. Experiences that were
published on the page Del are files like those of ``corpus/erfaringer`` (``ingest.published_files``). The same store
always gives the same files. Answers to «did this help?», keys, needs and the audit trail are not for people to edit,
and stay in the store.
"""

import json
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ingest.front_matter import OneLine, front_matter_text
from ingest.published_files import export_published
from ingest.text_files import write_text
from kunnskapsbase.adoption import Adoption
from kunnskapsbase.confirmation import Confirmation
from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.errors import InputError
from kunnskapsbase.mentor import Mentor, Mentorship, PairNote
from kunnskapsbase.records import Adoptions, Confirmations, Contacts, Mentors, Mentorships, PairNotes
from kunnskapsbase.records.entities import Entities

# The files that an export wrote, so that the next one can take away those that are no longer in the store.
_WRITTEN = ".eksport.json"
_ONE_LINE = ("hjelper_med",)
_NAME = re.compile(r"[a-z]+/\d{4}-[a-z]+-[0-9a-f]+\.md|erfaringer/[a-z0-9-]+\.md")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that people add: its folder, its model, its store, and the field that says whose it is."""

    folder: str
    model: type[BaseModel]
    store: Callable[[str], Entities[Any]]
    whose: str = "kommunenummer"


KINDS = (
    Kind("adopsjoner", Adoption, Adoptions),
    Kind("bekreftelser", Confirmation, Confirmations),
    Kind("kontakter", ContactPoint, Contacts),
    Kind("mentorer", Mentor, Mentors),
    Kind("mentorforhold", Mentorship, Mentorships, "mentor"),
    Kind("parmerknader", PairNote, PairNotes, "mentor"),
)


def file_text(entity: BaseModel) -> str:
    """The file of an entity: the same text for the same entity, always."""
    values = entity.model_dump(mode="json", by_alias=True, exclude_none=True)
    return front_matter_text({key: _tidy(key, value) for key, value in values.items() if value != []})


def _tidy(key: str, value: object) -> object:
    return OneLine(value) if key in _ONE_LINE and isinstance(value, list) else value


def export(folder: Path, address: str) -> int:
    """Write all that people added to the store at ``address``, and take away what an earlier export wrote; how many.

    Raises:
        InputError: the folder holds something else than an export.
    """
    earlier = _written_earlier(folder)
    written: list[str] = []
    for kind in KINDS:
        with closing(kind.store(address)) as store:
            for entity in store.each():
                name = f"{kind.folder}/{getattr(entity, kind.whose)}-{entity.id}.md"
                write_text(folder / name, file_text(entity))
                written.append(name)
    written += export_published(folder, address)
    for name in set(earlier) - set(written):
        (folder / name).unlink(missing_ok=True)
    write_text(folder / _WRITTEN, json.dumps(sorted(written), indent=2) + "\n")
    return len(written)


def _written_earlier(folder: Path) -> list[str]:
    if not folder.is_dir() or not any(folder.iterdir()):
        return []
    try:
        names = json.loads((folder / _WRITTEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        names = None
    if not isinstance(names, list) or not all(isinstance(each, str) and _NAME.fullmatch(each) for each in names):
        raise InputError(f"{folder} har noe annet enn en eksport i seg. Velg en tom mappe, eller en tidligere eksport.")
    return names
