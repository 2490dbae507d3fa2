"""Who answers a question: the API's own process, or a deputy where several ask at once."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from kunnskapsbase.settings import Settings
from search_api.deputies.deputy import Deputy, DeputyError
from search_api.deputies.frames import Answered, Asked
from search_api.noting import Need

_log = logging.getLogger(__name__)
# A deputy costs as much memory as the API itself, so it is called in only where questions go on waiting for each other:
# when so many have waited within so long.
_MANY = 50
_WITHIN_S = 10.0
# It goes when it has had nothing to do for so long.
_IDLE_S = 600.0
# One that could not be started is not tried again before.
_AGAIN_S = 60.0
# Which place is taken first. A deputy's first, for while the API answers a question itself it hears nobody; and of
# those, three, that it does not run out of questions meanwhile.
_RANK_HERE = 1
_RANKS_OF_DEPUTY = (0, 2, 3)


@dataclass(order=True, frozen=True, slots=True)
class Place:
    """Where a question can be answered now, those to be taken first first; ``None`` is in this process."""

    rank: tuple[int, int]
    deputy: Deputy | None = field(default=None, compare=False)


class Deputies:
    """The deputies there are. Used by the event loop alone, but for ``changed``.

    ``started`` tells this start of the API from others; ``take_need`` is given the needs that deputies met.
    """

    def __init__(self, settings: Settings, started: str, take_need: Callable[[Need], None]) -> None:
        self._settings = settings
        self._started = started
        self._take_need = take_need
        # Those who wait are served in the order they came: a queue of asyncio's would let newcomers pass them.
        self._free = [Place((_RANK_HERE, 0))]
        self._queue: deque[asyncio.Future[Place]] = deque()
        self._present: list[Deputy] = []
        self._calling: asyncio.Task[None] | None = None
        self._changes = 0
        self._waited = 0
        self._since = 0.0
        self._used = 0.0
        self._not_before = 0.0

    @property
    def present(self) -> int:
        """How many there are."""
        return len(self._present)

    def changed(self) -> None:
        """Have what was just written seen by the next question. Safe under threads."""
        self._changes += 1

    async def place(self) -> Place:
        """A place for a question, as soon as there is one; it is to be given back by ``leave``."""
        if self._free:
            return heappop(self._free)
        self._had_to_wait()
        turn: asyncio.Future[Place] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave(turn.result())
            raise

    def leave(self, place: Place) -> None:
        """Give a place back, to who has waited longest for one."""
        if place.deputy is not None and place.deputy.gone:
            return
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(place)
                return
        heappush(self._free, place)

    async def answer(self, deputy: Deputy, scope: dict[str, object]) -> Answered | None:
        """What a deputy answers; ``None`` where the API has to."""
        self._used = time.monotonic()
        answered = await deputy.answer(Asked(scope, self._changes))
        if answered is not None:
            for need in answered.needs:
                self._take_need(need)
        return answered

    def _had_to_wait(self) -> None:
        now = time.monotonic()
        if now - self._since > _WITHIN_S:
            self._since, self._waited = now, 0
        self._waited += 1
        room = self.present < self._settings.answering_processes - 1
        if self._waited >= _MANY and room and self._calling is None and now >= self._not_before:
            self._calling = asyncio.create_task(self._call_in())

    async def _call_in(self) -> None:
        try:
            deputy = await Deputy.launch(self._settings, self._started)
        except (DeputyError, OSError) as error:
            self._not_before = time.monotonic() + _AGAIN_S
            _log.warning("Questions go on being answered by fewer processes than could be: %s", error)
        else:
            self._present.append(deputy)
            self._used = time.monotonic()
            for rank in _RANKS_OF_DEPUTY:
                self.leave(Place((rank, deputy.process.pid), deputy))
        self._waited = 0
        self._calling = None

    async def look(self) -> None:
        """Let go of those that have gone, and of all where nobody has needed them for a while."""
        idle = time.monotonic() - self._used > _IDLE_S
        for deputy in [each for each in self._present if each.gone or idle]:
            self._present.remove(deputy)
            self._free = [each for each in self._free if each.deputy is not deputy]
            heapify(self._free)
            await deputy.stop()

    async def close(self) -> None:
        """Stop them all; safe to call twice."""
        if self._calling is not None:
            self._calling.cancel()
            with suppress(asyncio.CancelledError):
                await self._calling
        while self._present:
            await self._present.pop().stop()
