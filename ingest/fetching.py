"""Bring one file from its address: bounded, over HTTPS, tried again when the network fails, resumed where it broke."""

import hashlib
import ssl
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from ingest.addresses import AddressRules, FetchError, FetchProblem
from ingest.limits import Limits
from ingest.robots import MAX_BYTES as MAX_ROBOTS_BYTES
from ingest.robots import USER_AGENT, Robots

MAX_REDIRECTS = 5
_ATTEMPTS = 4
_LONGEST_PAUSE_S = 30.0
_CONNECT_S, _READ_S = 10.0, 30.0
_MEGABYTE = 1_000_000
# Told to come back later, or a fault that may pass.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_NO_LONGER = frozenset({404, 410})


@dataclass(frozen=True)
class Earlier:
    """What is known of a file since it was last fetched, to ask whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Fetched:
    """What came. ``path`` is None where the server says that nothing has changed; then hash and size are empty too."""

    address: str
    final_address: str
    redirects: tuple[str, ...]
    content_type: str | None
    etag: str | None
    last_modified: str | None
    path: Path | None
    size: int = 0
    sha256: str = ""


class _PassingError(Exception):
    """Something that may go better the next time; ``error`` is what to say when it does not."""

    def __init__(self, error: FetchError, wait_s: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait_s = wait_s


@dataclass
class _Part:
    """A file on its way in; ``validator`` is what the server must still say of it for the rest to belong to it."""

    path: Path
    deadline: float
    validator: str | None = None

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def restart(self) -> None:
        self.path.unlink(missing_ok=True)
        self.validator = None


class Fetcher:
    """Fetches one thing at a time. ``pause_s`` is the first pause before trying again; it doubles each time.

    Use it as a context manager, or ``close`` it.
    """

    def __init__(
        self,
        limits: Limits,
        rules: AddressRules | None = None,
        *,
        pause_s: float = 1.0,
        verify: ssl.SSLContext | bool = True,
    ) -> None:
        self._limits = limits
        self._rules = rules or AddressRules()
        self._pause_s = pause_s
        read_s = min(_READ_S, limits.seconds)
        self._client = httpx.Client(
            # Unpacked by nobody: what is stored is what was sent, and half of it can be continued.
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(read_s, connect=min(_CONNECT_S, limits.seconds)),
            verify=verify,
        )
        self._robots = Robots(self._small_text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, address: str, to: Path, earlier: Earlier | None = None) -> Fetched:
        """Bring what is at ``address`` to the file ``to``, which is the caller's to move or remove.

        Raises:
            FetchError: with the problem; ``to`` may then hold a part.
        """
        part = _Part(to, time.monotonic() + self._limits.seconds)
        part.restart()
        pause_s = self._pause_s
        for attempts_left in range(_ATTEMPTS - 1, -1, -1):
            try:
                return self._attempt(address, part, earlier or Earlier())
            except _PassingError as passing:
                wait_s = min(max(pause_s, passing.wait_s), _LONGEST_PAUSE_S)
                if not attempts_left or time.monotonic() + wait_s > part.deadline:
                    raise passing.error from passing
                time.sleep(wait_s)
                pause_s *= 2
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, address: str, part: _Part, earlier: Earlier) -> Fetched:
        url = self._url(address)
        redirects: list[str] = []
        came_from = None
        while True:
            self._rules.check(url, came_from)
            if not self._robots.allow(url):
                raise FetchError(
                    FetchProblem.ROBOTS,
                    f"{url.host} ber programmer la være å hente {url} (robots.txt). Last den ned i en nettleser, og ta "
                    "den inn med «python -m ingest add».",
                )
            try:
                headers, extensions = _asking(part, earlier), {"trace": self._rules.tracer(url)}
                with self._client.stream("GET", url, headers=headers, extensions=extensions) as response:
                    following = _redirect(response)
                    if following is None:
                        return self._received(address, response, tuple(redirects), part)
            except httpx.HTTPError as error:
                raise _network_trouble(url, error) from error
            came_from, url = url, following
            redirects.append(str(url))
            if len(redirects) > MAX_REDIRECTS or redirects.count(str(url)) > 1:
                raise FetchError(
                    FetchProblem.TOO_MANY_REDIRECTS,
                    f"{address} sender videre for mange ganger eller i ring. Finn adressen på nytt hos utgiveren.",
                )

    @staticmethod
    def _url(address: str) -> httpx.URL:
        try:
            return httpx.URL(address)
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(FetchProblem.REFUSED, f"«{address}» er ikke en adresse.") from error

    def _received(self, address: str, response: httpx.Response, redirects: tuple[str, ...], part: _Part) -> Fetched:
        self._rules.check_answered(response)
        _check_status(response, part)
        content_type = response.headers.get("content-type")
        etag, last_modified = response.headers.get("etag"), response.headers.get("last-modified")
        about = (address, str(response.url), redirects, content_type, etag, last_modified)
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return Fetched(*about, path=None)
        # A weak tag promises the same meaning and not the same bytes, and what is unpacked on the way has no halves.
        is_strong = etag is not None and not etag.startswith("W/")
        is_plain = response.headers.get("content-encoding", "identity") == "identity"
        part.validator = (etag if is_strong else last_modified) if is_plain else None
        self._store(response, part)
        with part.path.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        return Fetched(*about, path=part.path, size=part.size, sha256=sha256)

    def _store(self, response: httpx.Response, part: _Part) -> None:
        most = self._limits.megabytes * _MEGABYTE
        size = part.size
        promised = response.headers.get("content-length", "")
        if promised.isdigit() and size + int(promised) > most:
            raise self._too_large()
        with part.path.open("ab") as opened:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > most:
                    raise self._too_large()
                if time.monotonic() > part.deadline:
                    raise FetchError(
                        FetchProblem.TOO_SLOW,
                        f"Overføringen tok mer enn {self._limits.seconds} sekunder. Prøv igjen senere, eller hev "
                        "KB_READ_SECONDS.",
                    )
                opened.write(chunk)

    def _too_large(self) -> FetchError:
        return FetchError(
            FetchProblem.TOO_LARGE,
            f"Filen er større enn {self._limits.megabytes} MB. Hev KB_READ_MEGABYTES hvis den skal hentes.",
        )

    def _small_text(self, url: httpx.URL) -> str | None:
        """What is at ``url``, for robots.txt; None where there is nothing, or nothing that may be fetched."""
        text = bytearray()
        try:
            self._rules.check(url, None)
            with self._client.stream("GET", url, extensions={"trace": self._rules.tracer(url)}) as response:
                if response.status_code != httpx.codes.OK:
                    return None
                for chunk in response.iter_bytes():
                    text += chunk
                    if len(text) > MAX_ROBOTS_BYTES:
                        break
        except (httpx.HTTPError, FetchError):
            return None
        return text[:MAX_ROBOTS_BYTES].decode(errors="replace")


def _asking(part: _Part, earlier: Earlier) -> dict[str, str]:
    """The headers that ask for the rest of what broke off, or for what has changed."""
    if part.size and part.validator:
        return {"Range": f"bytes={part.size}-", "If-Range": part.validator}
    part.restart()
    asked = {"If-None-Match": earlier.etag, "If-Modified-Since": earlier.last_modified}
    return {name: value for name, value in asked.items() if value}


def _redirect(response: httpx.Response) -> httpx.URL | None:
    if not response.has_redirect_location:
        return None
    try:
        return response.url.join(response.headers["location"]).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(
            FetchProblem.REFUSED, f"{response.url} sender videre til noe som ikke er en adresse."
        ) from error


def _check_status(response: httpx.Response, part: _Part) -> None:
    """Take only content, or the rest of content.

    Raises:
        FetchError: the server will not give it.
        _PassingError: it may later.
    """
    status, url = response.status_code, response.url
    if status == httpx.codes.PARTIAL_CONTENT and part.size:
        if response.headers.get("content-range", "").startswith(f"bytes {part.size}-"):
            return
        part.restart()
        raise _PassingError(FetchError(FetchProblem.CUT_OFF, f"{url} fortsetter på feil sted. Prøv igjen senere."))
    if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE and part.size:
        part.restart()
        raise _PassingError(FetchError(FetchProblem.CUT_OFF, f"{url} lar seg ikke hente ferdig. Prøv igjen senere."))
    if status == httpx.codes.OK:
        part.restart()  # all of it anew, whatever was asked for
        return
    if status == httpx.codes.NOT_MODIFIED:
        return
    if status in _PASSING:
        after = response.headers.get("retry-after", "")
        problem = FetchError(FetchProblem.SERVER_ERROR, f"{url} svarer {status}. Prøv igjen senere.")
        raise _PassingError(problem, float(after) if after.isdigit() else 0.0)
    if status in _NO_LONGER:
        raise FetchError(
            FetchProblem.NOT_FOUND,
            f"{url} finnes ikke lenger ({status}). Finn den nye adressen hos utgiveren, og rett den i corpus/.",
        )
    raise FetchError(
        FetchProblem.REFUSED, f"{url} gir ikke fra seg innholdet ({status}). Last det ned i en nettleser i stedet."
    )


def _network_trouble(url: httpx.URL, error: httpx.HTTPError) -> Exception:
    """What went wrong on the way, and whether it is worth another try."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return FetchError(
            FetchProblem.NO_CONTACT, f"Sertifikatet til {url.host} kan ikke godtas, så ingenting er hentet ({error})."
        )
    if isinstance(error, httpx.DecodingError):
        return FetchError(FetchProblem.CUT_OFF, f"Svaret fra {url} er pakket på en måte som ikke lar seg pakke ut.")
    if isinstance(error, httpx.UnsupportedProtocol | httpx.TooManyRedirects):
        return FetchError(FetchProblem.REFUSED, f"{url} kan ikke hentes ({error}).")
    if isinstance(error, httpx.TimeoutException):
        return _PassingError(FetchError(FetchProblem.TOO_SLOW, f"{url} svarte ikke i tide. Prøv igjen senere."))
    if isinstance(error, httpx.ConnectError):
        message = f"Får ikke kontakt med {url.host}. Sjekk nettforbindelsen, og prøv igjen."
        return _PassingError(FetchError(FetchProblem.NO_CONTACT, message))
    return _PassingError(FetchError(FetchProblem.CUT_OFF, f"Overføringen fra {url.host} ble brutt. Prøv igjen senere."))
