"""Kill the ingest at many points and run it again: is the index what an undisturbed run gives?

``make crash-test`` kills at 200 points over the whole corpus; the tests run a short version. Every child is killed with
SIGKILL at a given number of calls into our own code, spread evenly over the whole run, so that reading, recording,
embedding, building and swapping are all hit. Every second child starts from an index of an earlier corpus, and that one
must still serve after the kill.
"""

import argparse
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

# Loaded before the forks, so that each child starts at once; nothing of it has run by then.
import sentence_transformers  # noqa: F401

from eval.provenance import Corpus, provenance
from eval.report import RESULTS, Report, Table, write
from ingest.pipeline import add
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.errors import IndexMissingError
from kunnskapsbase.index import Query, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.settings import ROOT, Settings

_OURS = tuple(str(ROOT / room) for room in ("ingest", "kunnskapsbase"))


@dataclass(frozen=True)
class CrashReport:
    """What came of it. ``differing`` are the kill points after which the index was not the undisturbed one."""

    kill_points: int
    killed: int
    files: int
    calls_undisturbed: int
    old_index_lost: int
    differing: list[int]


def _counted(target: Callable[[], object], kill_at: int | None) -> int:
    """Run ``target``, count the calls into our own code, and die at number ``kill_at``."""
    count = 0

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        if event == "call" and frame.f_code.co_filename.startswith(_OURS):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(watch)
    sys.setprofile(watch)
    target()
    sys.setprofile(None)
    return count


def _in_child(target: Callable[[], int]) -> tuple[bool, int]:
    """Run ``target`` in a forked child: whether it was killed, and the number it gave otherwise."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reader)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 2)
            os.write(writer, str(target()).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True, 0
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("the ingest failed by itself, without being killed")
    return False, int(said)


def _content(settings: Settings) -> str:
    """A hash over everything in the index that serves, and over the ranking of a few questions."""
    index = engine(settings).open(alias(model_fingerprint(settings)))
    try:
        points = sorted(index.points(), key=lambda point: point.id)
        digest = hashlib.sha256()
        for point in points:
            digest.update(json.dumps([point.id, list(point.dense), asdict(point.sparse), point.payload]).encode())
        for point in points[:: max(1, len(points) // 10)]:
            hits = index.query(Query(dense=point.dense, sparse=point.sparse, limit=20)).passages
            digest.update(json.dumps([[hit.solution_id, hit.score] for hit in hits]).encode())
        return digest.hexdigest()
    finally:
        index.close()


def _corpora(work: Path, files: int) -> tuple[Path, Path]:
    """Two corpora: an earlier one that lacks a fifth of the files and has others changed, and the one to end at."""
    source = sorted((ROOT / "corpus" / "erfaringer").glob("*.md"))[:files]
    before, after = work / "before", work / "after"
    for corpus in (before, after):
        (corpus / "erfaringer").mkdir(parents=True)
        (corpus / "kommuner").symlink_to(ROOT / "corpus" / "kommuner")
    for number, file in enumerate(source):
        text = file.read_text(encoding="utf-8")
        (after / "erfaringer" / file.name).write_text(text, encoding="utf-8")
        if number % 5:
            changed = text.replace("kommune", "kommunen", 1) if number % 7 == 0 else text
            (before / "erfaringer" / file.name).write_text(changed, encoding="utf-8")
    return before, after


def crash(points: int, files: int, work: Path, say: Callable[[str], object] = print) -> CrashReport:
    """Kill at ``points`` places over a corpus of ``files`` files, in the empty folder ``work``."""
    before, after = _corpora(work, files)

    def settings(data: Path, corpus: Path = after) -> Settings:
        return Settings(data=data, corpus=corpus)

    def run(data: Path, corpus: Path, kill_at: int | None = None) -> tuple[bool, int]:
        return _in_child(lambda: _counted(lambda: add(corpus, settings(data, corpus)), kill_at))

    earlier = work / "earlier"
    run(earlier, before)
    # The store notes paths relative to the corpus, so the earlier store is an earlier state of the same corpus.
    expected, calls = {}, {}
    for start in ("empty", "earlier"):
        undisturbed = work / f"undisturbed-{start}"
        if start == "earlier":
            shutil.copytree(earlier, undisturbed)
        _, calls[start] = run(undisturbed, after)
        expected[start] = _content(settings(undisturbed))
    if expected["empty"] != expected["earlier"]:
        raise RuntimeError("an undisturbed update does not give the index of an undisturbed first run")
    killed, lost, differing = 0, 0, []
    for number in range(points):
        start = "earlier" if number % 2 else "empty"
        data = work / "data"
        shutil.rmtree(data, ignore_errors=True)
        if start == "earlier":
            shutil.copytree(earlier, data)
        was_killed, _ = run(data, after, kill_at=max(1, round(calls[start] * (number + 0.5) / points)))
        killed += was_killed
        if start == "earlier":
            try:
                engine(settings(data)).open(alias(model_fingerprint(settings(data)))).close()
            except IndexMissingError:
                lost += 1
        run(data, after)
        if _content(settings(data)) != expected["empty"]:
            differing.append(number)
        if number % 10 == 9:
            say(f"{number + 1} of {points}: killed {killed}, lost {lost}, differing {len(differing)}")
    return CrashReport(points, killed, files, calls["empty"], lost, differing)


def _report(seen: CrashReport) -> Report:
    settings = Settings()
    corpus = Corpus(solutions=seen.files, passages=seen.files, fingerprint=corpus_fingerprint(seen.files))
    rows = [
        ["drept og kjørt igjen", str(seen.kill_points)],
        ["faktisk drept underveis", str(seen.killed)],
        ["gammel indeks tapt", str(seen.old_index_lost)],
        ["annen indeks enn uten avbrudd", str(len(seen.differing))],
        ["kall i vår egen kode i en hel kjøring", str(seen.calls_undisturbed)],
    ]
    note = "Inntaket drept med SIGKILL jevnt fordelt over hele kjøringen, annenhver gang over en eldre indeks."
    return Report(
        name="crash",
        title="Inntak som blir drept, og kjøres igjen",
        provenance=provenance(settings, corpus),
        results=asdict(seen),
        tables=[Table("Hva som skjedde", ("", "antall"), rows, note)],
    )


def corpus_fingerprint(files: int) -> str:
    """A short hash over the first so many files of the corpus."""
    digest = hashlib.sha256()
    for file in sorted((ROOT / "corpus" / "erfaringer").glob("*.md"))[:files]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def main() -> int:
    """The command line; 1 when anything was lost or differs."""
    parser = argparse.ArgumentParser(prog="python -m eval.crash")
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--files", type=int, default=463)
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        report = crash(arguments.points, arguments.files, Path(work))
    print(write(_report(report), arguments.results).with_suffix(".md").read_text(encoding="utf-8"))
    return 1 if report.differing or report.old_index_lost or report.killed != report.kill_points else 0


if __name__ == "__main__":
    sys.exit(main())
