"""The open APIs of ``corpus/kommuner/kilder.yml``: where each is asked, and which columns of the register it owns."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.refreshing.readers import READERS
from kunnskapsbase.errors import InputError

CATALOGUE_NAME = "kilder.yml"


class ApiSource(BaseModel):
    """One API. ``address`` may hold ``{dato}``, ``{neste_aar}`` and ``{nummer}``; see ``asked``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    name: str = Field(alias="navn", min_length=1)
    publisher: str = Field(alias="utgiver", min_length=1)
    licence: str = Field(alias="lisens", min_length=1)
    address: Annotated[str, Field(alias="adresse", pattern=r"^https?://[^\s/]+/\S+$")]
    columns: tuple[str, ...] = Field(alias="kolonner", min_length=1)

    def asked(self, day: date, kommunenummer: str = "") -> str:
        """The address to ask on a day, of one municipality where it is asked one by one."""
        next_year = date(day.year + 1, 1, 1).isoformat()
        filled = self.address.replace("{dato}", day.isoformat()).replace("{neste_aar}", next_year)
        return filled.replace("{nummer}", kommunenummer)


def load_sources(register: Path) -> tuple[ApiSource, ...]:
    """The sources of ``kilder.yml`` in the folder ``register`` (``corpus/kommuner``), in the order they stand.

    Raises:
        InputError: the file is missing or wrong; the message names what.
    """
    path = register / CATALOGUE_NAME
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"Finner ikke listen over kilder, {path}. Sett KB_CORPUS riktig.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path} kan ikke leses som YAML: {error}") from error
    entries = content.get("kilder") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise InputError(f"{path} skal ha en liste som heter «kilder».")
    sources = tuple(_source(path, entry) for entry in entries)
    _check_owners(path, sources)
    return sources


def choose(sources: Sequence[ApiSource], ids: Sequence[str]) -> list[ApiSource]:
    """The sources with these ids, or all of them where none is named.

    Raises:
        InputError: an id is not in the catalogue.
    """
    by_id = {source.id: source for source in sources}
    if unknown := [each for each in ids if each not in by_id]:
        raise InputError(f"Ukjent kilde: {', '.join(unknown)}. Disse står i {CATALOGUE_NAME}: {', '.join(by_id)}.")
    return [by_id[each] for each in dict.fromkeys(ids)] if ids else list(sources)


def _source(path: Path, entry: object) -> ApiSource:
    name = entry.get("id", "uten id") if isinstance(entry, dict) else "uten felter"
    try:
        source = ApiSource.model_validate(entry)
    except ValidationError as error:
        wrong = ", ".join(f"«{'.'.join(map(str, each['loc']))}»" for each in error.errors())
        raise InputError(f"{path}, kilden {name}: feil i {wrong}.") from error
    if source.id not in READERS:
        raise InputError(f"{path}: ingen leser kilden «{source.id}». Disse kan leses: {', '.join(READERS)}.")
    if strange := [each for each in source.columns if each not in READERS[source.id].columns]:
        known = ", ".join(READERS[source.id].columns)
        raise InputError(f"{path}, kilden {source.id}: den gir ikke {', '.join(strange)}, bare {known}.")
    return source


def _check_owners(path: Path, sources: Sequence[ApiSource]) -> None:
    for what, all_of_them in (
        ("kilden", [source.id for source in sources]),
        ("kolonnen", [column for source in sources for column in source.columns]),
    ):
        if twice := sorted({each for each in all_of_them if all_of_them.count(each) > 1}):
            raise InputError(f"{path}: {what} {', '.join(twice)} står to ganger.")
