"""Saved solutions as a CSV that a Norwegian spreadsheet opens as it is."""

import csv
import io
from collections.abc import Sequence

from search_api import wire
from tables.cells import harmless
from ui.texts import Texts

_COLUMNS = ("title", "who", "sector", "status", "years", "challenge", "done", "gains", "contact", "source")


def as_csv(solutions: Sequence[wire.SolutionDetail], texts: Texts) -> bytes:
    """UTF-8 with a byte order mark, semicolons between; a text that looks like a formula gets an apostrophe."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow([texts.say(f"column_{name}") for name in _COLUMNS])
    for each in solutions:
        writer.writerow([harmless(value) for value in _row(each)])
    return written.getvalue().encode("utf-8-sig")


def _row(solution: wire.SolutionDetail) -> list[str]:
    contact = solution.contact
    reach = ", ".join(each for each in (contact.unit, contact.phone, contact.email) if each)
    return [
        solution.title,
        ", ".join(each.name for each in solution.participants),
        solution.sector_words,
        solution.status_words,
        solution.years or "",
        solution.challenge,
        solution.approach,
        "; ".join(f"{gain.text} ({gain.evidence})" for gain in solution.gains),
        reach,
        solution.source.url,
    ]
