"""Many addresses checked at once, but never two of the same site, and with a pause between two of them."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from ingest.source_check.addresses import Watched
from ingest.source_check.checking import Checker
from ingest.source_check.result import Result


class Rounds:
    """Goes through addresses: ``sites`` at a time, one address of each, ``pause_s`` between two of the same site.

    ``make`` gives each thread a checker of its own; ``before`` tells what was known of an address.
    """

    def __init__(
        self,
        make: Callable[[], Checker],
        before: Callable[[str], Result | None],
        *,
        sites: int = 4,
        pause_s: float = 1.0,
    ) -> None:
        self._make = make
        self._before = before
        self._sites = sites
        self._pause_s = pause_s

    def results(self, addresses: Sequence[Watched]) -> Iterator[Result]:
        """The results as they come, in no order. When nobody asks for more, each thread ends after its address."""
        by_site: dict[str, list[Watched]] = {}
        for each in addresses:
            by_site.setdefault(each.site, []).append(each)
        done: SimpleQueue[Result | BaseException] = SimpleQueue()
        stop = threading.Event()

        def go_through(site: list[Watched]) -> None:
            try:
                with self._make() as checker:
                    for place, each in enumerate(site):
                        if stop.wait(self._pause_s if place else 0):
                            return
                        done.put(checker.check(each.address, self._before(each.address)))
            except BaseException as error:
                done.put(error)

        with ThreadPoolExecutor(self._sites, thread_name_prefix="kildesjekk") as pool:
            try:
                # The largest first, so that the last thread is not left alone with it.
                for site in sorted(by_site.values(), key=len, reverse=True):
                    pool.submit(go_through, site)
                for _ in addresses:
                    result = done.get()
                    if isinstance(result, BaseException):
                        raise result
                    yield result
            finally:
                stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
