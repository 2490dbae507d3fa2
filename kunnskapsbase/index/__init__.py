"""The index room: Qdrant in process (Edge) or on a server, behind one interface. An index, never the record."""

from kunnskapsbase.index.kinds import KINDS, PASSAGES, SOLUTIONS, Kind
from kunnskapsbase.index.model import Conditions, Hit, Hits, Index, IndexEngine, Point, Query
from kunnskapsbase.index.open import engine

__all__ = [
    "KINDS",
    "PASSAGES",
    "SOLUTIONS",
    "Conditions",
    "Hit",
    "Hits",
    "Index",
    "IndexEngine",
    "Kind",
    "Point",
    "Query",
    "engine",
]
