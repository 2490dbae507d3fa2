"""Dense vectors of passages, cached in the record store by model and text, so that a stopped build goes on."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import SOLUTIONS, Kind
from kunnskapsbase.records import RecordStore

BATCH = 128
_Item = TypeVar("_Item")


def batches(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    """The items in lists of at most ``BATCH``."""
    while batch := list(islice(items, BATCH)):
        yield batch


def tie_break(passage_id: str) -> float:
    """A number (0–1) that settles equal scores the same way in every engine and every build."""
    return int.from_bytes(hashlib.blake2b(passage_id.encode(), digest_size=6).digest(), "big") / 2**48


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class CachedVectors:
    """Vectors of the texts of one kind of collection. Each kind has a cache of its own, so none empties another's."""

    def __init__(self, embedder: Embedder, store: RecordStore, kind: Kind) -> None:
        self._embedder = embedder
        self._store = store
        # The solutions' cache has the model's bare name, as it had before there were others.
        self._cache = embedder.fingerprint if kind is SOLUTIONS else f"{embedder.fingerprint}.{kind.name}"
        self._used: set[str] = set()

    def of(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """One vector a text, in their order; those not in the cache are made and kept there."""
        hashes = [_text_hash(text) for text in texts]
        vectors: dict[str, Sequence[float]] = dict(self._store.vectors(self._cache, list(set(hashes))))
        missing = {each: text for each, text in zip(hashes, texts, strict=True) if each not in vectors}
        for batch in batches(iter(missing)):
            made = self._embedder.passages([missing[each] for each in batch])
            self._store.cache_vectors(self._cache, dict(zip(batch, made, strict=True)))
            # Read back, so that a build from the cache and a build without it give the same numbers.
            vectors |= self._store.vectors(self._cache, batch)
        self._used.update(hashes)
        return [vectors[each] for each in hashes]

    def forget_others(self) -> None:
        """Empty the cache of texts that nobody has asked for here: no passage has them any more."""
        self._store.forget_vectors_except(self._cache, self._used)
