"""A door in front of an API that can fall silent.

A very short timeout alone will not do: on a busy machine the API answers within it now and then.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


@contextmanager
def fading(api: str) -> Iterator[tuple[str, threading.Event]]:
    """The door's address, and the event that makes it silent: it then takes questions and never answers them."""
    silent, over = threading.Event(), threading.Event()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if silent.is_set():
                over.wait()
                return
            headers = {"Accept-Language": self.headers["Accept-Language"] or "nb"}
            answer = httpx.get(f"{api}{self.path}", headers=headers)
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", silent
        finally:
            over.set()
            server.shutdown()
            thread.join()
