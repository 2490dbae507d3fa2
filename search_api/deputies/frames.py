"""What the API and its deputies tell each other: pickles, each with its length before it.

Both ends are processes of ours, of the same code, on a pair of sockets that nobody else can reach.
"""

import asyncio
import pickle
import struct
from dataclasses import dataclass
from typing import Any

from search_api.noting import Need

_LENGTH = struct.Struct("!I")


@dataclass(frozen=True, slots=True)
class Hello:
    """The first word: which start of the API this is."""

    started: str


@dataclass(frozen=True, slots=True)
class Ready:
    """What a deputy says when it can answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its ASGI scope, and how often something has been written since the API started."""

    scope: dict[str, Any]
    changes: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole response, and the needs that are to be counted."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    needs: list[Need]


@dataclass(frozen=True, slots=True)
class Declined:
    """What a deputy says of a request that is not for it: one that cannot be used, or that went wrong."""


Frame = Hello | Ready | Asked | Answered | Declined


def say(writer: asyncio.StreamWriter, frame: Frame) -> None:
    """Send a frame."""
    packed = pickle.dumps(frame, pickle.HIGHEST_PROTOCOL)
    writer.write(_LENGTH.pack(len(packed)) + packed)


async def hear(reader: asyncio.StreamReader) -> Frame | None:
    """The next frame; ``None`` where the other end has gone."""
    try:
        (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
        frame: Frame = pickle.loads(await reader.readexactly(length))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return frame
