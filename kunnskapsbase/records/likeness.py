"""What looks like what: sketches of texts by their smallest hashes, and the pairs found alike.

The similarity of two texts is the share of their terms that both have (Jaccard), read off the smallest hashes of each
(bottom-k sketches). Only texts with marks in common are compared. A mark is one of the ``MARKS`` smallest hashes,
together with an anchor where there are anchors; two texts that are 0.25 alike have less than two marks in common once
in 850 times. Each mark lists at most ``HOLDERS`` texts: what everybody has tells nothing, and without the bound the
cost of each new source would grow with all earlier ones.

Measured with 10,000 documents: listing all 128 hashes of a sketch took a third of the time of taking documents in, and
40 % of the database.
"""

import hashlib
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import BigInteger, Column, Connection, Float, LargeBinary, String, Table, delete, func, insert, select

from kunnskapsbase.records.database import CHUNK, Key, metadata

HOLDERS = 100
MARKS = 32
_LEAST_SHARED = 2
_Item = TypeVar("_Item")

_sketch = Table(
    "likeness",
    metadata,
    Column("path", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
    Column("anchors", LargeBinary, nullable=False),
)
_holder = Table(
    "likeness_mark",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("path", String, primary_key=True),
    # The key is all there is: SQLite would otherwise keep each row twice.
    sqlite_with_rowid=False,
)
# Each pair once, the smaller path first.
_alike = Table(
    "alike",
    metadata,
    Column("one", Key, primary_key=True),
    Column("other", Key, primary_key=True, index=True),
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
    marks = _marks(sketch.kind, sketch.hashes, sketch.anchors)
    held = _held(connection, marks)
    _keep(connection, sketch.path, sketch.kind, _pack(sketch.hashes), _pack(sketch.anchors))
    # A mark that is full is one that everybody has; it is looked under only by who has no other.
    telling = [mark for mark in marks if held.get(mark, 0) < HOLDERS] or marks
    for other, similarity in _near(connection, sketch, _sharing(connection, telling, sketch.path)):
        first, second = sorted((sketch.path, other))
        connection.execute(delete(_alike).where(_alike.c.one == first, _alike.c.other == second))
        connection.execute(insert(_alike).values(one=first, other=second, similarity=similarity))
    _list(connection, sketch.path, marks, held)


def carry_over(connection: Connection, path: str, kind: str, hashes: bytes, anchors: bytes) -> None:
    """Keep and list a sketch out of an older store, as it stood there, unless it is here already."""
    same = (_sketch.c.path == path) & (_sketch.c.kind == kind)
    if connection.execute(select(_sketch.c.path).where(same)).first() is None:
        marks = _marks(kind, _unpack(hashes), _unpack(anchors))
        _keep(connection, path, kind, hashes, anchors)
        _list(connection, path, marks, _held(connection, marks))


def _keep(connection: Connection, path: str, kind: str, hashes: bytes, anchors: bytes) -> None:
    connection.execute(insert(_sketch).values(path=path, kind=kind, hashes=hashes, anchors=anchors))


def _marks(kind: str, hashes: Sequence[int], anchors: Sequence[int]) -> list[int]:
    """The marks of a sketch; the same hash is another mark in another kind, and with another anchor."""
    key = kind.encode()
    pairs = (struct.pack("<2q", anchor, each) for anchor in anchors or (0,) for each in hashes[:MARKS])
    digests = (hashlib.blake2b(pair, key=key, digest_size=8).digest() for pair in pairs)
    return [int.from_bytes(digest, "big", signed=True) for digest in digests]


def _held(connection: Connection, marks: Sequence[int]) -> dict[int, int]:
    """How many each of the marks lists; those that list nobody are left out."""
    found: dict[int, int] = {}
    for chunk in _chunks(marks):
        query = select(_holder.c.mark, func.count()).where(_holder.c.mark.in_(chunk)).group_by(_holder.c.mark)
        found.update((mark, count) for mark, count in connection.execute(query))
    return found


def _sharing(connection: Connection, marks: Sequence[int], path: str) -> list[str]:
    """The paths, other than this one, that stand under so many of the marks that it is worth comparing."""
    shared: Counter[str] = Counter()
    for chunk in _chunks(marks):
        shared.update(connection.execute(select(_holder.c.path).where(_holder.c.mark.in_(chunk))).scalars())
    least = min(_LEAST_SHARED, len(marks))
    return sorted(other for other, count in shared.items() if count >= least and other != path)


def _list(connection: Connection, path: str, marks: Iterable[int], held: Mapping[int, int]) -> None:
    free = [{"mark": mark, "path": path} for mark in marks if held.get(mark, 0) < HOLDERS]
    if free:
        connection.execute(insert(_holder), free)


def _near(connection: Connection, sketch: Sketch, paths: Sequence[str]) -> list[tuple[str, float]]:
    """Those of ``paths`` that are alike enough, with the similarity."""
    anchors = set(sketch.anchors)
    found: list[tuple[str, float]] = []
    for chunk in _chunks(paths):
        same = (_sketch.c.kind == sketch.kind) & _sketch.c.path.in_(chunk)
        for path, hashes, theirs in connection.execute(
            select(_sketch.c.path, _sketch.c.hashes, _sketch.c.anchors).where(same)
        ):
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
    kept = connection.execute(select(_sketch).where(_sketch.c.path == path)).all()
    for row in kept:
        for chunk in _chunks(_marks(row.kind, _unpack(row.hashes), _unpack(row.anchors))):
            connection.execute(delete(_holder).where(_holder.c.mark.in_(chunk), _holder.c.path == path))
    if kept:
        connection.execute(delete(_sketch).where(_sketch.c.path == path))
        connection.execute(delete(_alike).where((_alike.c.one == path) | (_alike.c.other == path)))


def _chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _pack(hashes: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(hashes)}q", *hashes)


def _unpack(blob: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(blob) // 8}q", blob)
