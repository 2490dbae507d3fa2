"""What the conversion last wrote, so that it can run again without touching what people have changed since.

``corpus/.konvertering.json`` holds, for each file, the SHA-256 of the text as the script last wrote it and the first 16
figures of the SHA-256 of every field that the source record behind it fills: enough to tell a change from none, and a
third of the size in the repository.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.problems import Problem
from ingest.text_files import write_text
from kunnskapsbase.errors import InputError

LOG_NAME = ".konvertering.json"
_FIELD_FIGURES = 16


def sha256(text: str) -> str:
    r"""The hash of ``text`` with ``\n`` line ends, so that a checkout on Windows is not taken for an edit."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def field_hashes(record: Mapping[str, object]) -> dict[str, str]:
    """A short hash of each field that a source record fills."""
    return {
        key: sha256(json.dumps(value, ensure_ascii=False, sort_keys=True))[:_FIELD_FIGURES]
        for key, value in sorted(record.items())
        if value not in (None, [])
    }


@dataclass(frozen=True)
class Noted:
    """The script's last writing of one file."""

    text: str
    fields: dict[str, str]

    def changed_fields(self, record: Mapping[str, object]) -> tuple[str, ...]:
        """The fields of the source that differ from when the file was written."""
        now = field_hashes(record)
        return tuple(sorted(key for key in now | self.fields if now.get(key) != self.fields.get(key)))


class ConversionLog:
    """The notes of earlier runs, by path under the corpus."""

    def __init__(self, corpus: Path) -> None:
        self._path = corpus / LOG_NAME
        self._noted: dict[str, Noted] = {}
        if not self._path.exists():
            return
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            self._noted = {path: Noted(entry["tekst"], entry["felter"]) for path, entry in content.items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"{self._path} kan ikke leses ({error}). Hent filen fra forrige innsjekking; uten den vet ikke "
                "konverteringen hvilke filer folk har endret."
            ) from error

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._noted))

    def get(self, path: str) -> Noted | None:
        """The note of ``path``; None when the script never wrote it."""
        return self._noted.get(path)

    def note(self, path: str, text: str, record: Mapping[str, object]) -> None:
        """Note that the script wrote ``text`` from ``record`` to ``path``."""
        self._noted[path] = Noted(sha256(text), field_hashes(record))

    def save(self) -> None:
        """Write the notes, sorted and one file a line, so that one changed file is one changed line."""
        entries = (
            f"{json.dumps(path, ensure_ascii=False)}: "
            + json.dumps({"felter": noted.fields, "tekst": noted.text}, ensure_ascii=False, sort_keys=True)
            for path, noted in sorted(self._noted.items())
        )
        write_text(self._path, "{\n" + ",\n".join(entries) + "\n}\n")


@dataclass
class ConversionReport:
    """What a run did and left alone, by path under the corpus."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    edited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    gone_from_source: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> list[str]:
        """The files this run wrote."""
        return [*self.new, *self.updated]

    def __str__(self) -> str:
        carry = {path: fields for path, fields in self.edited.items() if fields}
        lines = [
            f"Nye filer: {len(self.new)}",
            f"Oppdatert etter rettelse i kilden: {len(self.updated)}",
            f"Uendret: {len(self.unchanged)}",
            f"Endret av folk, ikke rørt: {len(self.edited)}",
            *(f"  {path}" for path in self.edited if path not in carry),
            *(f"  {path}: kilden er også endret; før over for hånd: {', '.join(carry[path])}" for path in carry),
            f"Slettet av folk, ikke laget på nytt: {len(self.deleted)}",
            *(f"  {path}" for path in self.deleted),
            f"Borte fra kilden, filen står: {len(self.gone_from_source)}",
            *(f"  {path}" for path in self.gone_from_source),
            f"Problemer: {len(self.problems)}",
            *(f"  {problem}" for problem in self.problems),
        ]
        return "\n".join(lines)
