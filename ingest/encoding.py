"""Dense vectors of passages, cached in the record store by model and text, so that a stopped build goes on."""

import gc
import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from kunnskapsbase.embedding import Embedder, model_fingerprint
from kunnskapsbase.index import SOLUTIONS, Kind
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings

BATCH = 128
_Item = TypeVar("_Item")


def batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items in lists of at most ``BATCH``."""
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class CachedVectors:
    """Vectors of the texts of one kind of collection. Each kind has a cache of its own, so none empties another's.

    The model is loaded for the first text that is not in the cache; ``let_go`` gives its memory back.
    """

    def __init__(self, settings: Settings, store: RecordStore, kind: Kind) -> None:
        self._settings = settings
        self._store = store
        model = model_fingerprint(settings)
        # The solutions' cache has the model's bare name, as it had before there were others.
        self._cache = model if kind is SOLUTIONS else f"{model}.{kind.name}"
        self._embedder: Embedder | None = None
        self._asked_for = _Hashes()

    def _model(self) -> Embedder:
        if self._embedder is None:
            self._embedder = Embedder(self._settings)
        return self._embedder

    def make(self, texts: Sequence[str]) -> None:
        """Put the vectors of ``texts`` in the cache, those that are not there."""
        by_hash = {_text_hash(text): text for text in texts}
        cached = self._store.cached(self._cache, list(by_hash))
        for batch in batches(each for each in by_hash if each not in cached):
            made = self._model().passages([by_hash[each] for each in batch])
            self._store.cache_vectors(self._cache, dict(zip(batch, made, strict=True)))

    def of(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """One vector a text, in their order; those not in the cache are made and kept there."""
        hashes = [_text_hash(text) for text in texts]
        wanted = list(dict.fromkeys(hashes))
        # Always read from the cache, so that a build that makes them and a build that finds them give the same numbers.
        vectors = self._store.vectors(self._cache, wanted)
        if len(vectors) < len(wanted):
            self.make(texts)
            vectors = self._store.vectors(self._cache, wanted)
        self._asked_for.add(wanted)
        return [vectors[each] for each in hashes]

    def dimensions(self) -> int:
        """How long the vectors are: those in the cache, or where it is empty, those that the model makes."""
        return self._store.dimensions(self._cache) or self._model().dimensions

    def let_go(self) -> None:
        """Give back the model's memory (some 0.2 GB)."""
        if self._embedder is not None:
            self._embedder = None
            # The library's models refer to themselves, so that they stay until somebody collects.
            gc.collect()

    def forget(self, texts: Sequence[str]) -> None:
        """Empty the cache of these texts; one that another passage has too is made again when it is asked for."""
        self._store.forget_vectors(self._cache, [_text_hash(text) for text in texts])

    def forget_others(self) -> None:
        """Empty the cache of texts that ``of`` has not been asked for: no passage has them any more."""
        self._store.forget_vectors_except(self._cache, self._asked_for)


class _Hashes:
    """SHA-256 in hexadecimal, many of them: 8 bytes each, where a set of strings takes 200.

    Two that begin with the same 64 bits are taken for one; then a vector is kept that could have gone.
    """

    def __init__(self) -> None:
        self._begun = array("Q")
        self._in_order = True

    def add(self, hashes: Iterable[str]) -> None:
        self._begun.extend(int(each[:16], 16) for each in hashes)
        self._in_order = False

    def __contains__(self, text_hash: object) -> bool:
        if not self._in_order:
            self._begun = array("Q", sorted(self._begun))
            self._in_order = True
        begun = int(str(text_hash)[:16], 16)
        place = bisect_left(self._begun, begun)
        return place < len(self._begun) and self._begun[place] == begun
