"""The five reports, cleaned once; tests that use them are skipped where the collected data is not there."""

from functools import lru_cache
from pathlib import Path

import pytest

from ingest.blocks import Page
from ingest.cleaning import Cleaned, clean_pages
from ingest.cleaning.page_starts import pages_of_extract
from tests.ingest.cleaning.making import Report, ReportPages

REPORTS = Path(__file__).parents[4] / "shared" / "data" / "rapporter"


@lru_cache(maxsize=8)
def _pages(name: str) -> tuple[Page, ...]:
    file = REPORTS / f"{name}.txt"
    if not file.is_file():
        pytest.skip("the collected reports are not here")
    text = file.read_text(encoding="utf-8")
    return tuple(pages_of_extract(text) or [Page(1, text)])


@lru_cache(maxsize=8)
def _cleaned(name: str) -> Cleaned:
    return clean_pages(_pages(name))


@pytest.fixture
def report_pages() -> ReportPages:
    """The pages of a report by its name."""
    return _pages


@pytest.fixture
def report() -> Report:
    """A report by its name, cleaned."""
    return _cleaned
