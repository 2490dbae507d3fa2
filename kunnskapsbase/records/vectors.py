"""The cache of vectors, by model and text. It may be emptied at any time."""

import struct
from collections.abc import Container, Iterator, Sequence

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, delete, insert, select

from kunnskapsbase.records.database import CHUNK, metadata

_embedding = Table(
    "embedding",
    metadata,
    Column("model", String, primary_key=True),
    Column("text_sha256", String, primary_key=True),
    Column("dimensions", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)


def chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """The items in pieces that fit in one statement."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def read(connection: Connection, model: str, text_hashes: Sequence[str]) -> dict[str, list[float]]:
    """Cached vectors by text hash; those not in the cache are left out."""
    found: dict[str, list[float]] = {}
    for chunk in chunks(text_hashes):
        query = select(_embedding.c.text_sha256, _embedding.c.dimensions, _embedding.c.vector).where(
            _embedding.c.model == model, _embedding.c.text_sha256.in_(chunk)
        )
        for text_hash, dimensions, blob in connection.execute(query):
            found[text_hash] = list(struct.unpack(f"<{dimensions}f", blob))
    return found


def cached(connection: Connection, model: str, text_hashes: Sequence[str]) -> set[str]:
    """Which of these texts have a vector in the cache."""
    found: set[str] = set()
    for chunk in chunks(text_hashes):
        same = (_embedding.c.model == model) & _embedding.c.text_sha256.in_(chunk)
        found.update(connection.execute(select(_embedding.c.text_sha256).where(same)).scalars())
    return found


def dimensions(connection: Connection, model: str) -> int | None:
    """How long a model's vectors are, as the cache has them; ``None`` where it has none."""
    query = select(_embedding.c.dimensions).where(_embedding.c.model == model).limit(1)
    return connection.execute(query).scalar()


def write(connection: Connection, model: str, vectors: dict[str, Sequence[float]]) -> None:
    """Keep vectors for later builds; 32-bit floats, little-endian."""
    rows = [
        {
            "model": model,
            "text_sha256": text_hash,
            "dimensions": len(vector),
            "vector": struct.pack(f"<{len(vector)}f", *vector),
        }
        for text_hash, vector in vectors.items()
    ]
    forget(connection, model, list(vectors))
    connection.execute(insert(_embedding), rows)


def forget(connection: Connection, model: str, text_hashes: Sequence[str]) -> None:
    """Empty the cache of a model's vectors for these texts."""
    for chunk in chunks(text_hashes):
        connection.execute(delete(_embedding).where(_embedding.c.model == model, _embedding.c.text_sha256.in_(chunk)))


def forget_except(connection: Connection, model: str, text_hashes: Container[str]) -> None:
    """Empty the cache of a model's vectors for other texts than these."""
    query = select(_embedding.c.text_sha256).where(_embedding.c.model == model)
    forget(connection, model, [row[0] for row in connection.execute(query) if row[0] not in text_hashes])


def forget_other_models(connection: Connection, model: str) -> None:
    """Empty the cache of what other models made of texts that this one has no vector for.

    The caches of a model are called by its name, or by its name, a full stop and what they are for.
    """
    ours = (_embedding.c.model == model) | _embedding.c.model.startswith(f"{model}.", autoescape=True)
    present = select(_embedding.c.text_sha256).where(ours)
    connection.execute(delete(_embedding).where(~ours, _embedding.c.text_sha256.not_in(present)))
