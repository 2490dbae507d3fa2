"""What nobody has an answer to, noted without who asked: the words with no place in them, a size band, a landsdel."""

import hashlib
import hmac
import logging
import secrets
import threading
from dataclasses import dataclass
from datetime import date

from kunnskapsbase.matching import Asker
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.need_cells import Cell
from kunnskapsbase.place_free import without_places
from kunnskapsbase.privacy import masked
from kunnskapsbase.records import Needs
from kunnskapsbase.size_bands import band_of

# How many askings of a day are told apart; those beyond are counted each time.
_MOST = 20_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Need:
    """What was asked for where nothing answers it: the words, who asked, and when."""

    said: str
    asker: Asker
    day: date


class NeedNoter:
    """Notes needs in a store. Safe under threads.

    The same words from the same municipality are counted once a day. Who has asked today is known in memory alone, as
    hashes with a key that is never written down, and forgotten with the day.

    What is taken in ``note`` waits for ``write``: a transaction for each would cost more than the answer did.
    """

    def __init__(self, needs: Needs, register: MunicipalityRegister) -> None:
        self._needs = needs
        self._register = register
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._day: date | None = None
        self._asked: set[bytes] = set()
        self._cleaning = threading.Lock()
        self._cleaned = False
        self._waiting: list[Need] = []

    def note(self, need: Need) -> None:
        """Take in what was asked for, by its words alone; it is counted at the next ``write``."""
        with self._lock:
            self._waiting.append(need)

    def write(self) -> None:
        """Count what waits. What cannot be written down (a full disk, a locked store) is lost, and that is logged."""
        with self._lock:
            taken, self._waiting = self._waiting, []
        kept = [(self._kept(need.said), need.asker, need.day) for need in taken]
        first = [(text, day, cell_of(asker)) for text, asker, day in kept if text and self._is_first(text, asker, day)]
        if not first:
            return
        try:
            self._needs.note_all(first)
        except Exception as error:  # whatever the database says; its message would hold the words
            _log.warning("%d needs could not be noted: %s", len(first), type(error).__name__)

    def note_words(self, said: str, asker: Asker, day: date) -> str:
        """Count a need that was put in words; the words as they are kept, empty where they were places alone."""
        text = self._kept(said)
        if text and self._is_first(text, asker, day):
            self._needs.report(text, day, cell_of(asker))
        return text

    def _kept(self, said: str) -> str:
        return " ".join(masked(without_places(said, self._register)).lower().split())

    def clean_older(self) -> None:
        """Clean what was noted before needs were cleaned of places and of what is private; once in a process."""
        with self._cleaning:
            if not self._cleaned:
                self._needs.clean(self._kept)
                self._cleaned = True

    def _is_first(self, text: str, asker: Asker, day: date) -> bool:
        if asker.municipality is None:
            return True
        said = f"{asker.municipality.kommunenummer}\0{' '.join(text.lower().split())}"
        digest = hmac.digest(self._key, said.encode(), hashlib.sha256)
        with self._lock:
            if day != self._day:
                self._day, self._asked = day, set()
            first = digest not in self._asked
            if len(self._asked) < _MOST:
                self._asked.add(digest)
            return first


def cell_of(asker: Asker) -> Cell:
    """What is kept of who asked: the size band, and the landsdel of a municipality that was named."""
    band = None if asker.inhabitants is None else band_of(asker.inhabitants)
    return Cell(band, asker.municipality.region if asker.municipality else None)
