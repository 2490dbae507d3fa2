"""Whether the addresses of the corpus still lead to what they led to; nothing in the corpus is changed."""

from ingest.source_check.addresses import Watched, watched
from ingest.source_check.checking import Checker
from ingest.source_check.notes import Notes, record
from ingest.source_check.result import Result, SourceStatus
from ingest.source_check.rounds import Rounds

__all__ = ["Checker", "Notes", "Result", "Rounds", "SourceStatus", "Watched", "record", "watched"]
