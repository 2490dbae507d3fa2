"""A web server on loopback that answers each path as a test tells it to, and remembers what it was asked."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """The server: ``answers`` by path; ``asked`` is every request so far, with its headers."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def page(content: bytes, content_type: str = "application/pdf", status: int = 200, **headers: str) -> Answer:
    """Answers with ``content``; a header's name is written with underscores."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if content_type:
            request.send_header("Content-Type", content_type)
        request.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def redirect(to: str, status: int = 302) -> Answer:
    """Answers with another address."""
    return page(b"", "", status, Location=to)


def in_turn(*answers: Answer) -> Answer:
    """Answers the first request with the first, and so on; the last one stays."""
    left = list(answers)

    def answer(request: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(request)

    return answer


def without_length(content: bytes) -> Answer:
    """Answers with ``content`` without saying how long it is."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Connection", "close")
        request.end_headers()
        for start in range(0, len(content), 100_000):
            request.wfile.write(content[start : start + 100_000])
        request.close_connection = True

    return answer


def cut(content: bytes, at: int, **headers: str) -> Answer:
    """Promises all of ``content`` and breaks off."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(content)))
        request.send_header("Content-Type", "application/pdf")
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content[:at])
        request.wfile.flush()
        request.close_connection = True
        request.connection.shutdown(socket.SHUT_RDWR)

    return answer


def rest(content: bytes, shift: int = 0) -> Answer:
    """Answers a request for the rest with the rest."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-")) + shift
        span = f"bytes {start}-{len(content) - 1}/{len(content)}"
        page(content[start:], status=206, Content_Range=span, ETag='"a1"')(request)

    return answer


def drip(request: BaseHTTPRequestHandler) -> None:
    """Answers a byte at a time, for a quarter of a minute."""
    request.send_response(200)
    request.send_header("Content-Length", "100000")
    request.end_headers()
    for _ in range(300):
        request.wfile.write(b"x")
        time.sleep(0.05)


def silent(_: BaseHTTPRequestHandler) -> None:
    """Answers nothing, for some seconds."""
    time.sleep(4)


@contextmanager
def website(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a site, over TLS where a context is given; a path nobody told of answers 404."""
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            try:
                site.answers.get(self.path, page(b"", "", 404))(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Nothing: the tests look at ``asked``."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that goes away, or refuses the certificate, is what the tests want."""

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.address = f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
