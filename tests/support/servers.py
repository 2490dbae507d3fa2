"""Real servers on loopback and a real browser, started for a test and gone after it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
CHROMIUM = "/usr/bin/chromium"
_CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
]
_START_SECONDS = 120
_STOP_SECONDS = 10


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without its own settings of ours, and with the given ones."""
    ours = ("KB_", "API_URL", "STREAMLIT_", "DATABASE_URL", "QDRANT_", "PORT", "HOST")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}


@contextmanager
def running_process(arguments: list[str], settings: Mapping[str, str], ready: str, log: Path) -> Iterator[None]:
    """A Python module that runs until the block ends; the block begins when ``ready`` answers 200.

    Raises:
        RuntimeError: it stopped by itself or was not ready in time; the message holds its last words.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(process, ready, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    give_up = time.monotonic() + _START_SECONDS
    with httpx.Client(trust_env=False, timeout=5) as client:
        while process.poll() is None and time.monotonic() < give_up:
            try:
                if client.get(address).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
    last_words = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"No answer from {address} (exit status {process.poll()}):\n{last_words}")


def api_settings(folder: Path, corpus: Path = CORPUS) -> dict[str, str]:
    """Settings for an API of its own under ``folder``, with the model that is shipped."""
    return {"KB_CORPUS": str(corpus), "KB_DATA": str(folder / "data")}


@contextmanager
def running_api(folder: Path, *, corpus: Path = CORPUS, port: int | None = None) -> Iterator[str]:
    """Take in ``corpus``, serve it, and give the API's address."""
    settings = api_settings(folder, corpus)
    taken_in = subprocess.run(
        [sys.executable, "-m", "ingest", "add", str(corpus)],
        cwd=ROOT,
        env=_environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    if taken_in.returncode != 0:
        raise RuntimeError(f"The corpus could not be taken in:\n{taken_in.stdout}\n{taken_in.stderr}")
    number = port or free_port()
    address = f"http://127.0.0.1:{number}"
    settings["PORT"] = str(number)
    with running_process(["search_api"], settings, f"{address}/health", folder / "api.log"):
        yield address


@contextmanager
def running_ui(api_url: str, folder: Path, *, timeout: float = 15) -> Iterator[str]:
    """Serve the page over an API, and give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    arguments = ["streamlit", "run", "ui/app.py", "--server.port", str(port)]
    settings = {"KB_API_URL": api_url, "KB_API_TIMEOUT": str(timeout)}
    with running_process(arguments, settings, f"{address}/_stcore/health", folder / "ui.log"):
        yield address


@contextmanager
def browser_page(*, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A page in headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_CHROMIUM_ARGUMENTS)
        try:
            yield browser.new_page(viewport={"width": width, "height": height}, locale="nb-NO")
        finally:
            browser.close()
