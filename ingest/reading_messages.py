"""The messages between the reader process and the one that started it: a length and a pickle.

The process that reads has met files from strangers, so what it sends back is not trusted to name any class it likes:
only what an Extract is made of can be loaded, and nothing larger than the bound.
"""

import io
import pickle
import struct
from typing import IO, Any, Protocol

from kunnskapsbase.document import Spot

_LENGTH = struct.Struct(">Q")
RESULT_BYTES = 32 << 20  # The longest of the reports is 0.4 MB of text; 20,000 rows of a kilobyte are 20 MB.

_ALLOWED = {
    "ingest.blocks": {"Extract", "Block", "BlockKind", "SourceType", "Remark", "RawExperience"},
    "ingest.problems": {"UnreadableError", "Reason"},
    "ingest.reading_messages": {"spot_with"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "copyreg": {"__newobj__", "_reconstructor"},
    "builtins": {"object", "set", "frozenset"},
}


class MessageError(Exception):
    """What came is not a message: cut off, too large, or of classes no Extract is made of."""


class Readable(Protocol):
    """The reading end of a pipe."""

    def read(self, size: int, /) -> bytes | None:
        """At most ``size`` bytes; fewer at the end."""
        ...


def spot_with(said: dict[str, Any]) -> Spot:
    """The spot that says this, checked as any other."""
    return Spot(**said)


class _Dumper(pickle.Pickler):
    """Sends what a spot says and not all that pydantic keeps of it: a list of thousands of rows goes in a third."""

    def reducer_override(self, sent: object) -> Any:  # noqa: ANN401 - the signature of the base class
        if type(sent) is Spot:
            return spot_with, ({name: getattr(sent, name) for name in sent.model_fields_set},)
        return NotImplemented


class _Loader(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:  # noqa: ANN401 - the signature of the base class
        if global_name in _ALLOWED.get(module_name, ()):
            return super().find_class(module_name, global_name)
        raise MessageError(f"{module_name}.{global_name} has no place in an Extract")


def dump(content: object) -> bytes:
    """``content`` as a message without its length."""
    message = io.BytesIO()
    _Dumper(message, protocol=pickle.HIGHEST_PROTOCOL).dump(content)
    return message.getvalue()


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write a message made by ``dump``."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: Readable) -> bytes | None:
    """The next message; None when the other side has ended."""
    head = _exactly(pipe, _LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > RESULT_BYTES:
        raise MessageError(f"A message of {length} bytes is larger than the bound")
    message = _exactly(pipe, length)
    return message if len(message) == length else None


def load_result(message: bytes) -> object:
    """What the reader process sent: an Extract, an UnreadableError, or a tuple of these and plain values.

    Raises:
        MessageError: it holds anything else.
    """
    try:
        return _Loader(io.BytesIO(message)).load()
    except MessageError:
        raise
    except Exception as error:
        # pickle says itself that loading may raise about anything.
        raise MessageError(str(error)) from error


def _exactly(pipe: Readable, size: int) -> bytes:
    received = bytearray()
    while len(received) < size:
        chunk = pipe.read(min(size - len(received), 1 << 20))
        if not chunk:
            break
        received += chunk
    return bytes(received)
