"""The real API as its users start it: a process of its own on a free port of this machine, stopped at the end."""

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from eval.building import environment
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import ROOT

_START_S = 120.0
_STOP_S = 20.0
_CHILD_S = 600.0


class MeasuringError(KunnskapsbaseError):
    """A process that was to be measured, or to measure, did not do its work."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where the API answers, and which process it is."""

    port: int
    process: int


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def api() -> Iterator[Served]:
    """Start the API with the environment in force, wait until it can answer, and stop it.

    Raises:
        MeasuringError: it did not start.
    """
    port = _free_port()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        environment({"HOST": "127.0.0.1", "PORT": str(port)}),
        subprocess.Popen([sys.executable, "-m", "search_api"], cwd=ROOT, stdout=said, stderr=said) as process,
    ):
        try:
            deadline = time.monotonic() + _START_S
            while not _healthy(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    said.seek(0)
                    raise MeasuringError(f"API-et startet ikke: {said.read().strip() or 'det svarte ikke i tide'}")
                time.sleep(0.1)
            yield Served(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()


def child(module: str, job: object) -> dict[str, object]:
    """Run a module as a process, give it a job as JSON, and read its result.

    Raises:
        MeasuringError: it failed or took too long.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            cwd=ROOT,
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=_CHILD_S,
            check=True,
        )
    except subprocess.TimeoutExpired as late:
        raise MeasuringError(f"{module} ble ikke ferdig i tide.") from late
    except subprocess.CalledProcessError as failed:
        raise MeasuringError(f"{module} feilet: {failed.stderr.strip()[-2000:]}") from failed
    result: dict[str, object] = json.loads(done.stdout)
    return result
