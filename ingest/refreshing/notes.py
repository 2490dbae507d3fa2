"""``oppdatert.yml``: when the register was last read against each source, and which day the answer holds for."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from ingest.refreshing.plan import SourcePlan
from ingest.text_files import write_text
from kunnskapsbase.errors import InputError

FILE_NAME = "oppdatert.yml"
_HEADER = (
    "# Når kommuneregisteret sist ble lest mot hver kilde, og hvilken dag svaret gjelder for.\n"
    "# Skrives av «python -m ingest refresh»; ikke rediger.\n"
)


class Notes:
    """The notes beside the register in ``folder``.

    Raises:
        InputError: they are there and cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._text = ""
        self._by_source: dict[str, dict[str, object]] = {}
        try:
            self._text = self._path.read_text(encoding="utf-8")
            self._by_source = {note["id"]: note for note in yaml.safe_load(self._text)["kilder"]}
        except FileNotFoundError:
            return
        except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError) as error:
            raise InputError(f"{self._path} kan ikke leses ({error}). Slett filen; den skrives på nytt.") from error

    def write(self, plans: Iterable[SourcePlan], day: date) -> None:
        """Note that the sources were read on ``day``; the file is left alone where it already says so."""
        for plan in plans:
            source = plan.source
            self._by_source[source.id] = {
                "id": source.id,
                "navn": source.name,
                "utgiver": source.publisher,
                "lisens": source.licence,
                "adresse": source.address,
                "lest": day.isoformat(),
                "gjelder": plan.valid or day.isoformat(),
            }
        content = {"kilder": [self._by_source[each] for each in sorted(self._by_source)]}
        text = _HEADER + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=float("inf"))
        if self._by_source and text != self._text:
            write_text(self._path, text)
