"""Where a question is answered: on the spot while nobody else waits, and else in a thread beside the others."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class Turns:
    """Runs what takes some milliseconds for the coroutines of one event loop. ``close`` waits for what is under way.

    The hop to a thread and back costs 0.4 ms, which one who asks alone need not wait for. With several, the index works
    for one while the answer of another is put together, because it lets go of the interpreter while it looks: with 8
    clients on two cores that were busy with other work too, a fourth more answers a second than on the spot.
    """

    def __init__(self) -> None:
        self._waiting = 0
        self._threads = ThreadPoolExecutor(os.cpu_count(), "svar")

    async def run(self, answer: Callable[[_Asked], _Answer], asked: _Asked) -> _Answer:
        """What ``answer`` makes of ``asked``."""
        self._waiting += 1
        try:
            # Those who came in at the same time get to say so.
            await asyncio.sleep(0)
            if self._waiting == 1:
                return answer(asked)
            return await asyncio.get_running_loop().run_in_executor(self._threads, answer, asked)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Let the threads go. Safe to call twice."""
        self._threads.shutdown()
