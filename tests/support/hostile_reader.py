"""A reader that misbehaves in the way its file names."""

import ctypes
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ingest.blocks import Block, BlockKind, Extract, SourceType
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError


def _hang() -> None:
    time.sleep(3600)


def _hang_with_the_lock() -> None:
    # The regular expression engine holds Python's lock, and needs longer than anybody waits.
    re.match("(a+)+$", "a" * 60 + "b")


def _take_memory() -> None:
    taken = [bytearray(50_000_000) for _ in range(200)]
    print(len(taken))


def _crash() -> None:
    ctypes.string_at(0)


def _exit() -> None:
    os._exit(3)


def _recurse() -> None:
    _recurse()


def _refuse() -> None:
    raise UnreadableError(Reason.ENCRYPTED, "Filen er låst.")


def _fail() -> None:
    raise KeyError("xref")


def _print() -> None:
    print("a library talks")
    print("and warns", file=sys.stderr)
    os.write(1, b"even in C")


def _call_home() -> None:
    socket.create_connection(("127.0.0.1", 9))


def _start_a_program() -> None:
    subprocess.run(["true"], check=True)


def _leave_a_file() -> None:
    with tempfile.NamedTemporaryFile(delete=False) as left:
        left.write(b"left")


def _fill_the_disk() -> None:
    with tempfile.NamedTemporaryFile(delete=False) as left:
        for _ in range(200):
            left.write(bytes(1_000_000))


def _forge_an_answer() -> None:
    # What taken-over native code could do: a well-formed message of a class no Extract is made of.
    message = b"cos\nsystem\n(S'echo taken over'\ntR."
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, len(message).to_bytes(8, "big") + message)
        except OSError:
            continue


DEEDS: dict[str, Callable[[], None]] = {
    "hang": _hang,
    "hang with the lock": _hang_with_the_lock,
    "take memory": _take_memory,
    "crash": _crash,
    "exit": _exit,
    "recurse": _recurse,
    "refuse": _refuse,
    "fail": _fail,
    "print": _print,
    "call home": _call_home,
    "start a program": _start_a_program,
    "leave a file": _leave_a_file,
    "fill the disk": _fill_the_disk,
    "forge an answer": _forge_an_answer,
}


def read(file: Path, limits: Limits) -> Extract:
    """Do what the file says; a file that says none of it is read as one paragraph."""
    text = file.read_text(encoding="utf-8")
    if text in DEEDS:
        DEEDS[text]()
    if text == "talk without end":
        text = "ord " * 10_000_000
    return Extract(SourceType.TEXT, "hostile", [Block(BlockKind.PARAGRAPH, text)], counts={"tegn": len(text)})
