"""What a document costs when there are few and when there are many: time by stage, memory, and one more afterwards.

Each size is taken in by one ``add`` in a fresh base; then the same again, with nothing changed; then with one document
more; then one more by itself, as a followed folder gives it. Every command is the product's own in a process of its own
(``eval.ingest_child``).
"""

import json
import math
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from eval import ingest_files as files
from eval.ingest_memory import Sample, Watched, watch
from eval.ingest_stages import by_stage
from eval.ingest_texts import Text, Writer
from eval.served import MeasuringError
from kunnskapsbase.settings import ROOT

SIZES = (100, 1_000, 10_000)
FIRST = "first"
ALONE = "alone"
RUNS = (FIRST, "again", "one_more", ALONE)
WANTED_BYTES = 1_000_000_000
# «Flat»: a document more costs at most this many times as much among many as among few. Chosen before measuring: two
# runs of the same differ by about a tenth.
WANTED_GROWTH = 1.2
_TENTHS = 10
# How many processes make the documents, which takes two minutes of processor time for 10,000 of them.
_MAKING = 2
_MAKERS: Sequence[tuple[str, Callable[[Path, Text], object]]] = (
    (".pdf", files.pdf),
    (".docx", files.word),
    (".html", files.web_page),
    (".md", files.markdown),
    (".txt", files.plain),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One command: the memory it had, where its time went, and when each document was done."""

    watched: Watched
    ended: float
    seconds: Mapping[str, float]
    taken: Sequence[float]
    max_rss: int | None

    @property
    def ready(self) -> float:
        """When the last document was recorded; what comes after is the index. The end where there was none."""
        return self.taken[-1] if self.taken else self.ended

    def plain(self) -> dict[str, Any]:
        """The command as it stands in the report: seconds, and megabytes of memory."""
        watched = self.watched
        reading, after = (watched.peak_between(*span) for span in ((0.0, self.ready), (self.ready, math.inf)))
        return {
            "seconds": round(watched.seconds, 2),
            "stages": by_stage(dict(self.seconds), watched.seconds),
            "memory": {
                "peak_mb": _megabytes(watched.peak),
                "peak_anonymous_mb": _of(watched.peak.anonymous if watched.peak else None),
                "peak_while_reading_mb": _megabytes(reading),
                "peak_after_mb": _megabytes(after),
                "main_process_mb": _of(watched.own_peaks.get(watched.main)),
                "reader_process_mb": _of(
                    max((peak for process, peak in watched.own_peaks.items() if process != watched.main), default=None)
                ),
                "ru_maxrss_mb": _of(self.max_rss),
            },
        }


def make_documents(folder: Path, numbers: range) -> None:
    """Documents of about two pages in five formats by turns, a hundred in each folder.

    In processes of their own: 2,000 Word files made leave half a gigabyte in use, and the system counts what a process
    has when it starts another as that one's (``ru_maxrss``).
    """
    with ProcessPoolExecutor(_MAKING, get_context("spawn")) as makers:
        list(makers.map(_make, [folder] * _MAKING, [numbers[start::_MAKING] for start in range(_MAKING)]))


def _make(folder: Path, numbers: range) -> None:
    writer = Writer()
    for number in numbers:
        file = _file(folder, number)
        file.parent.mkdir(parents=True, exist_ok=True)
        _, make = _MAKERS[number % len(_MAKERS)]
        make(file, writer.text(number))


def _file(folder: Path, number: int) -> Path:
    ending, _ = _MAKERS[number % len(_MAKERS)]
    return folder / f"{number // 100:04}" / f"dokument-{number:06}{ending}"


def command(place: Path, data: Path) -> Run:
    """``ingest add`` of a folder or file, with the store and the index in ``data``.

    Raises:
        MeasuringError: it did not end well, so that its time tells nothing.
    """
    with tempfile.TemporaryDirectory(prefix="eval-") as work:
        result = Path(work) / "result.json"
        arguments = [sys.executable, "-m", "eval.ingest_child", str(result), "add", str(place)]
        own = {"KB_DATA": str(data), "DATABASE_URL": "", "QDRANT_URL": "", "QDRANT_API_KEY": "", "HF_HUB_OFFLINE": "1"}
        watched = watch(arguments, os.environ | own, ROOT, Path(work) / "log")
        if watched.status != 0 or not result.exists():
            raise MeasuringError(f"«ingest add» endte med {watched.status}: {watched.said}")
        seen = json.loads(result.read_text(encoding="utf-8"))
    return Run(watched, seen["ended"], seen["seconds"], seen["taken"], seen["max_rss"])


def at_size(size: int, runs: Sequence[str] = RUNS) -> dict[str, Any]:
    """Take in ``size`` documents (``first``), the same ``again``, ``one_more``, and another ``alone``.

    ``runs`` may leave out some.
    """
    with tempfile.TemporaryDirectory(prefix="eval-") as work:
        folder, data = Path(work) / "dokumenter", Path(work) / "data"
        seen: dict[str, dict[str, Any]] = {}
        disk = 0
        new = (range(size), range(0), range(size, size + 1), range(size + 1, size + 2))
        for run, numbers in zip(RUNS, new, strict=True):
            if run not in runs:
                continue
            make_documents(folder, numbers)
            done = command(_file(folder, size + 1) if run == ALONE else folder, data)
            if len(done.taken) != len(numbers):
                raise MeasuringError(f"{len(done.taken)} dokumenter ble lest, og {len(numbers)} var nye.")
            seen[run] = done.plain()
            if run == FIRST:
                seen[run]["by_tenth"] = by_tenth(done)
                disk = sum(file.stat().st_blocks * 512 for file in data.rglob("*") if file.is_file())
        return {"documents": size, "runs": seen, "disk_mb": round(disk / 1e6, 1)}


def by_tenth(run: Run) -> list[dict[str, float | None]]:
    """For each tenth of the documents: milliseconds a document, and the most memory meanwhile, in megabytes.

    The first document is left out: with it the reading process starts.
    """
    tenths = []
    taken = run.taken
    for tenth in range(_TENTHS):
        first, last = (tenth * (len(taken) - 1) // _TENTHS, (tenth + 1) * (len(taken) - 1) // _TENTHS)
        if last > first:
            spent = (taken[last] - taken[first]) / (last - first)
            peak = run.watched.peak_between(taken[first], taken[last])
            tenths.append({"ms": round(spent * 1000, 2), "mb": _megabytes(peak)})
    return tenths


def growth(sizes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each document more costs from one size to the next, in milliseconds, whole and by stage; ``None`` at first.

    The difference of two runs, so that what every run costs, whatever its size, is left out.
    """
    steps: list[dict[str, Any]] = []
    for one, other in pairwise(sizes):
        more = other["documents"] - one["documents"]
        before, after = one["runs"][FIRST], other["runs"][FIRST]
        steps.append(
            {
                "from": one["documents"],
                "to": other["documents"],
                "ms": _per(after["seconds"] - before["seconds"], more),
                "stages": {
                    stage: _per(after["stages"][stage] - before["stages"][stage], more) for stage in after["stages"]
                },
            }
        )
    return steps


def judge(sizes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The sizes, the growth from one to the next, and the two targets."""
    steps = growth(sizes)
    # The sum is only looked at now and then; no process can have had more by itself than all of them together.
    kinds = ("peak_mb", "main_process_mb")
    runs = [run for size in sizes for run in size["runs"].values()]
    peaks = [peak for run in runs for kind in kinds if (peak := run["memory"][kind])]
    targets: dict[str, Any] = {}
    if peaks:
        wanted = WANTED_BYTES / 1e6
        targets["memory"] = {"wanted_mb": wanted, "seen_mb": max(peaks), "met": max(peaks) < wanted}
    if len(steps) > 1 and steps[0]["ms"] > 0:
        times = round(steps[-1]["ms"] / steps[0]["ms"], 2)
        targets["growth"] = {"wanted": WANTED_GROWTH, "seen": times, "met": times <= WANTED_GROWTH}
    return {"sizes": list(sizes), "growth": steps, "targets": targets}


def _per(seconds: float, documents: int) -> float:
    return round(seconds * 1000 / documents, 2)


def _megabytes(sample: Sample | None) -> float | None:
    return None if sample is None else _of(sample.resident)


def _of(size: int | None) -> float | None:
    return None if size is None else round(size / 1e6, 1)
