"""The process that reads files from others. Started by ``ingest.isolation``; not for use by itself.

Requests come on standard input and answers leave on standard output. What libraries print goes to the file that
standard error already is. A thread waits for the next request, so that the end of the parent, also by kill -9, is seen
in the middle of a file; where a library holds Python's lock meanwhile, the system's alarm ends it.
"""

import contextlib
import os
import pickle
import queue
import shutil
import signal
import sys
import threading
import time
import traceback
import warnings
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from ingest.blocks import Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.registry import read_file
from ingest.reading_messages import RESULT_BYTES, dump, receive, send

if sys.platform != "win32":
    import resource

_MEGABYTE = 1 << 20
_GRACE_S = 3  # The parent's clock comes first; only an orphan gets this far.
_MAX_FILES_OPEN = 128
_MAX_FILE_BYTES = 64 * _MEGABYTE
_FILES_A_CHILD = 500
_WATCH_S = 0.2
MEMORY_STATUS = 71

# Python calls these events by the library that does them; native code is not seen (docs/inntak-sikkerhet.md).
_FORBIDDEN_EVENTS = frozenset(
    (
        *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
        *("socket.gethostbyname", "socket.gethostbyaddr"),
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.startfile"),
    )
)


def main() -> None:
    """Take requests until standard input ends."""
    requests, answers = _pipes()
    first = receive(requests)
    if first is None:
        return
    # From our own parent, over a pipe it made: its limits, and the folder it gave us to work in.
    limits, folder = cast("tuple[Limits, Path]", pickle.loads(first))
    _confine(limits)
    start = _peak_bytes()
    waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
    threading.Thread(target=_take_requests, args=(requests, waiting, folder), daemon=True).start()
    for number in range(1, _FILES_A_CHILD + 1):
        file = waiting.get()
        _set_alarm(limits.seconds + _GRACE_S)
        answer = _read(file, limits)
        # What one file used stays with the process; a later file must not be refused for it.
        is_spent = (
            number == _FILES_A_CHILD
            or _peak_bytes() - start > limits.memory_megabytes * _MEGABYTE // 2
            or (isinstance(answer, UnreadableError) and answer.reason is Reason.TOO_MUCH_MEMORY)
        )
        send(answers, _message(answer, is_spent))
        _set_alarm(0)
        if is_spent:
            break


def _pipes() -> tuple[FileIO, BinaryIO]:
    """Our own ends of the pipes; libraries that print or read are given the log and nothing instead."""
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, answers


def _take_requests(requests: FileIO, waiting: "queue.SimpleQueue[Path]", folder: Path) -> None:
    while (message := receive(requests)) is not None:
        waiting.put(Path(os.fsdecode(message)))
    # The parent has closed its end or is gone, and then nobody else takes the folder away. Not sys.exit: that would end
    # this thread alone.
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _read(file: Path, limits: Limits) -> Extract | UnreadableError:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read_file(file, limits)
    except UnreadableError as error:
        return UnreadableError(error.reason, str(error))
    except MemoryError:
        return too_much_memory(limits)
    except RecursionError:
        return UnreadableError(
            Reason.DAMAGED, "Innholdet er nøstet dypere enn noe dokument trenger. Lagre filen på nytt fra programmet."
        )
    except ModuleNotFoundError as error:
        return UnreadableError(Reason.NOT_CONFIGURED, f"Det som leser denne filtypen, er ikke installert ({error}).")
    except Exception as error:
        traceback.print_exception(error)
        return UnreadableError(
            Reason.READER_DIED,
            f"Leseren møtte noe den ikke venter ({type(error).__name__}). Filen er trolig skadet; lagre den på nytt, "
            "eller som PDF.",
        )


def too_much_memory(limits: Limits) -> UnreadableError:
    """The refusal of a file that takes more memory than it may."""
    return UnreadableError(
        Reason.TOO_MUCH_MEMORY,
        f"Filen krever mer minne enn grensen ({limits.memory_megabytes} MB). Del den opp, eller hev "
        "KB_READ_MEMORY_MEGABYTES.",
    )


def _message(answer: Extract | UnreadableError, is_spent: bool) -> bytes:
    with contextlib.suppress(MemoryError, RecursionError, ValueError, pickle.PicklingError):
        message = dump((answer, is_spent))
        if len(message) <= RESULT_BYTES:
            return message
    refused = UnreadableError(
        Reason.TOO_LARGE,
        f"Det er mer tekst i filen enn {RESULT_BYTES // _MEGABYTE} MB, som er det meste ett dokument får gi. Del den.",
    )
    return dump((refused, is_spent))


def _confine(limits: Limits) -> None:
    """Bound what this process may take and do. Windows has none of the limits; the parent's clock is all there."""
    sys.addaudithook(_forbid)
    if sys.platform == "win32":
        return
    os.umask(0o077)
    with contextlib.suppress(OSError):
        os.nice(5)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, _MAX_FILES_OPEN)
    _limit(resource.RLIMIT_FSIZE, _MAX_FILE_BYTES)
    if sys.platform == "linux":
        # DATA counts what is written to; AS counts libraries and mapped files too, so it gets room for them.
        _limit(resource.RLIMIT_DATA, limits.memory_megabytes * _MEGABYTE)
        _limit(resource.RLIMIT_AS, (limits.memory_megabytes + 1024) * _MEGABYTE)
    else:
        # macOS accepts these limits and does not keep them.
        threading.Thread(target=watch_memory, args=(limits.memory_megabytes * _MEGABYTE,), daemon=True).start()


def _limit(kind: int, value: int) -> None:
    """Set a limit, or what the one who started us was allowed, where that is less."""
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def watch_memory(most_bytes: int) -> None:
    """End this process when it has taken more than ``most_bytes``; for systems whose limits do not hold."""
    while _peak_bytes() <= most_bytes:
        time.sleep(_WATCH_S)
    os._exit(MEMORY_STATUS)


def _set_alarm(seconds: int) -> None:
    """Have the system end this process so long from now, whatever a library holds; 0 takes the alarm off."""
    if sys.platform != "win32":
        signal.alarm(seconds)


def _peak_bytes() -> int:
    """The most memory this process has had."""
    if sys.platform == "win32":
        return 0
    if sys.platform == "linux":
        # Not getrusage: there Linux counts what the parent had before it started us, 300 MB under the tests.
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _forbid(event: str, _: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN_EVENTS:
        raise PermissionError(f"Reading a file does not need {event}")


if __name__ == "__main__":
    main()
