"""The API and the page as real servers on loopback, started for a test and gone after it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from demo.processes import ROOT, api_command, environment, free_port, server, ui_command

CORPUS = ROOT / "corpus"


def api_settings(folder: Path, corpus: Path = CORPUS) -> dict[str, str]:
    """Settings for an API of its own under ``folder``, with the model that is shipped."""
    return {"KB_CORPUS": str(corpus), "KB_DATA": str(folder / "data")}


@contextmanager
def running_api(
    folder: Path, *, corpus: Path = CORPUS, port: int | None = None, extra: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Take in ``corpus``, serve it with ``extra`` settings, and give the API's address."""
    settings = {**api_settings(folder, corpus), **(extra or {})}
    command = [sys.executable, "-m", "ingest", "add", str(corpus)]
    subprocess.run(command, cwd=ROOT, env=environment(settings), check=True, stdout=subprocess.DEVNULL)
    with serving_api(folder, settings, port=port) as address:
        yield address


@contextmanager
def serving_api(folder: Path, settings: Mapping[str, str], *, port: int | None = None) -> Iterator[str]:
    """Serve what was taken in with ``settings``, and give the API's address."""
    number = port or free_port()
    address = f"http://127.0.0.1:{number}"
    settings = {**settings, "PORT": str(number)}
    with server(api_command(), f"{address}/health", folder / "api.log", settings):
        yield address


@contextmanager
def running_ui(api_url: str, folder: Path, *, timeout: float = 15) -> Iterator[str]:
    """Serve the page over an API, and give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"KB_API_URL": api_url, "KB_API_TIMEOUT": str(timeout)}
    with server(ui_command(port), f"{address}/_stcore/health", folder / "ui.log", settings):
        yield address
