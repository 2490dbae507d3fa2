"""Clients that ask over HTTP, in a process of their own: ``python -m eval.load`` reads a job and writes what it saw.

Raw sockets under one selector and not a client library, so that what is measured is the server: each client keeps its
connection, sends a request in one write with TCP_NODELAY, and sends the next when the answer is whole.
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from eval.timings import cpu_seconds

_TIMEOUT_S = 30.0
_DEADLINE_S = 300.0
# Nagle's algorithm on one side and delayed acknowledgement on the other hold the second write of an answer for 40 ms.
_STALLED_MS = 30.0
_END_OF_HEAD = b"\r\n\r\n"


class LoadError(Exception):
    """The server answered something that cannot be counted as an answer."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to ask, how often, and by how many at once. ``process`` is the server's, for its CPU time."""

    port: int
    targets: Sequence[str]
    clients: int
    requests: int
    process: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of it. Times are from the write of a request to the last byte of its answer.

    ``stalled`` counts answers whose body came long after their head.
    """

    times_ms: list[float]
    elapsed_s: float
    server_cpu_s: float | None
    client_cpu_s: float
    bytes: int
    stalled: int


class _Client:
    """One connection, with at most one question on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_TIMEOUT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._waiting = bytearray()
        self._whole: int | None = None
        self._sent = 0.0
        self._begun = 0.0
        self.stalled = 0

    def ask(self, request: bytes) -> None:
        self._waiting.clear()
        self._whole = None
        self._sent = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> tuple[float, bytes] | None:
        """Take what has come; the time and the body when the answer is whole."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise LoadError("the server closed the connection")
        self._waiting += part
        if self._whole is None:
            head, found, _ = bytes(self._waiting).partition(_END_OF_HEAD)
            if not found:
                return None
            self._begun = time.perf_counter()
            self._whole = len(head) + len(_END_OF_HEAD) + _content_length(head)
        if len(self._waiting) < self._whole:
            return None
        now = time.perf_counter()
        self.stalled += (now - self._begun) * 1000 > _STALLED_MS
        return (now - self._sent) * 1000, bytes(self._waiting).partition(_END_OF_HEAD)[2]


def _content_length(head: bytes) -> int:
    lines = head.decode("latin-1").split("\r\n")
    if lines[0].split(" ")[1] != "200":
        raise LoadError(lines[0])
    for line in lines[1:]:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(value)
    raise LoadError("the answer does not say how long it is")


def request(target: str) -> bytes:
    """A GET as it goes over the wire."""
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n".encode()


def _ask_all(clients: Sequence[_Client], requests: Iterator[bytes]) -> tuple[list[float], int]:
    times: list[float] = []
    size = 0
    deadline = time.monotonic() + _DEADLINE_S
    with selectors.DefaultSelector() as selector:
        busy = 0
        for client, first in zip(clients, requests, strict=False):
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.ask(first)
            busy += 1
        while busy:
            ready = selector.select(timeout=_TIMEOUT_S)
            if not ready or time.monotonic() > deadline:
                raise LoadError("the server did not answer in time")
            for key, _ in ready:
                client = key.data
                answer = client.read()
                if answer is None:
                    continue
                elapsed, body = answer
                if not body.startswith(b'{"query":'):
                    raise LoadError("the answer is not an answer to a question")
                times.append(elapsed)
                size += len(body)
                if (following := next(requests, None)) is None:
                    selector.unregister(client.socket)
                    busy -= 1
                else:
                    client.ask(following)
    return times, size


def run(job: Job) -> Seen:
    """Ask ``requests`` questions by ``clients`` at once, going round the targets."""
    endless = (request(job.targets[place % len(job.targets)]) for place in range(job.requests))
    clients = [_Client(job.port) for _ in range(min(job.clients, job.requests))]
    try:
        used, own, started = cpu_seconds(job.process), time.process_time(), time.perf_counter()
        times, size = _ask_all(clients, islice(endless, job.requests))
        elapsed, own_used = time.perf_counter() - started, time.process_time() - own
        used_after = cpu_seconds(job.process)
    finally:
        for client in clients:
            client.socket.close()
    server = None if used is None or used_after is None else used_after - used
    return Seen(times, elapsed, server, own_used, size, sum(client.stalled for client in clients))


def main() -> int:
    """One job from standard input, one result to standard output."""
    try:
        seen = run(Job(**json.load(sys.stdin)))
    except (LoadError, OSError) as failure:
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
        return 1
    json.dump(asdict(seen), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
