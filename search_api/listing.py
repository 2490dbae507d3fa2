"""Lists over HTTP, all in one way: so many at a time, sorted as asked, as JSON or as a sheet, with an ETag."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.errors import InputError
from search_api.conditional import answered
from search_api.wire_listing import Listed
from tables.cells import harmless
from tables.order import alphabetical

Item = TypeVar("Item", bound=BaseModel)
PAGE = 50
MOST = 1000
# What a query is made of; a letter that was sent as it is becomes UTF-8 in percents.
_AS_THEY_ARE = "%&=+-._~!$'()*,;:@/?"
SHEET = "text/csv; charset=utf-8; header=present"


class ListParameters(BaseModel):
    """What every list can be asked for; a list with filters adds them. Unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid")

    limit: int | None = Field(
        default=None,
        ge=1,
        le=MOST,
        description=f"How many at most: {PAGE} unless told; in a sheet all of them.",
        examples=[20],
    )
    offset: int = Field(default=0, ge=0, le=10_000_000, description="How many to pass over.")
    sort: str | None = Field(
        default=None,
        max_length=100,
        description="The field to sort by; a minus before it turns the order round.",
        examples=["-id"],
    )
    format: Literal["json", "csv"] = Field(default="json", description="csv gives a sheet.")


def listed(
    request: Request, parameters: ListParameters, items: Sequence[Item], fields: type[Item], name: str
) -> Response:
    """The answer: of ``items``, sorted, those that were asked for. ``name`` is what a sheet's file is called.

    Raises:
        InputError: it cannot be sorted by the field asked for.
    """
    ordered = _sorted(items, parameters.sort, fields)
    as_sheet = parameters.format == "csv"
    limit = parameters.limit or (len(ordered) if as_sheet else PAGE)
    end = parameters.offset + limit
    here = ordered[parameters.offset : end]
    following = turned(request, offset=end, limit=limit) if end < len(ordered) else None
    if as_sheet:
        return answered(request, sheet(here, fields), SHEET, sheet_headers(name, following))
    body = Listed[fields](results=here, total=len(ordered), next=following)  # type: ignore[valid-type]
    return answered(request, body.model_dump_json())


def turned(request: Request, **parameters: int) -> str:
    """The address of what was asked for with other ``parameters``.

    Without the host: behind a proxy, the one we are called by is not the one the reader knows. Put together as text, as
    it came: to take the address apart and make a new one costs an answer a tenth of a millisecond.
    """
    path = quote(request.scope["path"].removeprefix(request.scope.get("root_path", "")))
    asked = quote(request.scope["query_string"], safe=_AS_THEY_ARE).split("&")
    kept = [each for each in asked if each and each.partition("=")[0] not in parameters]
    return f"{path}?{'&'.join([*kept, *(f'{name}={value}' for name, value in parameters.items())])}"


def sheet_headers(name: str, following: str | None) -> dict[str, str]:
    """What goes with a sheet that is called ``name``, where the next of it is at ``following``."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    return headers


def _sorted(items: Sequence[Item], sort: str | None, fields: type[Item]) -> list[Item]:
    if sort is None:
        return list(items)
    name = sort.removeprefix("-")
    if name not in fields.model_fields:
        known = ", ".join(fields.model_fields)
        raise InputError(
            f"«sort» nevner et ukjent felt: «{name}». Feltene er {known}; sett minus foran for å snu rekkefølgen.",
            parameter="sort",
        )
    there = [each for each in items if getattr(each, name) is not None]
    there.sort(key=lambda each: _order(getattr(each, name)), reverse=sort.startswith("-"))
    return there + [each for each in items if getattr(each, name) is None]


def _order(value: object) -> Any:  # noqa: ANN401
    """What a value is sorted by, among others of the same field."""
    if isinstance(value, int | float | date | datetime):
        return value
    if isinstance(value, BaseModel):
        return tuple(_order(part) for part in value.__dict__.values() if isinstance(part, str | int))
    return alphabetical(str(_cell(value)))


def sheet(rows: Sequence[BaseModel], fields: type[BaseModel]) -> str:
    """The rows as CSV (RFC 4180) with a header; a part within a row gets a column for each of its fields.

    A text that a spreadsheet would take for a formula has an apostrophe put before it.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns := _columns(fields))
    for row in rows:
        cells = _flat(row)
        writer.writerow([cells.get(column, "") for column in columns])
    return written.getvalue()


def _columns(fields: type[BaseModel]) -> list[str]:
    names: list[str] = []
    for name, each in fields.model_fields.items():
        part = _part(each.annotation)
        names += [f"{name}_{inner}" for inner in _columns(part)] if part else [name]
    return names


def _part(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    """The model behind an annotation, also one that may be absent."""
    options = getattr(annotation, "__args__", ()) if not isinstance(annotation, type) else (annotation,)
    found = [each for each in options if isinstance(each, type) and issubclass(each, BaseModel)]
    return found[0] if found and getattr(annotation, "__origin__", None) is not list else None


def _flat(row: BaseModel) -> dict[str, object]:
    cells: dict[str, object] = {}
    for name in type(row).model_fields:
        value = getattr(row, name)
        if isinstance(value, BaseModel):
            cells |= {f"{name}_{inner}": cell for inner, cell in _flat(value).items()}
        else:
            cells[name] = harmless(_cell(value))
    return cells


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, list | tuple):
        return "; ".join(str(_said(each)) for each in value)
    return value


def _said(value: object) -> object:
    """A part of a list within a cell: a model is told by its first field that is a text."""
    if isinstance(value, BaseModel):
        texts = [each for each in value.__dict__.values() if isinstance(each, str)]
        return ", ".join(texts)
    return _cell(value)
