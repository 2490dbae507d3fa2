"""The index room: Qdrant in process (Edge) or on a server, behind one interface. An index, never the record."""

from kunnskapsbase.index.contents import Contents
from kunnskapsbase.index.kinds import KINDS, PASSAGES, SOLUTIONS, Kind
from kunnskapsbase.index.model import (
    DENSE,
    GRAMS,
    TERMS,
    Conditions,
    Hit,
    Hits,
    Index,
    IndexEngine,
    NotedPoints,
    Point,
    Preference,
    Query,
)
from kunnskapsbase.index.open import engine

__all__ = [
    "DENSE",
    "GRAMS",
    "KINDS",
    "PASSAGES",
    "SOLUTIONS",
    "TERMS",
    "Conditions",
    "Contents",
    "Hit",
    "Hits",
    "Index",
    "IndexEngine",
    "Kind",
    "NotedPoints",
    "Point",
    "Preference",
    "Query",
    "engine",
]
