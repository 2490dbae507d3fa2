"""Start a server as a process of its own, wait until it answers, and leave nothing behind."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PR_SET_PDEATHSIG = 1


class DidNotStartError(Exception):
    """A server died, or did not answer in time; the message holds what it printed last."""


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on ``port`` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _die_with_parent() -> None:
    """On Linux, end this child when its parent ends in any way, also by a kill that cannot be caught."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for our own modules: the checkout first on the path, telemetry off."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
        **(extra or {}),
    }


def answers(url: str, timeout_s: float = 2.0) -> bool:
    """Whether ``url`` answers with success."""
    try:
        with urllib.request.urlopen(url, timeout=timeout_s) as response:
            status: int = response.status
            return status < 400
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ask the whole process group to stop, then make it."""
    for sign, patience_s in ((signal.SIGTERM, 8), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(patience_s)
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait(5)


def wait_until_ready(process: "subprocess.Popen[bytes]", url: str, log: Path, timeout_s: float = 120) -> None:
    """Wait until ``url`` answers.

    Raises:
        DidNotStartError: the process died, or did not answer in ``timeout_s`` seconds.
    """
    deadline = time.monotonic() + timeout_s
    while not answers(url):
        must_run(process, log)
        if time.monotonic() > deadline:
            raise DidNotStartError(f"{url} svarte ikke innen {timeout_s:.0f} sekunder.\n{_last_words(log)}")
        time.sleep(0.1)


def must_run(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Do nothing while ``process`` runs.

    Raises:
        DidNotStartError: it has stopped; with what it printed last.
    """
    if process.poll() is not None:
        raise DidNotStartError(_last_words(log) or f"Programmet stoppet med status {process.returncode}.")


def _last_words(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:].strip()


@contextmanager
def server(
    command: Sequence[str], ready_url: str, log: Path, extra: Mapping[str, str] | None = None, timeout_s: float = 120
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run ``command`` with its output in ``log``; yields once ``ready_url`` answers, and stops it at the end.

    Raises:
        DidNotStartError: it died or did not answer in ``timeout_s`` seconds.
    """
    with started(command, log, extra) as process:
        wait_until_ready(process, ready_url, log, timeout_s)
        yield process


@contextmanager
def started(
    command: Sequence[str], log: Path, extra: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run ``command`` without waiting for it to answer; stops it at the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            cwd=ROOT,
            env=environment(extra),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # The parents here start servers before they start threads, which is what the rule warns of.
            preexec_fn=_die_with_parent,  # noqa: PLW1509
        )
    try:
        yield process
    finally:
        _stop(process)


def api_command() -> list[str]:
    """The command that serves the API; its port stands in ``PORT``."""
    return [sys.executable, "-m", "search_api"]


def ui_command(port: int) -> list[str]:
    """The command that serves the pages."""
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "ui" / "app.py"),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
    ]
