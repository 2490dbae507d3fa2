"""A file that is sent in: written to disk a piece at a time, bounded, and gone when it has been read."""

import errno
import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.records import StoreFullError
from kunnskapsbase.settings import Settings

_MEGABYTE = 1 << 20
_FOLDER = "opplastet"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# What a file's name may hold on our disk; what it is called is kept beside it, and shown as the letters it is.
_ELSEWISE = re.compile(r"[^\w .-]")
_LONGEST_NAME = 80
# Longer than anything is received and read in, so that what is older was left by a process that died.
_LEFT_AFTER_S = 3600.0


class TooLargeError(KunnskapsbaseError):
    """What is sent is larger than is taken."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came in whole. It is deleted when whoever received it is done."""

    file: Path
    sha256: str


@asynccontextmanager
async def received(request: Request, name: str, settings: Settings) -> AsyncIterator[Received]:
    """The body of a request as a file called ``name``.

    Raises:
        TooLargeError: it is larger than ``KB_UPLOAD_MEGABYTES``; told before it is read where its length is.
        InputError: it is empty, or was broken off.
        StoreFullError: there is no room for it.
    """
    most = settings.upload_megabytes
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > most * _MEGABYTE:
        raise _too_large(most)
    folder = await run_in_threadpool(_folder, settings)
    try:
        file = folder / _safe(name)
        yield Received(file, await _write(request, file, most))
    finally:
        await run_in_threadpool(shutil.rmtree, folder, ignore_errors=True)


async def _write(request: Request, file: Path, most: int) -> str:
    digest = hashlib.sha256()
    size = 0
    try:
        with file.open("wb") as opened:
            async for piece in request.stream():
                size += len(piece)
                if size > most * _MEGABYTE:
                    raise _too_large(most)
                digest.update(piece)
                opened.write(piece)
    except ClientDisconnect:
        raise InputError("Opplastingen ble brutt. Send filen på nytt.", parameter="file") from None
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise StoreFullError(
            "Det er ikke plass til filen her akkurat nå. Ingenting er lagret. Si fra til den som driver tjenesten."
        ) from error
    if not size:
        raise InputError("Filen er tom. Velg en fil med innhold.", parameter="file")
    return digest.hexdigest()


def sweep(settings: Settings) -> None:
    """Delete what processes that died have left of files that were sent in."""
    for folder in (settings.data / _FOLDER).glob("*"):
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > _LEFT_AFTER_S:
                shutil.rmtree(folder, ignore_errors=True)


def _folder(settings: Settings) -> Path:
    sweep(settings)
    place = settings.data / _FOLDER
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=place))


def _safe(name: str) -> str:
    # Not as a path: what looks like folders in it is a part of the name.
    stem, _, ending = name.rpartition(".")
    if not stem:
        stem, ending = ending, ""
    kept = _ELSEWISE.sub("_", stem)[:_LONGEST_NAME].strip(".- ") or "fil"
    return f"{kept}.{_ELSEWISE.sub('', ending)[:10]}".rstrip(". ")


def _too_large(most: int) -> TooLargeError:
    return TooLargeError(
        f"Filen er større enn {most} MB, som er det meste som kan lastes opp. Del den, eller ta ut bildene. Er det et "
        "opptak, last opp utskriften (undertekstene) i stedet."
    )
