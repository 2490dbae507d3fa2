"""Whatever the API does, the client says which kind of failure it was. The server here is real, and misbehaves."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from demo.processes import free_port
from ui.api_client import ApiClient, ApiError, FailureKind

Reply = tuple[int, str, bytes]
Serve = Callable[[Reply, float], ApiClient]
PROBLEM = {
    "type": "/problemer/ukjent-kommune",
    "title": "Ugyldig parameter",
    "status": 422,
    "detail": "Ukjent kommune «Tull».",
    "instance": "/v1/solutions",
    "errors": [{"parameter": "municipality", "message": "Ukjent kommune «Tull»."}],
}


@pytest.fixture
def served() -> Iterator[Serve]:
    """Starts a server that gives the same reply to everything, after so many seconds; gives a client of it."""
    servers: list[tuple[ThreadingHTTPServer, threading.Thread, ApiClient]] = []

    def serve(reply: Reply, delay: float = 0) -> ApiClient:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                time.sleep(delay)
                status, content_type, body = reply
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                # The one who waited may have hung up.
                with suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, format: str, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        client = ApiClient(f"http://127.0.0.1:{server.server_port}", timeout=0.3)
        servers.append((server, thread, client))
        return client

    yield serve
    for server, thread, client in servers:
        client.close()
        server.shutdown()
        server.server_close()
        thread.join()


def _failure(client: ApiClient) -> ApiError:
    with pytest.raises(ApiError) as caught:
        client.find([("q", "x")], "nb")
    return caught.value


def test_problem_details_come_through_in_the_apis_own_words(served: Serve) -> None:
    error = _failure(served((422, "application/problem+json", json.dumps(PROBLEM).encode()), 0))
    assert error.kind == "problem"
    assert error.problem is not None
    assert error.problem.detail == "Ukjent kommune «Tull»."


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ((500, "text/plain", b"Internal Server Error"), "broken"),
        ((502, "text/html", b"<html>Bad gateway</html>"), "broken"),
        ((302, "text/plain", b""), "broken"),
        ((200, "text/html", b"<html>A login page</html>"), "broken"),
        ((200, "application/json", b'{"results": 1}'), "broken"),
        ((200, "application/json", b"\xff\xfe"), "broken"),
    ],
)
def test_an_answer_that_makes_no_sense_is_broken(served: Serve, reply: Reply, kind: FailureKind) -> None:
    assert _failure(served(reply, 0)).kind == kind


def test_an_api_that_keeps_us_waiting_is_slow(served: Serve) -> None:
    assert _failure(served((200, "application/json", b"{}"), 1)).kind == "slow"


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}", "127.0.0.1:{port}", "tull"])
def test_an_address_where_nobody_answers_is_away(address: str) -> None:
    client = ApiClient(address.format(port=free_port()), timeout=2)
    assert _failure(client).kind == "away"
    client.close()


def test_a_health_report_of_trouble_is_an_answer(served: Serve) -> None:
    report = {
        "status": "unavailable", "solutions": 0, "passages": 0, "files_rejected": 0, "index": None,
        "embedding_model": "x", "detail": "Ingen indeks.",
    }  # fmt: skip
    assert served((503, "application/json", json.dumps(report).encode()), 0).health().status == "unavailable"


def test_the_real_api_gives_its_municipalities_and_solutions(api: str) -> None:
    client = ApiClient(api)
    assert len(client.municipalities()) == 357
    assert client.municipality("2014").name == "Loppa"
    answer = client.find([("q", "bestillingstransport for eldre"), ("limit", 2)], "nn")
    assert len(answer.results) == 2
    assert client.solution(answer.results[0].id, "nn").title == answer.results[0].title
    client.close()


def test_the_real_api_says_in_words_what_it_cannot_use(api: str) -> None:
    client = ApiClient(api)
    with pytest.raises(ApiError, match="Ukjent kommune") as caught:
        client.find([("q", "x"), ("municipality", "Tull")], "nb")
    assert caught.value.kind == "problem"
    with pytest.raises(ApiError, match="404"):
        client.solution("../finnes ikke?#", "nb")
    client.close()
