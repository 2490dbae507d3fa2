"""A door in front of an API that can fall silent, or fail.

A very short timeout alone will not do: on a busy machine the API answers within it now and then.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


@contextmanager
def fading(api: str, *, fails: bool = False, writes: int = 0) -> Iterator[tuple[str, threading.Event]]:
    """The door's address, and the event that closes it: it then takes questions and never answers them.

    One that ``fails`` answers that something went wrong, in words that no reader should see. So many ``writes`` go
    through it before each after them fails in that way.
    """
    closed, over = threading.Event(), threading.Event()
    let_through = iter(range(writes))

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if closed.is_set() and not fails:
                over.wait()
                return
            if closed.is_set():
                self._fail()
                return
            self._forward({"Accept-Language": self.headers["Accept-Language"] or "nb"})

        def do_POST(self) -> None:
            if next(let_through, None) is None:
                self._fail()
                return
            wanted = ("Accept-Language", "Authorization", "Content-Type")
            self._forward({name: self.headers[name] for name in wanted if self.headers[name]})

        def do_PATCH(self) -> None:
            self.do_POST()

        def _forward(self, headers: dict[str, str]) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"] or 0))
            answer = httpx.request(self.command, f"{api}{self.path}", headers=headers, content=content)
            self._answer(answer.status_code, answer.headers["Content-Type"], answer.content)

        def _fail(self) -> None:
            self._answer(500, "text/html", b"<h1>Traceback (most recent call last)</h1>")

        def _answer(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", closed
        finally:
            over.set()
            server.shutdown()
            thread.join()
