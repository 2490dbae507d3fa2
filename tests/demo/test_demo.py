"""``make demo`` as a person runs it: it starts, it answers, it stops, and nothing is left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from demo.processes import ROOT, answers, environment, free_port, port_is_free
from kunnskapsbase.settings import Settings


@contextmanager
def demo(extra: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "demo"],
            cwd=ROOT,
            env=environment(extra),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def wait_for(path: Path, text: str, process: "subprocess.Popen[bytes]", patience_s: float = 180) -> str:
    deadline = time.monotonic() + patience_s
    while text not in (said := path.read_text(encoding="utf-8", errors="replace")):
        assert process.poll() is None, said
        assert time.monotonic() < deadline, said
        time.sleep(0.2)
    return said


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_answers_a_real_question_and_leaves_nothing_behind(
    indexed: Settings, tmp_path: Path, sign: signal.Signals
) -> None:
    port, ui_port = free_port(), free_port()
    # A folder of its own: the session's index is held by the session's service.
    extra = {"PORT": str(port), "UI_PORT": str(ui_port), "KB_DATA": str(tmp_path / "data")}
    log = tmp_path / "log"
    with demo(extra, log) as process:
        said = wait_for(log, "Ctrl-C", process)
        assert "1. " in said
        assert "3. " in said
        assert "Kontakt:" in said
        assert f"http://127.0.0.1:{ui_port}" in said
        assert answers(f"http://127.0.0.1:{port}/health")
        assert answers(f"http://127.0.0.1:{ui_port}/_stcore/health")
        process.send_signal(sign)
        assert process.wait(30) == 0
    assert port_is_free(port)
    assert port_is_free(ui_port)


def test_a_killed_demo_takes_its_servers_with_it(tmp_path: Path) -> None:
    port, ui_port = free_port(), free_port()
    extra = {"PORT": str(port), "UI_PORT": str(ui_port), "KB_DATA": str(tmp_path / "data")}
    with demo(extra, tmp_path / "log") as process:
        wait_for(tmp_path / "log", "Ctrl-C", process)
        os.kill(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 15
    while not (port_is_free(port) and port_is_free(ui_port)):
        assert time.monotonic() < deadline, "a server outlived the demo"
        time.sleep(0.2)


@pytest.mark.parametrize("name", ["PORT", "UI_PORT"])
def test_a_taken_port_is_told_with_what_to_do(tmp_path: Path, name: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ports = {"PORT": str(free_port()), "UI_PORT": str(free_port()), name: str(port)}
        refused = subprocess.run(
            [sys.executable, "-m", "demo"],
            cwd=ROOT,
            env=environment({**ports, "KB_DATA": str(tmp_path)}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert refused.returncode == 1
    assert f"Port {port} er opptatt" in refused.stderr
    assert f"{name}={port + 1}" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_that_is_no_number_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "search_api"]
    env = environment({"PORT": "åtte", "KB_DATA": str(tmp_path)})
    refused = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 2
    assert "PORT må være et tall" in refused.stderr


def test_the_api_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "search_api"]
    env = environment({"PORT": str(free_port()), "KB_DATA": str(tmp_path)})
    refused = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert refused.returncode == 1
    assert "make index" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_second_api_on_the_same_index_is_told_who_holds_it(indexed: Settings, service: object) -> None:
    command = [sys.executable, "-m", "search_api"]
    env = environment({"PORT": str(free_port()), "KB_DATA": str(indexed.data)})
    refused = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert refused.returncode == 1
    assert "er i bruk av prosess" in refused.stderr
    assert str(os.getpid()) in refused.stderr
    assert "Traceback" not in refused.stderr
