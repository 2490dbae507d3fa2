"""Files that are sent in are read by ``python -m ingest preview``, a process of its own that keeps nothing.

The API parses no file: what one may take of the machine is bounded there (``docs/inntak-sikkerhet.md``), and one is
read at a time, so that many at once take no more. The process is kept for a while, because starting it takes longer
than reading most files.
"""

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

from pydantic import ValidationError

from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.settings import ROOT, Settings, environment_of
from kunnskapsbase.sharing import Reading

_log = logging.getLogger(__name__)
# What starting, masking, cutting and linking may take beside the reading itself.
_BESIDE_S = 120.0
# Nobody has sent anything for so long: its memory is of more use to others.
_RESTS_AFTER_S = 300.0
_GOODBYE_S = 5.0


class BusyError(KunnskapsbaseError):
    """Another file has been read for longer than anybody waits, or the service is stopping."""


class UploadReader:
    """Reads one file at a time; the others wait for their turn. ``close`` ends a reading that is under way."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = threading.Lock()
        self._guard = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._last = 0.0
        self._closed = False

    def read(self, file: Path) -> Reading:
        """What stands in the file, masked, with proposals.

        Raises:
            BusyError: its turn did not come.
            InputError: the file cannot be used; says why.
        """
        longest = self._settings.read_seconds + _BESIDE_S
        if not self._turn.acquire(timeout=longest):
            raise BusyError("Det leses andre filer akkurat nå. Ingenting er lagret. Prøv igjen om noen minutter.")
        try:
            reading = self._read(file, longest)
        finally:
            self._turn.release()
        if reading.refused:
            raise InputError(reading.refused, parameter="file")
        return reading

    def close(self) -> None:
        """End a reading that is under way, and begin no other. Safe to call twice."""
        with self._guard:
            self._closed = True
            child, self._child = self._child, None
        _end(child)

    def _read(self, file: Path, longest: float) -> Reading:
        child = self._running()
        clock = threading.Timer(longest, child.kill)
        clock.daemon = True
        clock.start()
        try:
            return Reading.model_validate_json(_asked(child, file))
        except (OSError, ValidationError) as error:
            # Ended by the clock, by its memory or by a fault. The next file gets a fresh one.
            _log.warning("A file could not be read: %s", type(error).__name__)
            self._let_go(child)
            raise InputError(
                "Filen lot seg ikke lese. Del den, eller lagre den på nytt fra programmet sitt eller som PDF, og prøv "
                "igjen.",
                parameter="file",
            ) from None
        finally:
            clock.cancel()
            self._last = time.monotonic()
            rest = threading.Timer(_RESTS_AFTER_S, self._rest)
            rest.daemon = True
            rest.start()

    def _running(self) -> "subprocess.Popen[str]":
        with self._guard:
            if self._closed:
                raise BusyError("Tjenesten stopper. Ingenting er lagret. Prøv igjen om litt.")
            if self._child is None or self._child.poll() is not None:
                self._child = subprocess.Popen(
                    [sys.executable, "-m", "ingest", "preview", "--lines"],
                    cwd=ROOT,
                    env=environment_of(self._settings),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    encoding="utf-8",
                    errors="surrogateescape",
                    start_new_session=True,
                )
            return self._child

    def _rest(self) -> None:
        """Let the process go where nobody has needed it for a while."""
        if not self._turn.acquire(blocking=False):
            return
        try:
            if time.monotonic() - self._last >= _RESTS_AFTER_S and self._child is not None:
                self._let_go(self._child)
        finally:
            self._turn.release()

    def _let_go(self, child: "subprocess.Popen[str]") -> None:
        with self._guard:
            if self._child is child:
                self._child = None
        _end(child)


def _asked(child: "subprocess.Popen[str]", file: Path) -> str:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(f"{file.absolute()}\n")
    child.stdin.flush()
    return child.stdout.readline()


def _end(child: "subprocess.Popen[str] | None") -> None:
    """End the process; the one that reads for it ends with it. Safe for one that has ended."""
    if child is None:
        return
    child.terminate()
    try:
        child.wait(_GOODBYE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
