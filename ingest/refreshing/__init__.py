"""The municipality register renewed from open APIs: what each says, what that changes, and the file written anew.

A source is read whole or not at all. What is not known to be right is left as it was, and told of.
"""

from ingest.refreshing.answers import Answers
from ingest.refreshing.plan import Change, SourcePlan
from ingest.refreshing.register import RegisterFolder
from ingest.refreshing.sources import choose, load_sources

__all__ = ["Answers", "Change", "RegisterFolder", "SourcePlan", "choose", "load_sources"]
