"""Cleaning that reads Norwegian PDFs: laid-out pages in, blocks of running text with their page out."""

from ingest.cleaning.clean import clean_pages
from ingest.cleaning.result import Cleaned

__all__ = ["Cleaned", "clean_pages"]
