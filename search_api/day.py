"""A day as it is written over HTTP. Pydantic alone would take 0 for the first of January 1970."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written(value: object) -> object:
    if value is None or type(value) is date:
        return value
    if not isinstance(value, str) or not _WRITTEN.fullmatch(value):
        raise ValueError(f"«{value}» er ikke en dato. Skriv den som år-måned-dag, for eksempel 2026-11-30.")
    return value


Day = Annotated[date, BeforeValidator(_written)]
"""A date, written YYYY-MM-DD."""
