"""What every POST that takes a key begins with: who writes, that it is done once, and for whom it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from fastapi import Depends, Response
from pydantic import BaseModel

from search_api.access import NEEDS_KEY, Caller, Writer
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, Service, Words
from search_api.named import Named, named_municipality, named_solution
from search_api.once import Once, OncePerKey
from search_api.service import SearchService
from search_api.wording import Wording

# What such a route answers beside what it made.
POSTED: dict[int | str, dict[str, Any]] = {**NEEDS_KEY, **CHANGED_MEANWHILE, **CANNOT_BE_USED}


class OfMunicipality(Protocol):
    """A body that says whose it is, and which solution it is about where it is about one."""

    @property
    def municipality(self) -> str:
        """Kommunenummer or name, as it was written."""

    @property
    def solution_id(self) -> str | None:
        """The solution's id."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A POST by the holder of a key, and what it is answered with and through."""

    caller: Caller
    service: SearchService
    words: Wording
    once: Once

    def named(self, body: OfMunicipality) -> Named:
        """The municipality it is written for.

        Raises:
            UnknownMunicipalityError: there is none such.
            ForbiddenError: the caller may not write for it.
            InputError: there is no such solution.
        """
        named = named_municipality(body.municipality, self.service.register, self.words)
        self.caller.may_act_for(named.municipality)
        if body.solution_id is not None:
            named_solution(body.solution_id, self.service)
        return named

    def answer(self, make: Callable[[], BaseModel]) -> Response:
        """What ``make`` writes and gives, done once for each ``Idempotency-Key``."""
        return self.once.answer(make)


async def _posted(caller: Writer, service: Service, words: Words, once: OncePerKey) -> Posted:
    return Posted(caller, service, words, once)


Post = Annotated[Posted, Depends(_posted)]
