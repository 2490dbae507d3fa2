"""Draft experiences out of reports and transcripts: what a person may make an experience of, with where it stands."""

from ingest.drafts.proposing import Draft, Quote, drafts

__all__ = ["Draft", "Quote", "drafts"]
