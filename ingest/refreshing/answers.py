"""What an API answers: fetched within the bounds of fetching, taken only as JSON, and held against a known shape."""

import json
import time
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from ingest.addresses import FetchError, FetchProblem
from ingest.fetching import Fetcher
from ingest.text_files import printable
from kunnskapsbase.errors import KunnskapsbaseError

_MOST_PLACES = 3
Shape = TypeVar("Shape")


class UnknownShapeError(KunnskapsbaseError):
    """An API answers otherwise than it did when its reader was written."""

    def __init__(self, message: str) -> None:
        # The message may quote the answer.
        super().__init__(printable(message))


class Answer(BaseModel):
    """A part of an answer: what is read must be of the type that is known; what else stands there may be anything."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


def shaped(shape: type[Shape], content: object) -> Shape:
    """``content`` as ``shape``.

    Raises:
        UnknownShapeError: it is of another; the message names the places.
    """
    try:
        return TypeAdapter(shape).validate_python(content)
    except ValidationError as error:
        places = list(dict.fromkeys(".".join(map(str, each["loc"])) or "svaret selv" for each in error.errors()))
        more = f" og {len(places) - _MOST_PLACES} til" if len(places) > _MOST_PLACES else ""
        raise UnknownShapeError(
            f"Svaret har ikke formen vi kjenner. Se på: {', '.join(places[:_MOST_PLACES])}{more}."
        ) from error


class Answers:
    """Asks for JSON, one thing at a time; ``pause_s`` is the least time between two questions."""

    def __init__(self, fetcher: Fetcher, folder: Path, pause_s: float) -> None:
        self._fetcher = fetcher
        self._file = folder / "svar"
        self._pause_s = pause_s
        self._asked = float("-inf")

    def get(self, address: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """What stands at ``address``.

        Raises:
            FetchError: it could not be fetched, or is no JSON.
        """
        time.sleep(max(0.0, self._asked + self._pause_s - time.monotonic()))
        self._asked = time.monotonic()
        try:
            content_type = self._fetcher.fetch(address, self._file).content_type or ""
            if "json" not in content_type.lower():
                said = content_type.partition(";")[0] or "noe uten type"
                raise FetchError(
                    FetchProblem.WRONG_TYPE, f"{address} svarer med {said}, ikke JSON. Sjekk adressen hos utgiveren."
                )
            return json.loads(self._file.read_text(encoding="utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise FetchError(
                FetchProblem.WRONG_TYPE, f"{address} sier at svaret er JSON, men det lar seg ikke lese. Prøv igjen."
            ) from error
        finally:
            self._file.unlink(missing_ok=True)
