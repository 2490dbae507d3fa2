"""Qdrant's own engine in this process (qdrant-edge), on disk: the embedded default.

One collection is one folder with one shard; ``<alias>.current`` names the folder that serves. A folder is built under
another name and renamed when it is whole, so that a killed build leaves the old one serving. Only one process may have
a shard open: Edge by itself lets a second one in and then fails the first one's next flush, therefore our own lock is
taken before the shard is loaded. Who only reads beside the one that holds it opens a view (``view``).
"""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import qdrant_edge as edge

from kunnskapsbase.bm25 import SparseVector
from kunnskapsbase.errors import IndexMissingError, StoreInUseError
from kunnskapsbase.index import contents, edge_shard
from kunnskapsbase.index.contents import Contents
from kunnskapsbase.index.edge_query import request_of
from kunnskapsbase.index.edge_shard import sparse_vectors
from kunnskapsbase.index.model import (
    BATCH,
    DENSE,
    SPARSE_CHANNELS,
    Hit,
    Hits,
    NotedPoints,
    PayloadIndexes,
    Point,
    Query,
)
from kunnskapsbase.index.naming import same_model
from kunnskapsbase.index.view import folder_of_view, link, seen_through
from kunnskapsbase.locking import ProcessLock

UNFINISHED = ".uferdig"
# Up to so many points one thread looks through a shard: handing its segments out to several costs more than they win.
# With 10,000 and two cores, an answer took a fifth less processor time, and a tenth less time for one who asks alone.
_FOR_ONE_THREAD = 20_000
# A build takes seconds, and one that follows a write in the background must not make a takedown or an ingest fail.
_BUILD_PATIENCE_S = 120.0


def _loaded(folder: Path) -> edge.EdgeShard:
    """The shard in ``folder``, looked through by as many threads as its size is worth."""
    shard = edge.EdgeShard.load(str(folder))
    if shard.count(edge.CountRequest(exact=False)) > _FOR_ONE_THREAD:
        return shard
    shard.close()
    # What is not said here is as it was; the library wants some vectors named.
    return edge.EdgeShard.load(str(folder), edge.EdgeConfig(sparse_vectors=sparse_vectors(), max_search_threads=1))


class EdgeIndex:
    """An open shard, held by this process until it is closed; with ``beside``, a view of one that another may hold."""

    def __init__(self, folder: Path, *, beside: bool = False) -> None:
        self.name = folder.name
        self._view = folder_of_view(folder) if beside else None
        held = self._view or folder
        self._lock = ProcessLock(held / "LAAS", "Søkeindeksen").acquire()
        try:
            if self._view:
                link(folder / "shard", self._view / "shard")
            self._shard: edge.EdgeShard | None = _loaded(held / "shard")
        except BaseException:
            self._let_go()
            raise

    def query(self, query: Query) -> Hits:
        """See ``Index.query``."""
        meaning = None if query.dense is None else edge.Query.Nearest(list(query.dense), DENSE)
        request = request_of(query, meaning)
        if request is None or self._shard is None:
            return Hits([], {})
        found = self._shard.query(request)
        hits = [Hit.of(int(point.id), point.payload, point.score) for point in found]
        if meaning is None or not found:
            return Hits(hits, {})
        # The cosines of these alone: asking for the nearest of all would read every vector a second time.
        these = edge.Filter(must=[edge.HasIdCondition({point.id for point in found})])
        near = self._shard.query(edge.QueryRequest(len(found), query=meaning, filter=these))
        return Hits(hits, {int(point.id): point.score for point in near})

    def count(self) -> int:
        """See ``Index.count``."""
        return self._shard.count(edge.CountRequest(exact=True)) if self._shard else 0

    def points(self) -> Iterator[Point]:
        """See ``Index.points``."""
        offset = None
        while self._shard is not None:
            request = edge.ScrollRequest(offset=offset, limit=BATCH, with_payload=True, with_vector=True)
            records, offset = self._shard.scroll(request)
            for record in records:
                vector: Any = record.vector
                sparse = {name: vector.get(name, edge.SparseVector([], [])) for name in SPARSE_CHANNELS}
                yield Point(
                    int(record.id),
                    list(vector[DENSE]),
                    {name: SparseVector(tuple(each.indices), tuple(each.values)) for name, each in sparse.items()},
                    dict(record.payload or {}),
                )
            if offset is None:
                return

    def close(self) -> None:
        """See ``Index.close``."""
        if self._shard is not None:
            self._shard.close()
            self._shard = None
        self._let_go()

    def _let_go(self) -> None:
        if self._view:
            shutil.rmtree(self._view, ignore_errors=True)
        self._lock.release()


class EdgeEngine:
    """Collections as folders under ``root``; several processes may build and open, each collection held by one.

    With ``beside`` this process opens views, of collections that another holds.
    """

    def __init__(self, root: Path, *, beside: bool = False) -> None:
        self.root = root
        self._beside = beside

    def _pointer(self, alias: str) -> Path:
        return self.root / f"{alias}.current"

    def build(
        self, alias: str, name: str, dimensions: int, points: Iterable[Point], indexed: PayloadIndexes = ()
    ) -> int:
        """See ``IndexEngine.build``."""
        with self._building(name) as unfinished:
            count = edge_shard.make(unfinished / "shard", dimensions, points, indexed)
            self._finish(unfinished, alias, name, points)
        return count

    def extend(self, alias: str, onto: str, name: str, dimensions: int, points: NotedPoints) -> int | None:
        """See ``IndexEngine.extend``."""
        with self._building(name) as unfinished:
            if self.current(alias) != onto:
                return None
            count = edge_shard.make_from(self.root / onto / "shard", unfinished / "shard", dimensions, points)
            if (made_of := points.contents()) is None or made_of.passages != count:
                # What was copied had not all that it says, or had some of these already.
                return None
            self._finish(unfinished, alias, name, points)
        return count

    def contents(self, name: str) -> Contents | None:
        """See ``IndexEngine.contents``."""
        return contents.read(self.root / name)

    @contextmanager
    def _building(self, name: str) -> Iterator[Path]:
        """The folder of a build until it is whole, for the only one who builds; one that fails takes no more room."""
        self.root.mkdir(parents=True, exist_ok=True)
        with ProcessLock(self.root / "BYGGER", "Indeksbygget", _BUILD_PATIENCE_S):
            self._clear(unfinished_only=True)
            unfinished = self.root / f"{name}{UNFINISHED}"
            try:
                yield unfinished
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)

    def _finish(self, unfinished: Path, alias: str, name: str, points: Iterable[Point]) -> None:
        """Note what a whole build was made of, put it in its place, and swap."""
        if isinstance(points, NotedPoints) and (made_of := points.contents()) is not None:
            contents.write(unfinished, made_of)
        unfinished.replace(self.root / name)
        self._point(alias, name)
        self._retire_older_analyses(alias)
        self._clear(unfinished_only=False)

    def _point(self, alias: str, name: str) -> None:
        """Swap: one atomic rename decides what serves."""
        draft = self._pointer(alias).with_suffix(".neste")
        with draft.open("w", encoding="utf-8") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer(alias))

    def _retire_older_analyses(self, alias: str) -> None:
        """Take away what an earlier version of the code pointed to: this version cannot read it."""
        for pointer in self.root.glob("*.current"):
            if pointer.stem != alias and same_model(pointer.stem, alias):
                pointer.unlink()

    def tidy(self) -> None:
        """See ``IndexEngine.tidy``. While somebody builds, the end of the build does it."""
        try:
            with ProcessLock(self.root / "BYGGER", "Indeksbygget"):
                self._clear(unfinished_only=False)
        except StoreInUseError:
            return

    def retire_others(self, keep: Collection[str]) -> None:
        """See ``IndexEngine.retire_others``. All in the folder is ours."""
        for pointer in self.root.glob("*.current"):
            if pointer.stem not in keep:
                pointer.unlink()

    def left_over(self) -> tuple[str, ...]:
        """See ``IndexEngine.left_over``."""
        serving = self._serving()
        return tuple(sorted(each.name for each in self._folders() if seen_through(each.name) not in serving))

    def _serving(self) -> set[str]:
        return {pointer.read_text(encoding="utf-8") for pointer in self.root.glob("*.current")}

    def _folders(self) -> list[Path]:
        return [each for each in self.root.iterdir() if each.is_dir()] if self.root.is_dir() else []

    def _clear(self, *, unfinished_only: bool) -> None:
        """Remove what killed builds left, and collections nothing points to and nobody holds."""
        serving = self._serving()
        for folder in self._folders():
            if folder.name.endswith(UNFINISHED):
                shutil.rmtree(folder)
            elif not unfinished_only and folder.name not in serving:
                try:
                    with ProcessLock(folder / "LAAS", "Søkeindeksen"):
                        shutil.rmtree(folder)
                except StoreInUseError:
                    continue

    def current(self, alias: str) -> str | None:
        """See ``IndexEngine.current``."""
        try:
            name = self._pointer(alias).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        return name if (self.root / name).is_dir() else None

    def open(self, alias: str) -> EdgeIndex:
        """See ``IndexEngine.open``."""
        name = self.current(alias)
        if name is None:
            raise IndexMissingError(
                f"Det finnes ingen søkeindeks for denne modellen i {self.root}. Kjør «make index» først."
            )
        return EdgeIndex(self.root / name, beside=self._beside)
