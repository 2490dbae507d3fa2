"""The column mapping file: which column of a project list holds which field of an experience.

``prosjekter.xlsx`` is read with ``prosjekter.kolonner.yml`` (or ``prosjekter.xlsx.kolonner.yml``) beside it, or with
``kolonner.yml`` for all lists in the folder. docs/prosjektlister.md tells how to write one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.front_matter import FENCE, FrontMatter, Value, read_front_matter
from ingest.problems import FileRejectedError, Problem
from ingest.text_files import is_file, read_text
from ingest.validation import PARTS, known_fields, nearest
from kunnskapsbase.solution import Solution

ENDING = ".kolonner.yml"
OF_FOLDER = "kolonner.yml"
GUIDE = "docs/prosjektlister.md"
# Fields that hold several things of the same kind, each with parts of its own.
LISTS = frozenset({"aktorer", "gevinster"})

_KEYS = ("kolonner", "fast", "verdier", "skille", "ark", "overskriftsrad")
_TARGET = re.compile(r"(?P<field>\w+)(?:\[(?P<number>[1-9]\d?)\])?(?:\.(?P<part>\w+))?")


@dataclass(frozen=True, order=True)
class Target:
    """A field, or a part of one; ``number`` counts actors and gains from 1 and is 0 for other fields."""

    field: str
    number: int = 0
    part: str = ""

    def __str__(self) -> str:
        numbered = f"{self.field}[{self.number}]" if self.number else self.field
        return f"{numbered}.{self.part}" if self.part else numbered


@dataclass(frozen=True)
class RowMapping:
    """Where each field comes from. ``columns`` are joined where there are several; ``constants`` fill what is empty.

    ``values`` translates what stands in a cell (folded case) to what the field may hold. Without ``sheets`` every
    visible sheet is read, and without ``header_row`` the row is found that has the names of the columns.
    """

    path: str
    columns: Mapping[Target, tuple[str, ...]]
    constants: Mapping[Target, str] = field(default_factory=dict)
    values: Mapping[Target, Mapping[str, str]] = field(default_factory=dict)
    separators: Mapping[Target, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    header_row: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all the columns it takes from."""
        return tuple(dict.fromkeys(name for names in self.columns.values() for name in names))


def mapping_file(file: Path) -> Path | None:
    """The mapping file that ``file`` is to be read with, if there is one."""
    names = (f"{file.name}{ENDING}", f"{file.stem}{ENDING}", OF_FOLDER)
    return next((file.with_name(name) for name in names if is_file(file.with_name(name))), None)


def is_mapping_file(file: Path) -> bool:
    """Whether ``file`` is such a file itself, and no source."""
    return file.name == OF_FOLDER or file.name.endswith(ENDING)


def load_mapping(path: Path) -> RowMapping:
    """The mapping in ``path``.

    Raises:
        FileRejectedError: with everything that is wrong with it, by line.
    """
    text = read_text(path).removeprefix(f"{FENCE}\n")
    front = read_front_matter(path.name, f"{FENCE}\n{text}\n{FENCE}\n")
    reader = _Reader(path.name, front)
    mapping = reader.read() if front.readable else None
    # The fence that was put in front is no line of the file.
    problems = [
        Problem(each.path, max(1, each.line - 1) if each.line else None, each.message.replace("Hodet", "Kolonnefilen"))
        for each in (*front.problems, *reader.problems)
    ]
    if problems or mapping is None:
        raise FileRejectedError(problems)
    return mapping


class _Reader:
    def __init__(self, path: str, front: FrontMatter) -> None:
        self._path = path
        self._front = front
        self.problems: list[Problem] = []

    def read(self) -> RowMapping:
        data = self._front.data
        for key in data:
            if key not in _KEYS:
                near = nearest(key, _KEYS)
                hint = f"Mente du «{near}»?" if near else f"Her kan det stå: {', '.join(_KEYS)}."
                self._problem((key,), f"Ukjent felt «{key}». {hint}")
        columns = {target: self._texts(("kolonner", key), value) for target, key, value in self._targets("kolonner")}
        if not data.get("kolonner"):
            self._problem(("kolonner",), "«kolonner» mangler. Skriv minst «tittel: navnet på kolonnen» under den.")
        header = data.get("overskriftsrad")
        if header is not None and not (isinstance(header, str) and header.isdecimal() and 0 < int(header) < 10_000):
            self._problem(("overskriftsrad",), "overskriftsrad skal være nummeret på raden med kolonnenavnene.")
            header = None
        return RowMapping(
            self._path,
            columns,
            {target: self._text(("fast", key), value) for target, key, value in self._targets("fast")},
            {target: self._translations(key, value) for target, key, value in self._targets("verdier")},
            {target: self._text(("skille", key), value) for target, key, value in self._targets("skille")},
            self._texts(("ark",), data["ark"]) if "ark" in data else (),
            int(header) if isinstance(header, str) else None,
        )

    def _targets(self, section: str) -> Iterable[tuple[Target, str, Value]]:
        content = self._front.data.get(section, {})
        if not isinstance(content, dict):
            self._problem((section,), f"Under «{section}» skal det stå ett felt på hver linje, med innrykk.")
            return
        for key, value in content.items():
            target = target_of(key)
            if isinstance(target, str):
                self._problem((section, key), target)
            else:
                yield target, key, value

    def _text(self, place: tuple[str, ...], value: Value) -> str:
        if isinstance(value, str) and value:
            return value
        self._problem(place, f"{place[-1]}: skal være én tekst. Fyll den ut, eller slett linjen.")
        return ""

    def _texts(self, place: tuple[str, ...], value: Value) -> tuple[str, ...]:
        items = value if isinstance(value, list) else [value]
        texts = tuple(item for item in items if isinstance(item, str) and item)
        if not texts or len(texts) < len(items):
            self._problem(place, f"{place[-1]}: skal være navnet på en kolonne eller et ark, eller en liste av navn.")
        return texts

    def _translations(self, key: str, value: Value) -> Mapping[str, str]:
        if not isinstance(value, dict):
            self._problem(
                ("verdier", key), f"{key}: skriv «det som står i listen: det feltet skal ha», én på hver linje."
            )
            return {}
        return {said.strip().casefold(): self._text(("verdier", key, said), meant) for said, meant in value.items()}

    def _problem(self, place: tuple[str, ...], message: str) -> None:
        self.problems.append(Problem(self._path, self._front.line(place), message))


def target_of(name: str) -> Target | str:
    """The field called ``name`` («status», «kilde.url», «aktorer[2].navn»), or what is wrong with the name."""
    match = _TARGET.fullmatch(name)
    if not match:
        return f"«{name}» er ikke et felt. Skriv for eksempel «tittel», «kilde.url» eller «aktorer[2].navn»."
    of, part = match["field"], match["part"] or ""
    parts = known_fields(PARTS[of]) if of in PARTS else []
    if of not in known_fields(Solution):
        return f"Ukjent felt «{of}». {_hint(of, known_fields(Solution))}"
    if parts and part not in parts:
        return f"«{name}»: feltet {of} har delene {', '.join(parts)}. {_hint(part, parts, prefix=f'{of}.')}"
    if (part and not parts) or (match["number"] and of not in LISTS):
        return f"«{name}»: feltet {of} skrives uten tall og punktum."
    return Target(of, int(match["number"] or 1) if of in LISTS else 0, part)


def _hint(word: str, known: list[str], prefix: str = "") -> str:
    near = nearest(word, known)
    return f"Mente du «{prefix}{near}»?" if near else f"Skriv for eksempel «{prefix}{known[0]}»."
