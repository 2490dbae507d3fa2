"""What a site asks programs to leave alone (robots.txt)."""

from collections.abc import Callable
from urllib.robotparser import RobotFileParser

import httpx

MAX_BYTES = 500_000
PRODUCT = "lostfor"
USER_AGENT = f"{PRODUCT}/0.1 (kunnskapsbase for kommuner; ett oppslag om gangen hos hver utgiver)"


class Robots:
    """Asks each site once. ``get`` fetches a small text, or gives None where there is none to be had."""

    def __init__(self, get: Callable[[httpx.URL], str | None]) -> None:
        self._get = get
        self._rules: dict[str, RobotFileParser] = {}

    def allow(self, url: httpx.URL) -> bool:
        """Whether the site lets us fetch ``url``; a site that says nothing does."""
        site = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        key = str(site)
        if key not in self._rules:
            rules = RobotFileParser()
            rules.parse((self._get(site) or "").splitlines())
            self._rules[key] = rules
        return self._rules[key].can_fetch(PRODUCT, str(url))
