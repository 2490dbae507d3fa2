"""The memory of a process and all that it has started, looked at again and again while it runs (Linux)."""

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EVERY_S = 0.1
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Sample:
    """A look: the moment (``time.monotonic``), and bytes. ``anonymous`` is what no file on the disk holds."""

    moment: float
    resident: int
    anonymous: int
    processes: int


@dataclass(slots=True)
class Watched:
    """A command that has ended. ``own_peaks`` holds the most each of its processes ever had (VmHWM), in bytes."""

    seconds: float = 0.0
    status: int = 0
    said: str = ""
    samples: list[Sample] = field(default_factory=list)
    own_peaks: dict[int, int] = field(default_factory=dict)
    main: int = 0

    @property
    def peak(self) -> Sample | None:
        """The look at which most was in use; ``None`` where the system tells nothing."""
        return max(self.samples, key=lambda sample: sample.resident, default=None)

    def peak_between(self, start: float, end: float) -> Sample | None:
        """The same, of the looks from one moment to another."""
        between = [sample for sample in self.samples if start <= sample.moment <= end]
        return max(between, key=lambda sample: sample.resident, default=None)


def watch(command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path) -> Watched:
    """Run ``command`` in ``folder`` to its end, and look at its memory all the while; what it says goes to ``log``."""
    watched = Watched()
    begin = time.monotonic()
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=written, stderr=subprocess.STDOUT)
        watched.main = process.pid
        try:
            while process.poll() is None:
                _look(process.pid, watched)
                time.sleep(EVERY_S)
        except BaseException:
            process.kill()
            process.wait()
            raise
    watched.seconds = time.monotonic() - begin
    watched.status = process.returncode
    watched.said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    return watched


def _look(root: int, watched: Watched) -> None:
    moment = time.monotonic()
    resident = anonymous = processes = 0
    for process in _tree(root):
        sizes = _sizes(process)
        if "VmRSS" not in sizes:
            continue
        processes += 1
        resident += sizes["VmRSS"]
        anonymous += sizes.get("RssAnon", 0)
        watched.own_peaks[process] = max(watched.own_peaks.get(process, 0), sizes.get("VmHWM", 0))
    if processes:
        watched.samples.append(Sample(moment, resident, anonymous, processes))


def _tree(root: int) -> Iterator[int]:
    """The process and all below it, less those just started that still share their parent's memory."""
    children: dict[int, list[int]] = {}
    for process, parent in _parents():
        children.setdefault(parent, []).append(process)
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        own = _command(process)
        waiting += [child for child in children.get(process, ()) if _command(child) != own]


def _parents() -> Iterator[tuple[int, int]]:
    for folder in _PROC.glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        yield int(folder.name), int(stat.rpartition(")")[2].split()[1])


def _command(process: int) -> bytes:
    try:
        return (_PROC / str(process) / "cmdline").read_bytes()
    except OSError:
        return b""


def _sizes(process: int) -> dict[str, int]:
    """VmRSS, VmHWM, RssAnon … of a process, in bytes; empty when it is gone."""
    try:
        lines = (_PROC / str(process) / "status").read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return {}
    pairs = (line.split() for line in lines if line.endswith(" kB"))
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in pairs}
