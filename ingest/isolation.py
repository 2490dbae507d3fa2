"""Files from others are read in a process of its own, which may be lost without losing anything else.

One process reads file after file, so a small file costs a message and no start. It is ended by the clock, by its memory
limit or by a crash in a library; the next file gets a fresh one. What it may do is bounded in ``ingest.reading_child``,
and what these bounds do not stop is told in ``docs/inntak-sikkerhet.md``.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.blocks import Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.file_check import check_file
from ingest.reading_child import MEMORY_STATUS, too_much_memory
from ingest.reading_messages import MessageError, dump, load_result, receive, send
from kunnskapsbase.settings import ROOT, Settings

if sys.platform != "win32":
    import resource

_log = logging.getLogger(__name__)
_LOG_SHOWN_BYTES = 2000
_GOODBYE_S = 2
_RUSAGE_UNIT = 1 if sys.platform == "darwin" else 1024
# Libraries of linear algebra would start a thread, and map some hundred megabytes, for every core.
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class ReaderProcess:
    """Reads files, one at a time, in a child process. Use it as a context manager, or ``close`` it.

    It may be shared by threads; they take turns.
    """

    def __init__(self, limits: Limits | None = None, child_module: str = "ingest.reading_child") -> None:
        self._limits = limits or Limits()
        self._child_module = child_module
        self._child: _Child | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def read(self, file: Path, *, root: Path | None = None, follow: bool = True) -> Extract:
        """What stands in ``file``.

        ``root`` is the folder the file must lie in when links have been followed; ``follow=False`` refuses links.

        Raises:
            UnreadableError: with the reason; the next file can be read all the same.
        """
        with self._turn:
            check_file(file, self._limits, root=root, follow=follow)
            if self._child is not None and self._child.has_ended:
                self._end()
            if self._child is None:
                self._child = _Child(self._limits, self._child_module)
            try:
                answer, is_spent = self._child.ask(file.absolute())
            except BaseException:
                # Also a Ctrl-C in the middle of a file: what the child sends next would answer another question.
                self._end()
                raise
            if is_spent:
                self._end()
        if isinstance(answer, UnreadableError):
            raise answer
        return answer

    @property
    def pid(self) -> int | None:
        """The child's process id; None when none is running."""
        return None if self._child is None else self._child.pid

    def close(self) -> None:
        """End the child and remove what it may have left."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


class _Child:
    """One reading process, with a folder of its own for whatever its libraries leave behind."""

    def __init__(self, limits: Limits, module: str) -> None:
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="lostfor-lesing-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        self._log_file = (folder / "utskrift.txt").open("ab+")
        environment = os.environ | _ENVIRONMENT
        environment |= {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
        if audio_model := Settings().audio_model:
            # The child stands in a folder of its own, where neither .env nor a relative path leads anywhere.
            environment["KB_AUDIO_MODEL"] = str(Path(audio_model).absolute())
        # -P: the folder it stands in is not searched for modules. A session of its own: Ctrl-C is the parent's affair.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log_file,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        self.pid = self._process.pid
        self._is_late = False
        self._is_first = True

    @property
    def has_ended(self) -> bool:
        """Whether the process died while nobody waited for it."""
        return self._process.poll() is not None

    def ask(self, file: Path) -> tuple[Extract | UnreadableError, bool]:
        """The answer about ``file``, and whether this process has done its work and is to be replaced."""
        clock = threading.Timer(self._limits.seconds, self._time_is_out)
        clock.daemon = True
        clock.start()
        try:
            message = self._exchange(os.fsencode(file))
        finally:
            clock.cancel()
        if message is None:
            raise self._obituary()
        try:
            answer = load_result(message)
        except MessageError as error:
            raise _unfit(error) from error
        if (
            isinstance(answer, tuple)
            and len(answer) == 2
            and isinstance(answer[0], Extract | UnreadableError)
            and isinstance(answer[1], bool)
        ):
            self._note_output(file)
            return answer[0], answer[1]
        raise _unfit(TypeError(type(answer)))

    def end(self) -> None:
        """Close its input, which ends it between two files; kill it if it stays. Removes its folder."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(_GOODBYE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log_file.close()
        self._folder.cleanup()

    def _exchange(self, request: bytes) -> bytes | None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            if self._is_first:
                send(stdin, dump((self._limits, Path(self._folder.name))))
                self._is_first = False
            send(stdin, request)
            return receive(stdout)
        except OSError:
            return None
        except MessageError as error:
            raise _unfit(error) from error

    def _time_is_out(self) -> None:
        self._is_late = True
        self._process.kill()

    def _obituary(self) -> UnreadableError:
        """Why the process ended without an answer."""
        status, peak_bytes = self._wait()
        self._note_output(None)
        limits = self._limits
        if self._is_late or (sys.platform != "win32" and status == -signal.SIGALRM):
            return UnreadableError(
                Reason.TOO_SLOW,
                f"Lesingen tok mer enn {limits.seconds} sekunder og ble stoppet. Del den, eller hev KB_READ_SECONDS.",
            )
        # A library written in C ends itself when it gets no memory; then it had nearly all of it. Linux counts what
        # the parent had before the start as the child's, so that only a peak above our own tells anything.
        near_limit = 0.8 * limits.memory_megabytes * (1 << 20)
        if status == MEMORY_STATUS or peak_bytes > max(near_limit, _own_peak_bytes()):
            return too_much_memory(limits)
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
        return UnreadableError(
            Reason.READER_DIED,
            f"Programmet som leser denne filtypen, stoppet ({how}). Filen er trolig skadet. Lagre den på nytt, eller "
            "som PDF.",
        )

    def _wait(self) -> tuple[int, int]:
        """The exit status as subprocess tells it (a signal is negative), and the most memory it had, in bytes."""
        if sys.platform == "win32" or self._process.returncode is not None:
            return self._process.wait(), 0
        try:
            _, status, usage = os.wait4(self.pid, 0)
        except ChildProcessError:  # The clock's kill asked after it first, and has its status.
            return self._process.wait(), 0
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return self._process.returncode, usage.ru_maxrss * _RUSAGE_UNIT

    def _note_output(self, file: Path | None) -> None:
        """What libraries printed goes to our log, and never to the user's screen; the file is kept short."""
        size = self._log_file.seek(0, os.SEEK_END)
        if size == 0:
            return
        self._log_file.seek(max(0, size - _LOG_SHOWN_BYTES))
        _log.debug("%s: %s", file, self._log_file.read().decode(errors="replace"))
        self._log_file.truncate(0)


def _own_peak_bytes() -> int:
    return 0 if sys.platform == "win32" else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RUSAGE_UNIT


def _unfit(error: Exception) -> UnreadableError:
    _log.warning("The reading process sent something else than an answer: %s", error)
    return UnreadableError(
        Reason.READER_DIED,
        "Programmet som leser denne filtypen, svarte med noe annet enn tekst. Ikke åpne filen.",
    )
