"""The real API as its users start it: a process of its own on a free port of this machine, stopped at the end."""

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.processes import DidNotStartError, api_command, free_port, server
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import ROOT
from search_api.wire_service import Health

_CHILD_S = 600.0


class MeasuringError(KunnskapsbaseError):
    """A process that was to be measured, or to measure, did not do its work."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where the API answers, and which process it is."""

    port: int
    process: int

    def processes(self) -> int:
        """How many processes answer questions at this moment."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=10) as response:
            return Health.model_validate_json(response.read()).processes


@contextmanager
def api() -> Iterator[Served]:
    """Start the API with the environment in force, wait until it can answer, and stop it.

    Raises:
        MeasuringError: it did not start.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        settings = {"HOST": "127.0.0.1", "PORT": str(port)}
        try:
            with server(api_command(), f"http://127.0.0.1:{port}/health", Path(folder) / "api", settings) as process:
                yield Served(port, process.pid)
        except DidNotStartError as failure:
            raise MeasuringError(f"API-et startet ikke: {failure}") from failure


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
