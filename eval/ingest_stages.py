"""Where the time of the way in goes: clocks put round the product's own functions from outside, for one command.

Each clock counts what its function does itself; what is done under a clock further in is that one's. A second is thus
counted once, and what no clock has seen is left over as «annet». The product knows nothing of it.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any

import ingest.documents
import ingest.splitting
from ingest.document_index import PassageStream
from ingest.document_recording import DocumentRecorder
from ingest.documents import DocumentMaker
from ingest.encoding import CachedVectors
from ingest.indexing import PassageMeasurer, PointStream, SolutionStream
from ingest.isolation import ReaderProcess
from ingest.linking import PlaceLinker
from ingest.preparing import Preparer
from ingest.steps import DocumentPipeline
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index.edge import EdgeEngine
from kunnskapsbase.records import RecordStore

PREPARING, READING, MASKING, SPLITTING = "forberedelse", "lesing", "skjuling", "oppdeling"
LANGUAGE, LINKING, MAKING, RECORDING = "språk", "stedsnavn", "sammensetning", "lagring"
STREAMING, TERMS, MODEL, EMBEDDING = "lesing av oppføringer", "ord til BM25", "lasting av modell", "innleiring"
CACHING, INDEXING, REST = "vektorlager", "indeksbygging", "annet"

STAGES = {
    PREPARING: "filens sum, opplysninger om den, og hva regnskapet vet",
    READING: "sjekk, lesing og rensing i egen prosess, med meldingene dit og hit",
    MASKING: "fødselsnumre, telefon, e-post og navn",
    SPLITTING: "kutt i tekstbiter",
    LANGUAGE: "språket i hver tekstbit",
    LINKING: "kommuner, fylker og regioner i hver tekstbit",
    MAKING: "dokumentet av tekstbitene; erfaringer av rader",
    RECORDING: "JSON, likhet med andre og SQLite",
    STREAMING: "oppføringene lest fra SQLite, to ganger",
    TERMS: "stammer og vekter, to ganger",
    MODEL: "import av biblioteket og lasting av vektene",
    EMBEDDING: "vektorer av nye tekstbiter",
    CACHING: "vektorer til og fra SQLite",
    INDEXING: "qdrant-edge",
    REST: "oppstart, Haystack og alt annet",
}
"""The stages in their order, with what each holds."""

# Where the clocks hang: the owner, the name in it, the stage.
_HUNG: tuple[tuple[Any, str, str], ...] = (
    (Preparer, "prepare", PREPARING),
    (ReaderProcess, "read", READING),
    (ingest.documents, "mask", MASKING),
    (DocumentMaker, "run", MAKING),
    (ingest.documents, "split", SPLITTING),
    (ingest.splitting, "language_of", LANGUAGE),
    (PlaceLinker, "__init__", LINKING),
    (PlaceLinker, "mentions", LINKING),
    (DocumentRecorder, "run", RECORDING),
    (RecordStore, "save", RECORDING),
    (PassageStream, "__iter__", STREAMING),
    (SolutionStream, "__iter__", STREAMING),
    (PassageMeasurer, "run", TERMS),
    (PointStream, "__iter__", TERMS),
    (Embedder, "__init__", MODEL),
    (Embedder, "passages", EMBEDDING),
    (CachedVectors, "make", CACHING),
    (CachedVectors, "of", CACHING),
    (CachedVectors, "forget_others", CACHING),
    (EdgeEngine, "build", INDEXING),
    (EdgeEngine, "extend", INDEXING),
)


@dataclass
class Clocks:
    """Seconds and calls by stage; ``taken`` are the moments (``time.monotonic``) at which each document was done."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    calls: Counter[str] = field(default_factory=Counter)
    taken: list[float] = field(default_factory=list)
    _inner: list[float] = field(default_factory=list)

    @contextmanager
    def running(self, stage: str) -> Iterator[None]:
        """Count this time for ``stage``, less what clocks further in count."""
        self._inner.append(0.0)
        begin = time.perf_counter()
        try:
            yield
        finally:
            whole = time.perf_counter() - begin
            self.seconds[stage] += whole - self._inner.pop()
            if self._inner:
                self._inner[-1] += whole

    def on(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The function with a clock on it; of a generator, each step is counted."""

        @wraps(function)
        def called(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 — whatever the function takes and gives
            self.calls[stage] += 1
            with self.running(stage):
                return function(*args, **kwargs)

        @wraps(function)
        def iterated(*args: Any, **kwargs: Any) -> Iterator[Any]:  # noqa: ANN401
            self.calls[stage] += 1
            steps = function(*args, **kwargs)
            nothing = object()
            while True:
                with self.running(stage):
                    step = next(steps, nothing)
                if step is nothing:
                    return
                yield step

        return iterated if isgeneratorfunction(function) else called

    @contextmanager
    def hung(self) -> Iterator[None]:
        """All clocks in place, for a while."""
        take_in = DocumentPipeline.take_in

        @wraps(take_in)
        def noted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            try:
                return take_in(*args, **kwargs)
            finally:
                self.taken.append(time.monotonic())

        with ExitStack() as places:
            for owner, name, stage in _HUNG:
                places.enter_context(_in_place_of(owner, name, self.on(vars(owner)[name], stage)))
            places.enter_context(_in_place_of(DocumentPipeline, "take_in", noted))
            yield


@contextmanager
def _in_place_of(owner: Any, name: str, other: object) -> Iterator[None]:  # noqa: ANN401 — a module or a class
    own = vars(owner)[name]
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, own)


def by_stage(seconds: dict[str, float], whole: float) -> dict[str, float]:
    """The seconds of every stage in order; what no clock saw of ``whole`` is ``REST``."""
    seen = {stage: seconds.get(stage, 0.0) for stage in STAGES if stage != REST}
    return {stage: round(spent, 3) for stage, spent in (seen | {REST: whole - sum(seen.values())}).items()}
