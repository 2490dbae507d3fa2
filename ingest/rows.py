"""Rows of a project list as experiences: by a column mapping, and through the same validation as Markdown files."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from ingest.blocks import RawExperience
from ingest.cell_values import CONVERSIONS, one_line, split
from ingest.experience_file import unknown_numbers
from ingest.participants import Linker
from ingest.problems import FileRejectedError, Problem
from ingest.row_mapping import LISTS, RowMapping, Target
from ingest.validation import UNFILLED, Fault, check, name_of
from kunnskapsbase.errors import UnknownMunicipalityError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.slugs import slug
from kunnskapsbase.solution import Solution

# Beside the fields: which column each came from, so that what is wrong can be said of the column.
COLUMNS = "_kolonner"

_NAME = "navn"
_NUMBERS = ("kommunenummer", "fylkesnummer")
# What parts the items of a cell where the mapping does not say: names have commas in them, «Oslo kommune, Bydel X».
_SEPARATORS = {"tema": ",;\n", "navn": ";\n", "kommunenummer": ",;/\n", "fylkesnummer": ",;/\n", "rettet": ",;\n"}
# An optional part without anything from the row itself is no part: constants alone are no gain.
_DROPPED_WHEN_EMPTY = frozenset({"aktorer", "gevinster", "finansiering", "kontakt"})


def fields_of(mapping: RowMapping, cells: Mapping[str, str]) -> dict[str, Any]:
    """The fields of the experience in a row, ``cells`` being its text by column; empty where the row has nothing.

    The id is made of the municipality and the title, and so stays the same while they do.
    """
    if not any(cells.get(name, "").strip() for name in mapping.names):
        return {}
    targets = sorted({*mapping.columns, *mapping.constants})
    fields: dict[str, Any] = {}
    columns: dict[str, str] = {}
    for (of, _), group in groupby(targets, key=lambda target: (target.field, target.number)):
        parts = list(group)
        values = {target.part: text for target in parts if (text := _text(mapping, target, cells))}
        filled = any(cells.get(name, "").strip() for target in parts for name in mapping.columns.get(target, ()))
        from_row = any(target in mapping.columns for target in parts)
        if from_row and not filled and of in _DROPPED_WHEN_EMPTY:
            values = {}
        items = list(_items(mapping, parts[0], values)) if of in LISTS else []
        first = len(fields.get(of, []))
        columns.update(_columns(mapping, parts, first, max(1, len(items))))
        if of in LISTS:
            fields[of] = [*fields.get(of, []), *items]
        elif values:
            fields[of] = _value(mapping, parts[0], values)
    fields = {name: value for name, value in fields.items() if value != []}
    fields.setdefault("id", _id(fields))
    return {**{name: value for name, value in fields.items() if value}, COLUMNS: columns}


def solution_of(raw: RawExperience, origin: str, register: MunicipalityRegister) -> Solution:
    """The experience in a row of a list or a line of JSONL, validated and linked as a Markdown file is.

    ``origin`` is the file, for the messages.

    Raises:
        FileRejectedError: with everything that is wrong with the row, by row and column (by line for JSONL).
    """
    fields = {name: value for name, value in raw.fields.items() if name != COLUMNS}
    _name_by_number(fields, register)
    solution, faults = check(Solution, fields, already_said=() if fields.get("id") else ("id",))
    faults += unknown_numbers(fields, register)
    faults += _unfilled(fields)
    if faults or solution is None:
        raise FileRejectedError(_problems(raw, origin, faults))
    return Linker(register).link(solution)


def _text(mapping: RowMapping, target: Target, cells: Mapping[str, str]) -> str:
    """What the row has for the field, translated; the constant where it has nothing."""
    known = mapping.values.get(target, {})
    found = [cells.get(name, "").strip() for name in mapping.columns.get(target, ())]
    texts = [known.get(text.casefold(), text) for text in found if text]
    return "\n\n".join(texts) or mapping.constants.get(target, "")


def _value(mapping: RowMapping, target: Target, values: Mapping[str, str]) -> Any:  # noqa: ANN401 — as the field
    if target.part:
        return {part: _converted(mapping, Target(target.field, 0, part), text) for part, text in values.items()}
    return _converted(mapping, target, values[""])


def _converted(mapping: RowMapping, target: Target, text: str) -> str | list[str]:
    name = target.part or target.field
    convert = CONVERSIONS.get(name, one_line)
    if name not in _SEPARATORS or name == _NAME:
        return convert(text)
    items = split(text, mapping.separators.get(target), _SEPARATORS[name])
    known = mapping.values.get(target, {})
    return [convert(known.get(item.casefold(), item)) for item in items]


def _items(mapping: RowMapping, target: Target, values: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One or more actors or gains: a cell with several names makes as many actors, with a number each if they match."""
    if not values:
        return
    converted = {
        part: _converted(mapping, Target(target.field, target.number, part), text) for part, text in values.items()
    }
    separator = mapping.separators.get(Target(target.field, target.number, _NAME))
    names = split(values.get(_NAME, ""), separator, _SEPARATORS[_NAME])
    numbered = [part for part in _NUMBERS if part in converted]
    if len(names) < 2 or any(len(converted[part]) != len(names) for part in numbered):
        yield converted
        return
    for position, name in enumerate(names):
        yield {**converted, _NAME: name, **{part: [converted[part][position]] for part in numbered}}


def _columns(mapping: RowMapping, parts: Iterable[Target], first: int, count: int) -> dict[str, str]:
    """The column behind each place in the fields, as the validation names places: ``aktorer[2].navn``."""
    columns = {}
    for target in parts:
        names = " og ".join(f"«{name}»" for name in mapping.columns.get(target, ()))
        if names and target.field in LISTS:
            for position in range(first, first + count):
                columns[name_of((target.field, position, target.part))] = names
        elif names:
            columns[str(target)] = names
    return columns


def _id(fields: Mapping[str, Any]) -> str:
    title = slug(str(fields.get("tittel", "")))
    actors = fields.get("aktorer") or [{}]
    place = slug(str(actors[0].get(_NAME, "")).casefold().removesuffix(" kommune")) if title else ""
    place = place or "-".join(actors[0].get("kommunenummer", [])) if title else ""
    return title if not place or title.startswith(place) else f"{place}-{title}"


def _name_by_number(fields: dict[str, Any], register: MunicipalityRegister) -> None:
    """Name the actors that a list gives by number alone."""
    actors = fields.get("aktorer")
    for actor in actors if isinstance(actors, list) else []:
        numbers = actor.get("kommunenummer") if isinstance(actor, dict) else None
        if isinstance(numbers, list) and len(numbers) == 1 and not actor.get(_NAME):
            try:
                actor[_NAME] = f"{register.get(str(numbers[0])).name} kommune"
            except UnknownMunicipalityError:
                continue  # said of the number itself


def _unfilled(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[Fault]:  # noqa: ANN401 — any JSON value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _unfilled(item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unfilled(item, (*place, number))
    elif isinstance(value, str) and UNFILLED in value:
        yield Fault(place, f"Her står det «{UNFILLED}» igjen fra malen. Fyll ut feltet, eller tøm det.")


def _problems(raw: RawExperience, origin: str, faults: Iterable[Fault]) -> Iterator[Problem]:
    columns = raw.fields.get(COLUMNS)
    if not isinstance(columns, dict):
        yield from (Problem(origin, raw.spot.row, fault.message) for fault in faults)
        return
    row = f"Rad {raw.spot.row}" + (f" i arket «{raw.spot.sheet}»" if raw.spot.sheet else "")
    for fault in faults:
        field = name_of(fault.place)
        column = _column_of(field, columns)
        if fault.missing and column:
            text = f"{row}: kolonnen {column} ({field}) er tom, men må fylles ut."
        elif fault.missing:
            text = f"{row}: feltet «{field}» mangler. Legg det til under «kolonner» eller «fast» i kolonnefilen."
        else:
            text = f"{row}, kolonnen {column}: {fault.message}" if column else f"{row}: {fault.message}"
        yield Problem(origin, None, text)


def _column_of(field: str, columns: Mapping[str, str]) -> str | None:
    """The column behind ``field``, or behind what it is a part of, or behind its first part."""
    around = [field, field.rpartition("[")[0], field.rpartition(".")[0]]
    exact = next((columns[name] for name in around if name in columns), None)
    return exact or next(
        (column for name, column in columns.items() if name.startswith((f"{field}[", f"{field}."))), None
    )
