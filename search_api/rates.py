"""How often one may ask and write: a bucket of tokens for each address, and one for each key.

Written here because it is a few lines: the libraries looked at start a thread for every counted request, or want a
server of their own. The buckets live in this process; with several processes, each counts its own.
"""

import hashlib
import math
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv6Address

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kunnskapsbase.settings import Settings
from search_api.problems import problem

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
# Buckets that are full again are let go of when there are so many.
_MOST = 50_000


@dataclass(slots=True)
class Buckets:
    """A bucket of ``per_minute`` tokens for each who comes; it fills again evenly in a minute. 0 lets all through.

    Kept for each is one number, the time at which its bucket is full again. Used by the event loop alone.
    """

    per_minute: int
    _full_at: dict[str, float] = field(default_factory=dict)

    def take(self, who: str, now: float) -> float:
        """Take a token at ``now`` (seconds); how many seconds to wait for one, 0 where it was there."""
        if not self.per_minute:
            return 0.0
        full_at = max(self._full_at.get(who, now), now) + 60.0 / self.per_minute
        # A hair more than a minute, because sums of such steps do not come out exact.
        if full_at - now > 60.0 + 1e-6:
            return full_at - now - 60.0
        if len(self._full_at) >= _MOST:
            self._full_at = {each: at for each, at in self._full_at.items() if at > now}
        self._full_at[who] = full_at
        return 0.0


def _address(scope: Scope) -> str:
    """Where a request comes from. Of IPv6 the first half: the rest is one network's own to choose."""
    client = scope.get("client")
    host = str(client[0]) if client else ""
    if ":" not in host:
        return host
    try:
        return str(int(IPv6Address(host.partition("%")[0])) >> 64)
    except ValueError:
        return host


class RateLimits:
    """ASGI middleware that answers 429 with ``Retry-After`` where somebody asks or writes too often."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._reads = Buckets(settings.reads_per_minute)
        self._writes = Buckets(settings.writes_per_minute)
        self._keys = Buckets(settings.writes_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it here."""
        wait = self._wait(scope) if scope["type"] == "http" else 0.0
        if not wait:
            await self.app(scope, receive, send)
            return
        seconds = math.ceil(wait)
        detail = f"Det kommer for mange forespørsler fra dere akkurat nå. Prøv igjen om {seconds} sekunder."
        refusal = problem(Request(scope), HTTPStatus.TOO_MANY_REQUESTS, "for-mange", detail)
        refusal.headers["Retry-After"] = str(seconds)
        await refusal(scope, receive, send)

    def _wait(self, scope: Scope) -> float:
        now = time.monotonic()
        if scope["method"] in _READS:
            return self._reads.take(_address(scope), now)
        said = Headers(scope=scope).get("authorization")
        # What says who one is, is not kept, only a hash of it.
        by_key = self._keys.take(hashlib.sha256(said.encode()).hexdigest(), now) if said else 0.0
        return by_key or self._writes.take(_address(scope), now)
