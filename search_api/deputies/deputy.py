"""One deputy, seen from the API: started, asked, and stopped."""

import asyncio
import logging
import socket
import subprocess
import sys
from collections import deque
from contextlib import suppress

from starlette.concurrency import run_in_threadpool

from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import ROOT, Settings, environment_of
from search_api.deputies.frames import Answered, Asked, Frame, Hello, Ready, hear, say

_log = logging.getLogger(__name__)
# Loading the model and the index takes some ten seconds of a busy machine.
_READY_WITHIN_S = 120.0
_CLOSING_S = 5.0
# An answer takes some milliseconds; a process that has not given one by now gives none.
_ANSWER_WITHIN_S = 10.0


class DeputyError(KunnskapsbaseError):
    """A deputy could not be started; what is wrong stands in the log."""


class Deputy:
    """A process that answers questions, one after the other in the order they came. Used by the event loop alone."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.gone = False
        self.process = process
        self._reader = reader
        self._writer = writer
        self._waiting: deque[asyncio.Future[Frame | None]] = deque()
        self._listening: asyncio.Task[None] | None = None

    @classmethod
    async def launch(cls, settings: Settings, started: str) -> "Deputy":
        """Start one, and wait until it is ready. ``started`` tells this start of the API from others.

        Raises:
            DeputyError: it did not get ready.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "search_api.deputies", str(theirs.fileno())],
                cwd=ROOT,
                env=environment_of(settings),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        deputy = cls(process, *await asyncio.open_connection(sock=ours))
        say(deputy._writer, Hello(started))
        try:
            async with asyncio.timeout(_READY_WITHIN_S):
                ready = await hear(deputy._reader)
        except TimeoutError:
            ready = None
        except asyncio.CancelledError:
            await deputy.stop()
            raise
        if not isinstance(ready, Ready):
            await deputy.stop()
            raise DeputyError("En hjelpeprosess som skulle svare på spørsmål, kom ikke i gang.")
        deputy._listening = asyncio.create_task(deputy._listen())
        return deputy

    async def answer(self, asked: Asked) -> Answered | None:
        """The answer; ``None`` where it has to be made by the API itself."""
        if self.gone:
            return None
        answer: asyncio.Future[Frame | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        say(self._writer, asked)
        try:
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                said = await answer
        except TimeoutError:
            # What else it had in hand comes back when it has ended.
            self.gone = True
            self.process.kill()
            return None
        return said if isinstance(said, Answered) else None

    async def _listen(self) -> None:
        while (said := await hear(self._reader)) is not None:
            self._give(said)
        self.gone = True
        _log.warning("A process that answered questions has gone; the API answers by itself.")
        while self._waiting:
            self._give(None)

    def _give(self, said: Frame | None) -> None:
        answer = self._waiting.popleft()
        # Whoever waited may have been cancelled meanwhile.
        if not answer.done():
            answer.set_result(said)

    async def stop(self) -> None:
        """End the process: at once where it is in the middle of nothing, by force where it does not end."""
        self.gone = True
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
        self._writer.close()
        try:
            await run_in_threadpool(self.process.wait, _CLOSING_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            await run_in_threadpool(self.process.wait)
