"""Reading in a process of its own: what goes wrong there stays there, and the next file is read."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.isolation import ReaderProcess
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.reading_messages import MessageError, dump, load_result
from kunnskapsbase.document import NOWHERE, Spot
from kunnskapsbase.settings import ROOT

HOSTILE = "tests.support.hostile_child"
LIMITS = Limits(seconds=2, memory_megabytes=300, megabytes=1)
Make = Callable[[str], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(text: str) -> Path:
        path = tmp_path / f"{text.replace(' ', '-')[:40]}.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess(LIMITS, HOSTILE) as process:
        yield process


def _text(reader: ReaderProcess, file: Path) -> str:
    return " ".join(block.text for block in reader.read(file).blocks)


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("hang", Reason.TOO_SLOW),
        ("hang with the lock", Reason.TOO_SLOW),
        ("take memory", Reason.TOO_MUCH_MEMORY),
        ("crash", Reason.READER_DIED),
        ("exit", Reason.READER_DIED),
        ("fail", Reason.READER_DIED),
        ("recurse", Reason.DAMAGED),
        ("refuse", Reason.ENCRYPTED),
        ("talk without end", Reason.TOO_LARGE),
        ("call home", Reason.READER_DIED),
        ("start a program", Reason.READER_DIED),
        ("fill the disk", Reason.READER_DIED),
        ("forge an answer", Reason.READER_DIED),
    ],
)
def test_what_goes_wrong_has_a_named_reason_and_the_next_file_is_read(
    reader: ReaderProcess, make: Make, deed: str, reason: Reason
) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        reader.read(make(deed))
    assert caught.value.reason is reason
    assert re.search("[A-ZÆØÅ].*[.]$", str(caught.value))
    assert time.monotonic() - started < LIMITS.seconds + 3
    assert _text(reader, make("Asker brukte møblene om igjen.")) == "Asker brukte møblene om igjen."


def test_the_signal_that_ended_the_reader_is_named(reader: ReaderProcess, make: Make) -> None:
    with pytest.raises(UnreadableError, match="SIGSEGV"):
        reader.read(make("crash"))


def test_one_process_reads_file_after_file(reader: ReaderProcess, make: Make) -> None:
    pids = set()
    for number in range(20):
        assert _text(reader, make(f"Fil {number}")) == f"Fil {number}"
        pids.add(reader.pid)
    assert len(pids) == 1


def test_a_refused_file_costs_no_new_process(reader: ReaderProcess, make: Make) -> None:
    reader.read(make("God fil"))
    before = reader.pid
    with pytest.raises(UnreadableError):
        reader.read(make("refuse"))
    assert reader.pid == before


def test_a_process_that_died_between_two_files_is_told_of_and_replaced(reader: ReaderProcess, make: Make) -> None:
    reader.read(make("God fil"))
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGKILL)
    os.waitid(os.P_PID, reader.pid, os.WEXITED | os.WNOWAIT)
    assert _text(reader, make("Neste fil")) == "Neste fil"


def test_what_libraries_print_reaches_nobody_s_screen(
    reader: ReaderProcess, make: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _text(reader, make("print")) == "print"
    assert capfd.readouterr() == ("", "")


def test_nothing_is_left_in_the_temporary_folder(make: Make, temporary: Path) -> None:
    with ReaderProcess(LIMITS, HOSTILE) as reader:
        reader.read(make("leave a file"))
        with pytest.raises(UnreadableError):
            reader.read(make("hang"))
        with pytest.raises(UnreadableError):
            reader.read(make("fill the disk"))
    assert list(temporary.iterdir()) == []


def test_closing_ends_the_process(make: Make) -> None:
    reader = ReaderProcess(LIMITS, HOSTILE)
    reader.read(make("God fil"))
    pid = reader.pid
    assert pid is not None
    reader.close()
    assert not _is_alive(pid)
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize(("deed", "within_s"), [("hang", 2.0), ("hang with the lock", LIMITS.seconds + 6.0)])
def test_a_parent_that_is_killed_leaves_no_process_behind(
    make: Make, temporary: Path, deed: str, within_s: float
) -> None:
    program = (
        "import sys, threading, time; from pathlib import Path\n"
        "from ingest.isolation import ReaderProcess; from ingest.limits import Limits\n"
        f"reader = ReaderProcess(Limits(seconds={LIMITS.seconds}), {HOSTILE!r})\n"
        "threading.Thread(target=reader.read, args=(Path(sys.argv[1]),), daemon=True).start()\n"
        "while reader.pid is None: time.sleep(0.01)\n"
        "print(reader.pid, flush=True)\n"
        "time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(make(deed))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.7)  # into the middle of the file
        assert _is_alive(child)
        parent.kill()
    deadline = time.monotonic() + within_s
    while _is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_alive(child)
    if deed == "hang":  # the system's alarm takes the process alone
        assert list(temporary.iterdir()) == []


def test_the_largest_file_is_bounded_before_anything_reads_it(reader: ReaderProcess, tmp_path: Path) -> None:
    large = tmp_path / "stor.txt"
    with large.open("wb") as opened:
        opened.truncate(2_000_000)
    with pytest.raises(UnreadableError) as caught:
        reader.read(large)
    assert caught.value.reason is Reason.TOO_LARGE
    assert reader.pid is None


def test_a_link_out_of_the_folder_is_followed_only_where_no_folder_was_given(
    reader: ReaderProcess, make: Make, tmp_path: Path
) -> None:
    folder = tmp_path / "levert"
    folder.mkdir()
    link = folder / "lenke.txt"
    link.symlink_to(make("Utenfor"))
    assert _text(reader, link) == "Utenfor"
    with pytest.raises(UnreadableError) as caught:
        reader.read(link, root=folder)
    assert caught.value.reason is Reason.OUTSIDE_FOLDER
    with pytest.raises(UnreadableError) as caught:
        reader.read(link, follow=False)
    assert caught.value.reason is Reason.NOT_READABLE


def test_a_reader_shared_by_threads_gives_each_its_own_answer(reader: ReaderProcess, make: Make) -> None:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    files = [make(f"Fil {number}") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda file: _text(reader, file), files))
    assert read == [f"Fil {number}" for number in range(40)]


@pytest.mark.parametrize("content", [subprocess.Popen, os.system, eval, Path("/etc"), ReaderProcess])
def test_an_answer_may_hold_nothing_that_is_not_an_extract(content: object) -> None:
    with pytest.raises(MessageError):
        load_result(dump(content))


def test_spots_come_through_as_they_were_and_none_that_cannot_be() -> None:
    spots = (NOWHERE, Spot(page=3), Spot(row=7, sheet=None), Spot(second=1.5))
    received = load_result(dump(spots))
    assert isinstance(received, tuple)
    assert received == spots
    assert [spot.model_fields_set for spot in received] == [spot.model_fields_set for spot in spots]
    with pytest.raises(MessageError):
        load_result(dump(Spot.model_construct(page=0)))


@pytest.mark.parametrize("message", [b"", b"\x80", b"junk", b"\x80\x05."])
def test_an_answer_that_is_no_pickle_is_told_of(message: bytes) -> None:
    with pytest.raises(MessageError):
        load_result(message)


def test_where_the_system_keeps_no_memory_limit_the_process_watches_itself() -> None:
    program = (
        "from ingest.reading_child import watch_memory, MEMORY_STATUS; import threading, time\n"
        "threading.Thread(target=watch_memory, args=(150_000_000,), daemon=True).start()\n"
        "taken = []\n"
        "for _ in range(100):\n"
        "    taken.append(bytearray(10_000_000)); time.sleep(0.02)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, timeout=30, check=False)
    from ingest.reading_child import MEMORY_STATUS  # noqa: PLC0415

    assert done.returncode == MEMORY_STATUS


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        # An orphan nobody has waited for is dead all the same.
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False
