"""Which addresses are fetched from: public ones, over HTTPS. A report's address may lead astray, or be made to.

The host is looked up before anything is sent, for a clear message, and the machine that answered is checked again once
the connection stands and before the request goes out, so that a name that resolves differently the second time gains
nothing. Behind a proxy it is the proxy that connects, and neither can be seen; then the proxy's own rules hold.
"""

import ipaddress
import socket
import urllib.request
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

import httpx

from kunnskapsbase.errors import KunnskapsbaseError


class FetchProblem(StrEnum):
    """Why something was not fetched, for programs."""

    NO_ADDRESS = "uten_adresse"
    NOT_ENCRYPTED = "ikke_kryptert"
    PRIVATE_ADDRESS = "lokal_adresse"
    TOO_MANY_REDIRECTS = "for_mange_omdirigeringer"
    REFUSED = "avvist"
    NOT_FOUND = "finnes_ikke"
    SERVER_ERROR = "tjenerfeil"
    NO_CONTACT = "ikke_kontakt"
    CUT_OFF = "avbrutt"
    TOO_SLOW = "for_treg"
    TOO_LARGE = "for_stor"
    WRONG_TYPE = "feil_type"
    OTHER_CONTENT = "annet_innhold"
    ROBOTS = "robots"
    NOT_STORED = "ikke_lagret"


class FetchError(KunnskapsbaseError):
    """Something could not be fetched; ``problem`` for programs, the message (what to do) in Norwegian."""

    def __init__(self, problem: FetchProblem, message: str) -> None:
        super().__init__(message)
        self.problem = problem


class AddressRules:
    """What may be connected to.

    ``private_hosts`` are hosts of this machine or the local network that are let in all the same, by name or number,
    also without encryption. Anywhere else an address without encryption may do nothing but lead on to HTTPS.
    """

    def __init__(self, private_hosts: Collection[str] = ()) -> None:
        self._private_hosts = frozenset(private_hosts)

    def check(self, url: httpx.URL, came_from: httpx.URL | None) -> None:
        """Refuse an address before anything is sent to it.

        Raises:
            FetchError: with the reason.
        """
        if url.scheme not in {"http", "https"} or not url.host:
            raise FetchError(FetchProblem.REFUSED, f"Adressen {url} er ikke en nettadresse (https://).")
        if url.scheme == "http" and came_from is not None and not self._is_let_in(url):
            raise FetchError(
                FetchProblem.NOT_ENCRYPTED, f"{came_from} sender videre til {url}, som ikke er kryptert. Ikke hentet."
            )
        if not self._is_let_in(url) and not behind_proxy(url):
            for address in _looked_up(url):
                self._check_address(address, url)

    def check_answered(self, response: httpx.Response) -> None:
        """Refuse content that came without encryption.

        Raises:
            FetchError: NOT_ENCRYPTED.
        """
        if response.url.scheme == "http" and not self._is_let_in(response.url):
            raise FetchError(
                FetchProblem.NOT_ENCRYPTED,
                f"{response.url} svarer uten kryptering, og sender ikke videre til https. Bruk https-adressen.",
            )

    def tracer(self, url: httpx.URL) -> Any:  # noqa: ANN401 - the type httpx gives its «trace» extension
        """A ``trace`` for httpx that refuses the machine that answered, before the request is sent to it."""

        def trace(event: str, info: Mapping[str, Any]) -> None:
            if event != "connection.connect_tcp.complete" or self._is_let_in(url) or behind_proxy(url):
                return
            stream = info["return_value"]
            try:
                self._check_address(stream.get_extra_info("server_addr")[0], url)
            except FetchError:
                stream.close()
                raise

        return trace

    def _is_let_in(self, url: httpx.URL) -> bool:
        return url.host in self._private_hosts

    def _check_address(self, address: str, url: httpx.URL) -> None:
        # An IPv6 address of the local link carries its interface: fe80::1%eth0.
        found = ipaddress.ip_address(address.partition("%")[0])
        mapped = getattr(found, "ipv4_mapped", None)
        if not (mapped or found).is_global or found.is_multicast:
            raise FetchError(
                FetchProblem.PRIVATE_ADDRESS,
                f"{url.host} er en adresse på denne maskinen eller i lokalnettet ({found}), og hentes ikke. "
                f"Er det meningen, bruk --allow-private {url.host}.",
            )


def behind_proxy(url: httpx.URL) -> bool:
    """Whether the environment sends requests for ``url`` through a proxy."""
    proxies = urllib.request.getproxies()
    return (url.scheme in proxies or "all" in proxies) and not urllib.request.proxy_bypass(url.host)


def _looked_up(url: httpx.URL) -> set[str]:
    try:
        found = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            FetchProblem.NO_CONTACT,
            f"Finner ikke {url.host}. Sjekk nettforbindelsen og adressen.",
        ) from error
    return {str(entry[4][0]) for entry in found}
