"""One address checked: does it answer, where does it lead, and does the same text stand there as the last time?"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from ingest.addresses import AddressRules, FetchError, FetchProblem
from ingest.blocks import Extract
from ingest.fetching import Earlier, Fetched, Fetcher
from ingest.isolation import ReaderProcess
from ingest.limits import Limits
from ingest.problems import UnreadableError
from ingest.source_check.result import Result, SourceStatus
from ingest.text_files import printable

# Checks in a row without an answer before an address is called dead.
_PATIENCE = 3
_LONGEST_TITLE = 200
_MAY_PASS = {
    FetchProblem.SERVER_ERROR,
    FetchProblem.NO_CONTACT,
    FetchProblem.CUT_OFF,
    FetchProblem.TOO_SLOW,
    FetchProblem.TOO_MANY_REDIRECTS,
}


@dataclass(frozen=True, slots=True)
class _Text:
    """What a page says; both are None where nothing could be read."""

    title: str | None = None
    hash: str | None = None


class Checker:
    """Checks addresses one after another. What comes is put in ``folder`` and taken away again.

    Use it as a context manager. The reader may be shared with others, who take turns.
    """

    def __init__(self, limits: Limits, rules: AddressRules, reader: ReaderProcess, folder: Path) -> None:
        self._fetcher = Fetcher(limits, rules)
        self._reader = reader
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._fetcher.close()

    def check(self, address: str, before: Result | None) -> Result:
        """What became of ``address`` since ``before``."""
        file = self._folder / hashlib.sha256(address.encode()).hexdigest()
        earlier = Earlier(before.etag, before.last_modified) if before and before.text_hash else None
        try:
            fetched = self._fetcher.fetch(address, file, earlier)
            if fetched.path is None:
                return _answered(fetched, _Text(before.title, before.text_hash) if before else _Text(), before)
            return _answered(fetched, self._text(file), before)
        except FetchError as error:
            return _failed(address, error, before)
        finally:
            file.unlink(missing_ok=True)

    def _text(self, file: Path) -> _Text:
        try:
            extract = self._reader.read(file)
        except UnreadableError:
            return _Text()
        words = " ".join(block.text for block in extract.blocks).split()
        return _Text(_title(extract), hashlib.sha256(" ".join(words).encode()).hexdigest()[:16])


def _title(extract: Extract) -> str | None:
    return printable(" ".join(extract.metadata.get("tittel", "").split()))[:_LONGEST_TITLE] or None


def _answered(fetched: Fetched, text: _Text, before: Result | None) -> Result:
    now = _now()
    status, message = _judged(fetched, text, before)
    return Result(
        address=fetched.address,
        status=status,
        checked=now,
        message=message,
        leads_to=fetched.final_address if fetched.final_address != fetched.address else None,
        title=text.title or (before.title if before else None),
        text_hash=text.hash or (before.text_hash if before else None),
        changed=now if status is SourceStatus.CHANGED else before.changed if before else None,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
    )


def _judged(fetched: Fetched, text: _Text, before: Result | None) -> tuple[SourceStatus, str]:
    if not _is_front_page(fetched.address) and _is_front_page(fetched.final_address):
        return SourceStatus.DEAD, f"Sender til forsiden ({fetched.final_address}); siden er trolig borte."
    if _plain(fetched.final_address) != _plain(fetched.address):
        return SourceStatus.MOVED, f"Flyttet til {fetched.final_address}."
    if before is None or before.text_hash is None:
        return SourceStatus.ALIVE, "Svarer." if text.hash else "Svarer, men teksten kan ikke leses av programmer."
    since = before.checked[:10]
    if text.title and before.title and text.title != before.title:
        return SourceStatus.CHANGED, f"Tittelen er en annen enn {since}: «{before.title}» → «{text.title}»."
    if text.hash and text.hash != before.text_hash:
        return SourceStatus.CHANGED, f"Teksten er en annen enn {since}."
    return SourceStatus.ALIVE, f"Uendret siden {since}."


def _failed(address: str, error: FetchError, before: Result | None) -> Result:
    status, failures = SourceStatus.LEFT_ALONE, 0
    message = str(error)
    if error.problem is FetchProblem.TOO_LARGE:
        status, message = SourceStatus.ALIVE, "Svarer, men er for stor til å sammenlignes."
    elif error.problem is FetchProblem.NOT_FOUND:
        status = SourceStatus.DEAD
    elif error.problem in _MAY_PASS:
        failures = (before.failures if before else 0) + 1
        status = SourceStatus.DEAD if failures >= _PATIENCE else SourceStatus.UNREACHABLE
        message = f"{message} ({failures}. gang på rad)"
    kept = before.model_dump(include={"title", "text_hash", "changed", "etag", "last_modified"}) if before else {}
    return Result(address=address, status=status, checked=_now(), message=message, failures=failures, **kept)


def _is_front_page(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query


def _plain(address: str) -> tuple[str, str, str]:
    """The address without what sites rewrite in passing: http, www and the last slash."""
    parts = urlsplit(address)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
