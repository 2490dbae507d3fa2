"""A short latency run against the real API: its shape, never its times. And the client it asks with."""

import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from eval import latency
from eval.latency import Level, Plan, judge
from eval.load import Job, LoadError, run
from eval.served import MeasuringError, api, child

BODY = b'{"query":{}}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """A server that gives the same bytes to every request on one connection, in two pieces."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                while connection.recv(65536):
                    connection.sendall(answer[:20])
                    connection.sendall(answer[20:])

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)


@pytest.mark.usefixtures("small_base")
def test_a_short_run_asks_the_real_api_and_writes_what_it_saw(tmp_path: Path, questions: Path) -> None:
    wanted = ["--quick", "--passages", "60", "--requests", "12", "--questions", str(questions)]
    assert latency.main([*wanted, "--results", str(tmp_path)]) == 0
    report = json.loads((tmp_path / "latency-quick.json").read_text(encoding="utf-8"))
    assert report["provenance"]["corpus"]["passages"] == 60
    results = report["results"]
    assert set(results["levels"]) == {"1", "8", "32"}
    for level in results["levels"].values():
        assert level["whole"]["answers"] == 12
        assert level["whole"]["processes"] == 1
        assert level["whole"]["bytes_per_answer"] > 1000
        for piece in ("whole", "index", "embedding"):
            assert 0 < level[piece]["p50"] <= level[piece]["p95"] <= level[piece]["p99"]
    share = results["own_share_ms"]
    assert share["own"] == pytest.approx(share["whole"] - share["index"] - share["embedding"], abs=0.002)
    assert share["own_paced"] == pytest.approx(
        share["whole"] - share["index_paced"] - share["embedding_paced"], abs=0.002
    )
    assert set(results["targets"]) == {
        "own_share_at_most_index_and_embedding",
        "own_share_at_most_paced_index_and_embedding",
        "answers_per_s_at_8",
    }
    assert "Målene" in (tmp_path / "latency-quick.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("small_base")
def test_a_profile_shows_the_parts_and_writes_nothing(
    tmp_path: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--quick", "--profile", "--passages", "20", "--questions", str(questions)]
    assert latency.main([*wanted, "--results", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "presenting" in printed
    assert "tottime" in printed
    assert not list(tmp_path.iterdir())


def test_the_targets_are_held_against_what_was_seen() -> None:
    level = Level([[10.0, 10.0]], [3.0, 3.0], [3.0, 3.0], whole_s=0.02, bare_s=0.02)
    results = judge({1: level, 8: level}, Plan(1, 2, 1, mixed=False))
    assert results["own_share_ms"]["own"] == 4.0
    assert results["targets"]["own_share_at_most_index_and_embedding"]["met"]
    assert results["targets"]["answers_per_s_at_8"] == {"wanted": 150.0, "seen": 100.0, "met": False}


def test_the_client_reads_answers_that_come_in_pieces() -> None:
    with answering(ANSWER) as port:
        seen = run(Job(port, ["/a", "/b"], clients=1, requests=5, process=os.getpid()))
    assert len(seen.times_ms) == 5
    assert seen.bytes == 5 * len(BODY)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (ANSWER.replace(b"200 OK", b"503 No"), "503"),
        (ANSWER.replace(b"Content-Length", b"X-Length-Then"), "how long"),
        (ANSWER.replace(b"query", b"error"), "not an answer"),
    ],
)
def test_the_client_counts_nothing_but_answers(answer: bytes, said: str) -> None:
    with answering(answer) as port, pytest.raises(LoadError, match=said):
        run(Job(port, ["/a"], clients=1, requests=2, process=os.getpid()))


def test_an_api_that_cannot_start_is_reported_with_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_CORPUS", str(tmp_path / "nowhere"))
    with pytest.raises(MeasuringError, match="kommuneregisteret"), api():
        pass


def test_a_child_that_fails_is_reported_with_its_own_words() -> None:
    job = {"port": 9, "targets": ["/"], "clients": 1, "requests": 1, "process": 1}
    with pytest.raises(MeasuringError, match=r"eval\.load feilet"):
        child("eval.load", job)
