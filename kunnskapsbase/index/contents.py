"""What a collection was made of, noted beside it: what it lacks is then known without a record being read."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

_FILE = "innhold.json"


@dataclass(frozen=True, slots=True)
class Contents:
    """The records a collection has the points of, by kind and id, with their hashes, and how they were weighed.

    ``passages`` are its points, ``units`` how many units they have in all by channel, and ``averages`` the average
    lengths that they are weighed by (``kunnskapsbase.channels``).
    """

    records: Mapping[str, Mapping[str, str]]
    passages: int
    units: Mapping[str, int]
    averages: Mapping[str, float]


_shape = TypeAdapter(Contents)


def write(folder: Path, contents: Contents) -> None:
    """Note it in a collection's folder; when this is done, it is on the disk."""
    with (folder / _FILE).open("wb") as file:
        file.write(_shape.dump_json(contents))
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> Contents | None:
    """What is noted in a collection's folder; ``None`` where nothing is, or nothing of this shape."""
    try:
        return _shape.validate_json((folder / _FILE).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
