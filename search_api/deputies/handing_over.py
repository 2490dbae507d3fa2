"""ASGI middleware: questions are answered in turn, some of them by deputies where several ask at once."""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from search_api.deputies.frames import Answered
from search_api.deputies.pool import Deputies
from search_api.question_routes import QUESTIONS

# What an answer is made from. Where a request came from is nothing to a deputy.
_TOLD = ("type", "method", "path", "root_path", "query_string", "headers")


class HandingOver:
    """Stands before the routes; everything but questions goes straight on."""

    def __init__(self, app: ASGIApp, deputies: Deputies) -> None:
        self.app = app
        self._deputies = deputies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the request answered, here or by a deputy."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in QUESTIONS:
            await self.app(scope, receive, send)
            return
        place = await self._deputies.place()
        try:
            if place.deputy is not None:
                told = {key: scope[key] for key in _TOLD}
                if answered := await self._deputies.answer(place.deputy, told):
                    await _send(answered, send)
                    return
            else:
                # Those that came at the same moment find their places before this one keeps the process busy.
                await asyncio.sleep(0)
            await self.app(scope, receive, send)
        finally:
            self._deputies.leave(place)


async def _send(answered: Answered, send: Send) -> None:
    await send({"type": "http.response.start", "status": answered.status, "headers": answered.headers})
    await send({"type": "http.response.body", "body": answered.body})
