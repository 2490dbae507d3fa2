"""What looks like what: sketches of texts by their smallest hashes, and the pairs found alike.

The similarity of two texts is the share of their terms that both have (Jaccard), read off the smallest hashes of each
(bottom-k sketches). Each hash is listed under at most ``HOLDERS`` sources: a word that every source has tells nothing,
and without the bound the cost of each new source would grow with all earlier ones.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    insert,
    select,
)

from kunnskapsbase.records.database import CHUNK, metadata

HOLDERS = 100
# Records are compared when they share at least so many listed hashes: this share of those that texts just alike enough
# have in common. The others may be words that everybody has, and are then not listed.
_LISTED = 0.25
_LEAST_SHARED = 3

_sketch = Table(
    "sketch",
    metadata,
    Column("kind", String, primary_key=True),
    Column("path", String, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
    Column("anchors", LargeBinary, nullable=False),
)
_holder = Table(
    "sketch_hash",
    metadata,
    Column("kind", String, primary_key=True),
    Column("hash", BigInteger, primary_key=True),
    Column("path", String, primary_key=True, index=True),
)
# Each pair once, the smaller path first.
_alike = Table(
    "alike",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True, index=True),
    Column("similarity", Float, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A record's text as its ``size`` smallest 64-bit hashes (all of them, when it has fewer), in order.

    ``kind`` keeps like with like. Two records are alike from the similarity ``least``; where ``anchors`` (hashes of
    names, addresses) are given, they must have one of them in common too.
    """

    kind: str
    path: str
    hashes: tuple[int, ...]
    size: int
    least: float
    anchors: tuple[int, ...] = ()


def write(connection: Connection, sketch: Sketch) -> None:
    """Keep a sketch, and link what is alike. ``forget`` the path's earlier sketches first."""
    if not sketch.hashes:
        return
    values = {"kind": sketch.kind, "path": sketch.path}
    blobs = {"hashes": _pack(sketch.hashes), "anchors": _pack(sketch.anchors)}
    connection.execute(insert(_sketch).values(values | blobs))
    held = _listed(connection, sketch, _holder.c.hash)
    free = [each for each in sketch.hashes if held.get(each, 0) < HOLDERS]
    for other, similarity in _near(connection, sketch):
        first, second = sorted((sketch.path, other))
        connection.execute(delete(_alike).where(_alike.c.one == first, _alike.c.other == second))
        connection.execute(insert(_alike).values(one=first, other=second, similarity=similarity))
    if free:
        connection.execute(insert(_holder), [values | {"hash": each} for each in free])


def _listed(connection: Connection, sketch: Sketch, by: Column[Any], least: int = 1) -> dict[Any, int]:
    """How many rows the sketch's hashes are listed in, counted by hash or by path; at least ``least``."""
    listed = (_holder.c.kind == sketch.kind) & _holder.c.hash.in_(sketch.hashes)
    query = select(by, func.count()).where(listed).group_by(by).having(func.count() >= least)
    return {row[0]: row[1] for row in connection.execute(query)}


def _near(connection: Connection, sketch: Sketch) -> list[tuple[str, float]]:
    least = max(_LEAST_SHARED, int(_LISTED * sketch.least * len(sketch.hashes)))
    paths = sorted(path for path in _listed(connection, sketch, _holder.c.path, least) if path != sketch.path)
    anchors = set(sketch.anchors)
    found: list[tuple[str, float]] = []
    for start in range(0, len(paths), CHUNK):
        same = (_sketch.c.kind == sketch.kind) & _sketch.c.path.in_(paths[start : start + CHUNK])
        query = select(_sketch.c.path, _sketch.c.hashes, _sketch.c.anchors).where(same)
        for path, hashes, theirs in connection.execute(query):
            if anchors and not anchors & set(_unpack(theirs)):
                continue
            similarity = resemblance(sketch.hashes, _unpack(hashes), sketch.size)
            if similarity >= sketch.least:
                found.append((path, round(similarity, 3)))
    return found


def resemblance(one: Sequence[int], other: Sequence[int], size: int) -> float:
    """The share of terms that two texts have in common (0–1), from their ``size`` smallest hashes."""
    union = sorted({*one, *other})[:size]
    both = {*one} & {*other}
    return sum(each in both for each in union) / len(union) if union else 0.0


def alike(connection: Connection, path: str | None = None) -> dict[str, list[tuple[str, float]]]:
    """Path → what looks like it, most alike first; of one record or of all that anything looks like."""
    query = select(_alike).order_by(_alike.c.similarity.desc(), _alike.c.one, _alike.c.other)
    if path is not None:
        query = query.where((_alike.c.one == path) | (_alike.c.other == path))
    found: dict[str, list[tuple[str, float]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.one, []).append((row.other, row.similarity))
        found.setdefault(row.other, []).append((row.one, row.similarity))
    return found


def forget(connection: Connection, path: str) -> None:
    """Forget the sketches of the record at ``path`` and the pairs it is in."""
    connection.execute(delete(_sketch).where(_sketch.c.path == path))
    connection.execute(delete(_holder).where(_holder.c.path == path))
    connection.execute(delete(_alike).where((_alike.c.one == path) | (_alike.c.other == path)))


def _pack(hashes: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(hashes)}q", *hashes)


def _unpack(blob: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(blob) // 8}q", blob)
