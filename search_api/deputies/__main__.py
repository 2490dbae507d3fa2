"""``python -m search_api.deputies FD``: answer questions for the API that started this process, until it goes.

It reads the same indexes and the same record store, and writes nothing. Whatever it cannot answer goes back to the API.
"""

import asyncio
import logging
import socket
import sys
from contextlib import suppress

from starlette.requests import Request

from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.settings import settings
from search_api.deputies.frames import Answered, Asked, Declined, Hello, Ready, hear, say
from search_api.looking import keep_looking
from search_api.noting import Need
from search_api.question_routes import QUESTIONS
from search_api.questions import QuestionService

_log = logging.getLogger(__name__)


class _Answering:
    """The questions in their order."""

    def __init__(self, service: QuestionService, needs: list[Need]) -> None:
        self._service = service
        self._needs = needs
        self._changes = 0

    async def answer(self, asked: Asked) -> Answered | Declined:
        """One answer. What cannot be used, or goes wrong, is for the API, which has the words for it."""
        if asked.changes != self._changes:
            self._changes = asked.changes
            self._service.refresh()
        self._needs.clear()
        try:
            response = await QUESTIONS[asked.scope["path"]].answer(Request(asked.scope), self._service)
        except KunnskapsbaseError:
            return Declined()
        except Exception:
            _log.exception("A question could not be answered here.")
            return Declined()
        if response is None:
            return Declined()
        return Answered(response.status_code, response.raw_headers, bytes(response.body), list(self._needs))


async def serve(connection: socket.socket) -> None:
    """Answer until the other end goes."""
    reader, writer = await asyncio.open_connection(sock=connection)
    hello = await hear(reader)
    if not isinstance(hello, Hello):
        return
    needs: list[Need] = []
    service = QuestionService(settings(), hello.started, needs.append, beside=True)
    try:
        service.look()
        say(writer, Ready())
        answering = _Answering(service, needs)
        looking = asyncio.create_task(keep_looking(service))
        while isinstance(asked := await hear(reader), Asked):
            say(writer, await answering.answer(asked))
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
    finally:
        service.close()
        writer.close()


def main(argv: list[str]) -> int:
    """Serve on the socket with the number in ``argv``."""
    try:
        asyncio.run(serve(socket.socket(fileno=int(argv[0]))))
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
