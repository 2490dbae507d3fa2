"""What was noted of each address the last time: a small file beside the store, which nothing else is built on."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.source_check.result import Result, SourceStatus
from ingest.text_files import write_text
from kunnskapsbase.errors import InputError

FILE_NAME = "kildesjekk.json"
# How many results may be lost when the program is killed.
_BATCH = 10
_RESULTS = TypeAdapter(list[Result])


class Notes:
    """The results by address, in the file ``kildesjekk.json`` in ``folder``.

    Raises:
        InputError: the file is there and cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._results: dict[str, Result] = {}
        try:
            noted = _RESULTS.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return
        except ValidationError as error:
            raise InputError(f"{self._path} kan ikke leses. Slett filen; alle adresser sjekkes da på nytt.") from error
        self._results = {result.address: result for result in noted}

    def get(self, address: str) -> Result | None:
        """What was noted last, if anything."""
        return self._results.get(address)

    def is_fresh(self, address: str, hours: float) -> bool:
        """Whether the address was checked in the last so many hours."""
        result = self._results.get(address)
        if result is None:
            return False
        return datetime.now(UTC) - datetime.fromisoformat(result.checked) < timedelta(hours=hours)

    def put(self, results: Iterable[Result]) -> None:
        """Note results, and write the file in one step."""
        self._results |= {result.address: result for result in results}
        listed = [self._results[address] for address in sorted(self._results)]
        write_text(self._path, _RESULTS.dump_json(listed, by_alias=True, indent=1, exclude_none=True).decode() + "\n")


def record(results: Iterable[Result], notes: Notes) -> bool:
    """Note results as they come, a few at a time.

    Where no address answers at all it is the network that fails, and nothing is noted; then the answer is False.
    """
    waiting: list[Result] = []
    has_answer = False
    try:
        for result in results:
            waiting.append(result)
            has_answer = has_answer or result.status is not SourceStatus.UNREACHABLE
            if has_answer and len(waiting) >= _BATCH:
                notes.put(waiting)
                waiting = []
    finally:
        if has_answer:
            notes.put(waiting)
    return has_answer
