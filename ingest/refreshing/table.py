"""``kommuner.csv`` as a table, written back so that a comparison with what stood there shows only what changed."""

import csv
import io
from pathlib import Path

from ingest.text_files import write_text
from kunnskapsbase.errors import InputError

KEY = "kommunenummer"
NAME = "navn"


class Table:
    """The rows of the register by kommunenummer, in the order of the file; every value is text."""

    def __init__(self, path: Path, columns: list[str], rows: dict[str, dict[str, str]]) -> None:
        self._path = path
        self.columns = columns
        self.rows = rows

    @classmethod
    def read(cls, path: Path) -> "Table":
        """The table in the file ``path``.

        Raises:
            InputError: there is none, or it could not be written back as it stands.
        """
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"Kan ikke lese kommuneregisteret {path} ({error}). Sett KB_CORPUS riktig.") from error
        reader = csv.DictReader(io.StringIO(text, newline=""))
        listed = list(reader)
        columns = list(reader.fieldnames or ())
        if KEY not in columns or NAME not in columns:
            raise InputError(f"{path} mangler kolonnen «{KEY}» eller «{NAME}».")
        table = cls(path, columns, {row[KEY]: row for row in listed})
        if len(table.rows) != len(listed) or table.text() != text:
            raise InputError(
                f"{path} kan ikke skrives tilbake uten å endre mer enn verdiene: samme kommunenummer står to ganger, "
                "en rad har for få eller for mange felter, eller filen er lagret av et regneark. Ta filen tilbake fra "
                "git, og rett den i et tekstprogram."
            )
        return table

    def text(self) -> str:
        """The file as it is to stand."""
        written = io.StringIO(newline="")
        writer = csv.DictWriter(written, self.columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(self.rows.values())
        return written.getvalue()

    def write(self) -> None:
        """Write the file in one step."""
        write_text(self._path, self.text())
