"""The index follows what is written: `ingest reindex --if-changed` as a process of its own, a little after a write.

The API never builds an index: ``ingest`` does, beside the one that serves, and the service finds the new one by itself.
A build that fails is told in the log; what was written stands, and the next write tries again.
"""

import logging
import subprocess
import sys
import threading
import time

from kunnskapsbase.settings import ROOT, Settings, environment_of

_log = logging.getLogger(__name__)
# However much is written, a build begins this long after the first of it.
_LONGEST_WAIT_S = 60.0
_CLOSING_S = 10.0


class IndexFollower:
    """Has the index built anew after writes: one build at a time, one for all writes made meanwhile.

    ``index_delay_seconds`` in the settings is how long after a write it is waited for more; 0 switches it off.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wake = threading.Condition()
        self._first: float | None = None
        self._last = 0.0
        self._closing = False
        self._thread: threading.Thread | None = None
        self._build: subprocess.Popen[bytes] | None = None

    def ask(self) -> None:
        """Have the index built; returns at once."""
        if not self._settings.index_delay_seconds:
            return
        with self._wake:
            self._last = time.monotonic()
            self._first = self._last if self._first is None else self._first
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._follow, name="index follower", daemon=True)
                self._thread.start()
            self._wake.notify()

    def close(self) -> None:
        """Stop; a build that runs is ended, which leaves nothing half done. Safe to call twice."""
        with self._wake:
            self._closing = True
            if self._build is not None:
                self._build.terminate()
            self._wake.notify()
            thread = self._thread
        if thread is not None:
            thread.join(_CLOSING_S)

    def _follow(self) -> None:
        while self._wait_until_due():
            try:
                self._reindex()
            except OSError as error:
                _log.warning("The index could not be built after a write: %s", error)

    def _wait_until_due(self) -> bool:
        """Wait for a write, and then until it is time to build; whether there is anything to build."""
        with self._wake:
            while not self._closing:
                if self._first is None:
                    self._wake.wait()
                    continue
                due = min(self._last + self._settings.index_delay_seconds, self._first + _LONGEST_WAIT_S)
                left = due - time.monotonic()
                if left <= 0:
                    self._first = None
                    return True
                self._wake.wait(left)
        return False

    def _reindex(self) -> None:
        command = [sys.executable, "-m", "ingest", "reindex", "--if-changed"]
        environment = environment_of(self._settings)
        with self._wake:
            if self._closing:
                return
            self._build = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        _, said = self._build.communicate()
        with self._wake:
            status, self._build = self._build.returncode, None
            ended = self._closing
        if status and not ended:
            _log.warning(
                "The index could not be built after a write: %s", said.decode(errors="replace").strip()[-1000:]
            )
