"""A lock on a folder that one process holds at a time, and that can say who holds it."""

import fcntl
import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from kunnskapsbase.errors import StoreInUseError

# How often a lock that is waited for is tried.
_AGAIN_S = 0.1


def _program() -> str:
    """The program's name as a person would know it: the module after ``-m``, or the script."""
    spec = getattr(sys.modules.get("__main__"), "__spec__", None)
    name = str(spec.name) if spec and spec.name else Path(sys.argv[0] or "python").name
    return name.removesuffix(".__main__")


class ProcessLock:
    """An exclusive ``flock`` on ``path``; the file tells who holds it. Freed by the kernel when the process dies."""

    def __init__(self, path: Path, what: str, patience_s: float = 0.0) -> None:
        self.path = path
        self.what = what
        self.patience_s = patience_s
        self._file: IO[str] | None = None

    def acquire(self) -> "ProcessLock":
        """Take the lock, at once or within the patience that it was made with (in seconds), or not at all.

        Raises:
            StoreInUseError: another process (or another holder in this one) has it.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a+", encoding="utf-8")
        if not _taken(file, time.monotonic() + self.patience_s):
            file.seek(0)
            holder = _read_holder(file.read())
            file.close()
            raise StoreInUseError(
                f"{self.what} ({self.path.parent}) er i bruk av {holder}. Stopp det programmet først (Ctrl-C der det "
                "kjører), eller sett KB_DATA til en annen mappe."
            )
        file.truncate(0)
        json.dump({"pid": os.getpid(), "program": _program(), "since": f"{datetime.now():%Y-%m-%d %H:%M}"}, file)
        file.flush()
        self._file = file
        return self

    def release(self) -> None:
        """Give the lock back; safe to call twice."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> "ProcessLock":
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


def _taken(file: IO[str], deadline: float) -> bool:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_AGAIN_S)
        else:
            return True


def _read_holder(note: str) -> str:
    try:
        holder: dict[str, Any] = json.loads(note)
        return f"prosess {holder['pid']} ({holder['program']}, startet {holder['since']})"
    except (ValueError, KeyError, TypeError):
        return "en annen prosess"
