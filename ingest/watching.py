"""Following a folder: what is new or changed in it is taken in when it has come to rest."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from watchfiles import Change
from watchfiles import watch as changes

from ingest.gathering import SIDECAR_ENDINGS
from ingest.pipeline import Outcome, add
from ingest.row_mapping import is_mapping_file
from ingest.sidecar import documents_of
from ingest.text_files import is_file
from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.settings import Settings

# A file that is being copied changes many times a second; it is taken in when nothing has happened for so long.
_DEBOUNCE_MS = 3000
_STEP_MS = 800
_TIMEOUT_MS = 500


def watch(
    folder: Path, settings: Settings, tell: Callable[[Outcome], object], complain: Callable[[str], object]
) -> None:
    """Tell what came of the folder as it is, and then of every round of changes, until Ctrl-C.

    A round that cannot be done (another ingest is building, the disk is full) is complained of, and the watch goes on.
    """
    # The telling is within the same guard as the reading: Ctrl-C often comes while a person reads what was just told.
    with _stopping() as stopped, suppress(KeyboardInterrupt):
        for outcome in _rounds(folder, settings, complain, stopped):
            tell(outcome)


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets, beside interrupting what is being done.

    An interrupt alone can be lost: Python drops one that comes while an object is being cleaned up (seen once in some
    tens of runs on a busy machine), and the watch would go on.
    """
    stopped = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        stopped.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _rounds(
    folder: Path, settings: Settings, complain: Callable[[str], object], stopped: threading.Event
) -> Iterator[Outcome]:
    rounds = changes(
        folder,
        debounce=_DEBOUNCE_MS,
        step=_STEP_MS,
        rust_timeout=_TIMEOUT_MS,
        yield_on_timeout=True,
        raise_interrupt=True,
        stop_event=stopped,
    )
    # The watch begins with the first round asked for, so that what comes while the folder is read is not missed.
    next(rounds)
    yield from _round([folder], settings, None, complain)
    for batch in rounds:
        places, inside = _places(folder, batch)
        yield from _round(places, settings, inside, complain)


def _places(folder: Path, batch: set[tuple[Change, str]]) -> tuple[list[Path], Path | None]:
    """What to take in after a round of changes: the files that changed.

    The whole folder, where something is gone, or where the columns of lists are told in another way.
    """
    if any(change is Change.deleted or is_mapping_file(Path(name)) for change, name in batch):
        return [folder], None
    files: set[Path] = set()
    for _, name in batch:
        path = Path(name)
        files.update(documents_of(path) if name.lower().endswith(SIDECAR_ENDINGS) else [path])
    return sorted(path for path in files if is_file(path) and not path.name.startswith((".", "~$"))), folder


def _round(
    places: list[Path], settings: Settings, inside: Path | None, complain: Callable[[str], object]
) -> Iterator[Outcome]:
    if not places:
        return
    try:
        yield add(places, settings, inside=inside)
    except InputError as error:
        # An empty folder is where a watch often begins.
        if inside is not None:
            complain(str(error))
    except (KunnskapsbaseError, OSError) as error:
        complain(str(error))
