"""Where the time goes for what people have: a few files of every format, taken in by one command."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.ingest_formats import Format
from eval.ingest_growth import command
from eval.ingest_texts import Writer

COPIES = 5
# How much of the text that the formats are timed on stands in each of these files: about twenty pages.
_SHARE = 0.4


def make_files(chosen: Sequence[Format], writer: Writer, folder: Path, copies: int, share: float) -> int:
    """``copies`` files of each format; how many that is."""
    folder.mkdir(parents=True)
    for number in range(len(chosen) * copies):
        each = chosen[number // copies]
        each.make(
            folder / f"{number:03}{each.ending}", writer.text(number, max(2, round(each.sections * share * _SHARE)))
        )
    return len(chosen) * copies


def measure(chosen: Sequence[Format], writer: Writer, copies: int = COPIES, share: float = 1.0) -> dict[str, Any]:
    """Take in ``copies`` files of each format in a fresh base."""
    with tempfile.TemporaryDirectory(prefix="eval-") as work:
        folder = Path(work) / "dokumenter"
        files = make_files(chosen, writer, folder, copies, share)
        seen = command(folder, Path(work) / "data").plain()
        return {"files": files, "formats": [each.name for each in chosen], **seen}
