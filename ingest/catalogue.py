"""The catalogue of reports, ``corpus/rapporter.yml``, and how a file is known to be one of them.

A file is the report
1. whose ``sha256`` is the file's (the catalogue's own word, or what ``ingest fetch`` noted), or else
2. whose id is the file's name without its ending, or else
3. whose id is made of words that all stand in the file's name, in the same order. The id must have three words or
   more, and the file's name at most twice as many; the fill words «og», «i», «for» … count in neither.

Where two reports fit equally well, none is taken. Rules 2 and 3 rest on names, which people give: the ledger then keeps
a warning that says which report the file was taken for, so that a mistake is seen. A note beside the file that gives it
another title says that it is not that report.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.metadata import Metadata
from ingest.report_catalogue import CATALOGUE_NAME, Report, load_reports
from kunnskapsbase.document import DocumentKind

_FILL = {"og", "i", "for", "av", "til", "om", "en", "et", "den", "det", "de", "paa", "med"}
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """The report a file is, and whether only their names say so."""

    report: Report
    by_name: bool

    @property
    def metadata(self) -> Metadata:
        """What the catalogue says of it."""
        year = None if self.report.year is None else str(self.report.year)
        return Metadata(
            self.report.title,
            self.report.publisher,
            self.report.own_address,
            year,
            DocumentKind.REPORT,
            report=self.report.id,
        )


def read_catalogue(corpus: Path) -> tuple[Report, ...]:
    """The reports of a corpus; none where it has no catalogue.

    Raises:
        InputError: the catalogue cannot be used.
    """
    return load_reports(corpus) if (corpus / CATALOGUE_NAME).exists() else ()


def match(reports: Sequence[Report], stem: str, sha256: str) -> Match | None:
    """The report that a file named ``stem`` (without ending) with this hash is."""
    same = [report for report in reports if report.sha256 and report.sha256 == sha256]
    if same:
        return Match(same[0], by_name=False)
    name = stem.casefold()
    named = [report for report in reports if report.id.casefold() == name]
    if not named:
        words = _words(name)
        fits = [(len(_words(report.id)), report) for report in reports if _fits(_words(report.id), words)]
        most = max((count for count, _ in fits), default=0)
        named = [report for count, report in fits if count == most]
    return Match(named[0], by_name=True) if len(named) == 1 else None


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[^a-zæøå0-9]+", name.casefold()) if word and word not in _FILL]


def _fits(wanted: list[str], words: list[str]) -> bool:
    if len(wanted) < _LEAST_WORDS or len(words) > 2 * len(wanted):
        return False
    rest = iter(words)
    return all(word in rest for word in wanted)
