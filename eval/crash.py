"""Kill the ingest at many points and run it again: does it end where an undisturbed run does, and leave nothing behind?

``make crash-test`` kills at 200 points over the whole corpus and a set of documents; the tests run a short version.
Every child is killed with SIGKILL at a given number of calls into our own code, spread evenly over the whole run, so
that reading, recording, embedding, building and swapping are all hit. A third of the children start from nothing, a
third from an index of an earlier corpus, and a third from one that lacks a document: they add to it, and are killed
while they do. What served must still serve after the kill.
"""

import argparse
import gc
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

# Loaded before the forks, so that each child starts at once; nothing of it has run by then.
import sentence_transformers  # noqa: F401

from eval.crash_state import left_in, orphans, serves, state
from eval.provenance import Corpus, provenance
from eval.report import RESULTS, Report, Table, write
from ingest.pipeline import add
from kunnskapsbase.language import language_of
from kunnskapsbase.settings import ROOT, Settings

# Beside the experiences: reports, a transcript, a list of projects and a file that cannot be read.
DOCUMENTS = 12
# One of the reports, which are all equally long.
ONE_MORE = "rapport-8.md"
_EXPERIENCE = {
    "aktorer": [{"navn": "Oslo kommune", "type": "kommune", "rolle": "initiativtaker"}],
    "utfordring": "Noe manglet.",
    "losning": "Det ble skaffet.",
    "status": "gjennomført",
    "sektor": "teknisk",
    "innovasjonstype": "prosess",
    "maalform": "nb",
    "kilde": {"url": "https://eksempel.no", "tittel": "Liste", "utgiver": "Utgiver", "type": "prosjektside"},
}
# What an ingest starts from: nothing, another corpus, or the same corpus with a document less, so that the index of
# passages is added to.
_EMPTY, _EARLIER, _ONE_LESS = "empty", "earlier", "one_less"
_STARTS = (_EMPTY, _EARLIER, _ONE_LESS)
# Where the index is added to: the first call, and a call there is none of where it is built anew.
_ADDING = "EdgeEngine.extend"
_OURS = tuple(str(ROOT / room) for room in ("ingest", "kunnskapsbase"))


@dataclass(frozen=True)
class CrashReport:
    """What came of it.

    ``killed_adding`` are those killed after they had begun to add to the index of passages. ``differing`` are the kill
    points after which records, ledger or indexes were not the undisturbed ones, ``orphans`` what lay about after one of
    them: files, indexes nothing points to, processes.
    """

    kill_points: int
    killed: int
    killed_adding: int
    files: int
    documents: int
    calls_undisturbed: int
    old_index_lost: int
    differing: list[int]
    orphans: list[str]

    @property
    def passed(self) -> bool:
        """Whether every kill hit, and nothing was lost, changed or left."""
        return self.killed == self.kill_points and not (self.old_index_lost or self.differing or self.orphans)


def _make_ready() -> None:
    """Load what every child would load again, and have none of it looked through for unused rings in each of them."""
    language_of("Kommunen skal prøve ordningen i år.")
    gc.freeze()


@dataclass(frozen=True)
class _Calls:
    """How many calls into our own code a run makes, and at which of them it begins to add to an index (0: never)."""

    all: int
    adding: int

    def place(self, share: float, *, adding: bool) -> int:
        """The number of the call at a share (0–1) of the run, or of what comes after it has begun to add."""
        first = self.adding if adding else 0
        return max(1, first + round((self.all - first) * share))


def _counted(target: Callable[[], object], kill_at: int | None) -> _Calls:
    """Run ``target``, count the calls into our own code, and die at number ``kill_at``."""
    count = adding = 0

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal count, adding
        if event == "call" and frame.f_code.co_filename.startswith(_OURS):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            if not adding and frame.f_code.co_qualname == _ADDING:
                adding = count

    threading.setprofile(watch)
    sys.setprofile(watch)
    target()
    sys.setprofile(None)
    return _Calls(count, adding)


def _in_child(target: Callable[[], _Calls], temporary: Path) -> _Calls | None:
    """Run ``target`` in a forked child: what it gave, or ``None`` where it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reader)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 2)
            tempfile.tempdir = str(temporary)
            os.write(writer, json.dumps(asdict(target())).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return None
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("the ingest failed by itself, without being killed")
    return _Calls(**json.loads(said))


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
    _documents(before / "dokumenter", DOCUMENTS - 2, "i år")
    _documents(after / "dokumenter", DOCUMENTS, "neste år")
    return before, after


def _documents(folder: Path, count: int, when: str) -> None:
    """Documents of several formats: reports, a transcript, a list with a bad row, and one that cannot be read."""
    folder.mkdir()
    for number in range(count - 3):
        body = f"# Rapport {number}\n\nKommunene skal prøve ordning {number} {when}.\n"
        # Of lengths that differ: equal passages score a rounding apart, and come in one order or the other.
        more = " Tiltaket prøves ut i hele kommunen."
        parts = "".join(
            f"\n## Del {part}\n\nDette er del {part} av rapport {number}.{more * part}\n" for part in range(6)
        )
        (folder / f"rapport-{number}.md").write_text(body + parts, encoding="utf-8")
    cue = f"WEBVTT\n\n00:00:01.000 --> 00:00:09.000\nVelkommen til et webinar om ordningen som skal prøves {when}.\n"
    (folder / "opptak.vtt").write_text(cue, encoding="utf-8")
    good = _EXPERIENCE | {"id": "prosjekt-i-listen", "tittel": f"Prosjekt {when}"}
    (folder / "liste.jsonl").write_text(f"{json.dumps(good)}\nikke JSON\n", encoding="utf-8")
    (folder / "tom.md").write_bytes(b"")


def crash(points: int, files: int, work: Path, say: Callable[[str], object] = print) -> CrashReport:
    """Kill at ``points`` places over a corpus of ``files`` files, in the empty folder ``work``."""
    before, after = _corpora(work, files)
    temporary = work / "tmp"
    temporary.mkdir()

    def settings(data: Path, corpus: Path = after) -> Settings:
        return Settings(data=data, corpus=corpus)

    def watched(data: Path, kill_at: int | None = None) -> _Calls | None:
        return _in_child(lambda: _counted(lambda: add(after, settings(data)), kill_at), temporary)

    def undisturbed_run(data: Path, corpus: Path = after) -> None:
        def target() -> _Calls:
            add(corpus, settings(data, corpus))
            return _Calls(0, 0)

        _in_child(target, temporary)

    _make_ready()
    # The store notes paths relative to the corpus, so the earlier store is an earlier state of the same corpus.
    undisturbed_run(work / _EARLIER, before)
    with _without(after / "dokumenter" / ONE_MORE):
        undisturbed_run(work / _ONE_LESS)
    expected, calls = {}, {}
    for start in _STARTS:
        undisturbed = _begun(work, start, work / f"undisturbed-{start}")
        counted = watched(undisturbed)
        if counted is None or bool(counted.adding) != (start == _ONE_LESS):
            raise RuntimeError(f"an undisturbed run from {start} does not go the way it is to be killed on: {counted}")
        calls[start] = counted
        expected[start] = state(settings(undisturbed))
        if orphans(settings(undisturbed)):
            raise RuntimeError(f"an undisturbed run leaves {orphans(settings(undisturbed))}")
    if len(set(expected.values())) > 1:
        raise RuntimeError("an undisturbed update does not end where an undisturbed first run does")
    killed, adding, lost, differing = 0, 0, 0, []
    stray: set[str] = set()
    for number in range(points):
        start = _STARTS[number % len(_STARTS)]
        data = _begun(work, start, work / "data")
        place = calls[start].place((number + 0.5) / points, adding=start == _ONE_LESS)
        was_killed = watched(data, kill_at=place) is None
        killed += was_killed
        adding += was_killed and start == _ONE_LESS
        if start != _EMPTY and not serves(settings(data)):
            lost += 1
        undisturbed_run(data)
        if state(settings(data)) != expected[_EMPTY]:
            differing.append(number)
        stray.update(orphans(settings(data)), left_in(temporary))
        if number % 10 == 9:
            say(
                f"{number + 1} of {points}: killed {killed}, lost {lost}, differing {len(differing)}, left {len(stray)}"
            )
    return CrashReport(points, killed, adding, files, DOCUMENTS, calls[_EMPTY].all, lost, differing, sorted(stray))


def _begun(work: Path, start: str, data: Path) -> Path:
    """A data folder as it is before the ingest that is to be killed."""
    shutil.rmtree(data, ignore_errors=True)
    if start != _EMPTY:
        shutil.copytree(work / start, data)
    return data


@contextmanager
def _without(file: Path) -> Iterator[None]:
    """A corpus that this file has not come to yet."""
    text = file.read_bytes()
    file.unlink()
    yield
    file.write_bytes(text)


def _report(seen: CrashReport) -> Report:
    settings = Settings()
    corpus = Corpus(solutions=seen.files, passages=seen.files, fingerprint=corpus_fingerprint(seen.files))
    rows = [
        ["drept og kjørt igjen", str(seen.kill_points)],
        ["faktisk drept underveis", str(seen.killed)],
        ["av dem mens indeksen ble lagt til i", str(seen.killed_adding)],
        ["gammel indeks tapt", str(seen.old_index_lost)],
        ["andre oppføringer, annet regnskap eller annen indeks enn uten avbrudd", str(len(seen.differing))],
        ["filer, indekser eller prosesser som lå igjen", str(len(seen.orphans))],
        ["dokumenter ved siden av erfaringene", str(seen.documents)],
        ["kall i vår egen kode i en hel kjøring", str(seen.calls_undisturbed)],
    ]
    note = (
        "Inntaket drept med SIGKILL, en tredel over en tom base, en tredel over en eldre indeks, og en tredel over en "
        "indeks som mangler ett dokument. De to første er drept jevnt fordelt over hele kjøringen, den siste etter at "
        "den har begynt å legge til i indeksen."
    )
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
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main())
