"""A service that nobody asks still looks, every second, for what is new."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool

from kunnskapsbase.index.served import LOOK_EVERY_S
from search_api.questions import QuestionService

_log = logging.getLogger(__name__)


async def keep_looking(service: QuestionService, *others: Callable[[], Awaitable[None]]) -> None:
    """Look until cancelled, and then do what ``others`` have to. In a thread, because a server may keep us waiting."""
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        try:
            await run_in_threadpool(service.look)
            for other in others:
                await other()
        except Exception as error:  # whatever the engine raises: the old index serves, and the next look may succeed
            _log.warning("Could not look for a new index: %s", error)
