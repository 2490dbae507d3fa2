"""A write that is sent twice is done once: the header ``Idempotency-Key`` on POST."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.records import IdempotentRequests, InFlightError, KeptAnswer, OtherContentError, scope_of
from search_api.dependencies import Service

_log = logging.getLogger(__name__)
HEADER = "Idempotency-Key"


class BeingAnsweredError(KunnskapsbaseError):
    """The same request was sent a moment ago and is not answered yet."""


@dataclass(frozen=True, slots=True)
class Once:
    """What a route answers a POST through. Without a key in the request it answers as any other."""

    requests: IdempotentRequests
    scope: str | None
    content: bytes

    def answer(self, make: Callable[[], BaseModel], status: int = 201) -> Response:
        """The answer that ``make`` gives, or the one it gave when the same was sent before.

        Only what went well is kept: after an error the same may be sent again.

        Raises:
            BeingAnsweredError: it was sent a moment ago and is not answered yet.
            InputError: the key came with another content before.
        """
        if self.scope is None:
            return _response(KeptAnswer(status, make().model_dump_json()))
        try:
            before = self.requests.begin(self.scope, self.content)
        except InFlightError:
            raise BeingAnsweredError(
                "Det samme ble sendt for et øyeblikk siden og er ikke besvart ennå. Vent litt, og send det igjen."
            ) from None
        except OtherContentError:
            raise InputError(
                f"Denne {HEADER} er brukt før, med et annet innhold. Bruk en ny for hver ting som sendes.",
                parameter=HEADER,
            ) from None
        if before is not None:
            return _response(before, again=True)
        try:
            made = KeptAnswer(status, make().model_dump_json())
        except BaseException:
            self.requests.drop(self.scope)
            raise
        self._keep(self.scope, made)
        return _response(made)

    def _keep(self, scope: str, made: KeptAnswer) -> None:
        try:
            self.requests.finish(scope, made)
        except Exception as error:  # what was written stands, and whoever wrote it must get to know
            _log.warning("An answer could not be kept: %s", type(error).__name__)


def _response(answer: KeptAnswer, *, again: bool = False) -> Response:
    headers = {"Idempotency-Replayed": "true"} if again else None
    return Response(answer.body, status_code=answer.status, media_type="application/json", headers=headers)


Sent = Annotated[
    str | None,
    Header(
        alias=HEADER,
        min_length=1,
        max_length=255,
        description="Your own name for this request: sent again within 24 hours, it gets the same answer and "
        "nothing is written twice.",
        examples=["3f1c9a52-7c0e-4a55-9a0e-6d2b1d0c8f11"],
    ),
]


def once(request: Request, service: Service, key: str | None, content: bytes) -> Once:
    """What a request with this ``Idempotency-Key`` and this content is answered through."""
    scope = None
    if key is not None:
        # The key that writes is part of it, so that nobody is given the answer to somebody else's request.
        who = request.headers.get("authorization", "")
        scope = scope_of(who, f"{request.method} {request.url.path}", key)
    return Once(service.stores.requests, scope, content)


async def _once(request: Request, service: Service, idempotency_key: Sent = None) -> Once:
    return once(request, service, idempotency_key, await request.body())


OncePerKey = Annotated[Once, Depends(_once)]
